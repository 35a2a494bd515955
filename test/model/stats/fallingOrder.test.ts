import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fallingOrder } from "../../../src/model/stats/fallingOrder.js";

describe("falling order", () => {
  it("puts the largest first and equal ones in their own order", () => {
    expect([...fallingOrder([1, 3, -2, 3, -Infinity, 0, -0, Infinity, -2.5])]).toEqual([7, 1, 3, 0, 5, 6, 2, 8, 4]);
    expect([...fallingOrder([])]).toEqual([]);
  });

  it("is the order that comparing two by two comes to", () => {
    const value = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1, 5e-324, -5e-324, 2 ** 31, 2 ** 33));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), (values) => {
        const compared = [...values.keys()].sort((a, b) =>
          values[a] === values[b] ? a - b : values[b]! > values[a]! ? 1 : -1,
        );
        expect([...fallingOrder(values)]).toEqual(compared);
      }),
    );
  });
});
