import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gradientOf, hessianOf, packRows } from "../../../loaders/model/packedSums.js";

const derivative = fc.double({ min: -1, max: 1, noNaN: true });
const rows = fc.array(fc.record({ gradient: derivative, hessian: fc.double({ min: 0, max: 0.25, noNaN: true }) }), {
  minLength: 1,
  maxLength: 300,
});

function pack(list: readonly { readonly gradient: number; readonly hessian: number }[]) {
  const drawn = Int32Array.from(list.keys());
  const gradients = Float64Array.from(list, ({ gradient }) => gradient);
  const hessians = Float64Array.from(list, ({ hessian }) => hessian);
  return packRows(drawn, gradients, hessians, new Float64Array(list.length));
}

const sumOf = (values: Iterable<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);

describe("packed sums", () => {
  it("hold both sums, each within a unit a row", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { packed, gradientUnit, hessianUnit } = pack(list);
        const sum = sumOf(packed);
        const [gradient, hessian] = [sumOf(list.map((row) => row.gradient)), sumOf(list.map((row) => row.hessian))];
        expect(Math.abs(gradientOf(sum) * gradientUnit - gradient)).toBeLessThanOrEqual(list.length * gradientUnit);
        expect(Math.abs(hessianOf(sum) * hessianUnit - hessian)).toBeLessThanOrEqual(list.length * hessianUnit);
      }),
    );
  });

  it("are the same in any order, and a part is exactly the whole less the rest", () => {
    fc.assert(
      fc.property(rows, fc.nat(), (list, cut) => {
        const { packed } = pack(list);
        const half = cut % list.length;
        expect(sumOf([...packed].reverse())).toBe(sumOf(packed));
        expect(sumOf(packed) - sumOf(packed.slice(half))).toBe(sumOf(packed.slice(0, half)));
      }),
    );
  });

  it("lose nothing of whole numbers", () => {
    const { packed, gradientUnit, hessianUnit } = pack([
      { gradient: -3, hessian: 1 },
      { gradient: 5, hessian: 2 },
    ]);
    expect([...packed].map((sum) => [gradientOf(sum) * gradientUnit, hessianOf(sum) * hessianUnit])).toEqual([
      [-3, 1],
      [5, 2],
    ]);
  });

  it("have no bias where every row has the same small gradient", () => {
    // 100,000 rows of a rare loss: a plain rounding would err alike on each
    const { packed, gradientUnit } = pack(
      Array.from({ length: 100_000 }, (_, i) => ({ gradient: i % 100 ? -0.0101 : 0.9899, hessian: 0.01 })),
    );
    const stayed = packed.filter((_, i) => i % 100);
    expect((gradientOf(sumOf(stayed)) * gradientUnit) / (-0.0101 * stayed.length)).toBeCloseTo(1, 5);
  });
});
