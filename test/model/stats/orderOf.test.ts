import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderOf } from "../../../src/model/stats/orderOf.js";

/** Few values and many; whole numbers, fractions of any size and sign, zeros of both signs, infinities. */
const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0, -0, Infinity, -Infinity),
  fc.double({ noNaN: true }),
);
const lists = fc.oneof(fc.array(value, { maxLength: 20 }), fc.array(value, { minLength: 300, maxLength: 400 }));

describe("orderOf", () => {
  it("is the order of a stable sort that compares", () => {
    fc.assert(
      fc.property(lists, (values) => {
        const compared = Array.from(values.keys()).sort((a, b) =>
          values[a]! < values[b]! ? -1 : +(values[a]! > values[b]!),
        );
        expect(Array.from(orderOf(values))).toEqual(compared);
      }),
    );
  });

  it("tells neighbouring doubles apart, in either half of their bits", () => {
    const values = Array.from({ length: 300 }, (_, i) =>
      i % 2 === 0 ? 1 + i * Number.EPSILON : -1 - i * Number.EPSILON,
    );
    const ordered = Array.from(orderOf(values), (place) => values[place]!);
    expect(ordered).toEqual([...values].sort((a, b) => a - b));
  });

  it("orders nothing, one, and equal ones", () => {
    expect(Array.from(orderOf([]))).toEqual([]);
    expect(Array.from(orderOf([7]))).toEqual([0]);
    expect(Array.from(orderOf(new Float64Array(1000)))).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });
});
