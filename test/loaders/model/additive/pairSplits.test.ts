import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isInside, pairLearner, quadrantSearch, type PairSide } from "../../../../loaders/model/additive/pairSplits.js";
import type { Histogram } from "../../../../loaders/model/additive/weakLearners.js";

const side = fc.record({ count: fc.integer({ min: 2, max: 5 }), isOrdered: fc.boolean() });
const table = fc.tuple(side, side).chain(([first, second]) =>
  fc
    .array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 0, max: 9 })), {
      minLength: first.count * second.count,
      maxLength: first.count * second.count,
    })
    .map((cells) => ({
      first,
      second,
      histogram: {
        gradient: Float64Array.from(cells, ([g, h]) => (h ? g : 0)),
        hessian: Float64Array.from(cells, ([, h]) => h),
      },
    })),
);

/** Every split of both sides, every cell visited. */
function bruteForce(first: PairSide, second: PairSide, { gradient, hessian }: Histogram): number {
  let best = 0;
  for (let a = 0; a < first.count; a++)
    for (let b = 0; b < second.count; b++) {
      const [g, h] = [new Float64Array(4), new Float64Array(4)];
      for (let i = 0; i < first.count; i++)
        for (let j = 0; j < second.count; j++) {
          const q = (isInside(first, a, i) ? 0 : 2) + (isInside(second, b, j) ? 0 : 1);
          g[q] = g[q]! + gradient[i * second.count + j]!;
          h[q] = h[q]! + hessian[i * second.count + j]!;
        }
      if (h[0]! + h[1]! === 0 || h[2]! + h[3]! === 0 || h[0]! + h[2]! === 0 || h[1]! + h[3]! === 0) continue;
      best = Math.max(
        best,
        g.reduce((sum, value, q) => sum + value ** 2 / (h[q]! + 1), 0),
      );
    }
  return best;
}

describe("quadrantSearch", () => {
  it("finds what brute force finds", () => {
    fc.assert(
      fc.property(table, ({ first, second, histogram }) => {
        expect(quadrantSearch(first, second, 1)(histogram)?.gain ?? 0).toBeCloseTo(
          bruteForce(first, second, histogram),
          8,
        );
      }),
    );
  });

  it("gives a table whose rows and columns merely add up no gain as an interaction", () => {
    const flat = { count: 3, isOrdered: true };
    const [rows, columns] = [
      [2, -1, 0],
      [1, 3, 0],
    ];
    const gradient = Float64Array.from(rows.flatMap((r) => columns.map((c) => 100 * (r + c))));
    const hessian = new Float64Array(9).fill(100);
    const interaction = quadrantSearch(flat, flat, 1e-9, { isInteraction: true })({ gradient, hessian });
    expect(interaction?.gain ?? 0).toBeCloseTo(0, 6);
  });
});

describe("pairLearner", () => {
  it("steps each quadrant by its own mean gradient", () => {
    const ordered = { count: 3, isOrdered: true };
    // crossed signs below and above the first cut; the last row and column are missing
    const histogram = {
      gradient: Float64Array.of(4, -4, 0, -4, 4, 0, 0, 0, 0),
      hessian: Float64Array.of(3, 3, 0, 3, 3, 0, 0, 0, 0),
    };
    const delta = new Float64Array(9);
    pairLearner(ordered, ordered, { learningRate: 0.5, lambda: 1, minHessian: 0, direction: 0 })(
      histogram,
      new Float64Array(9),
      delta,
    );
    expect([...delta]).toEqual([0.5, -0.5, -0.5, -0.5, 0.5, 0.5, -0.5, 0.5, 0.5]);
  });
});
