import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { purify } from "../../../../loaders/model/additive/purify.js";

const cells = fc.array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 0, max: 9 })), {
  minLength: 12,
  maxLength: 12,
});
/** Five fine bins make three coarse ones on one side, six make four on the other. */
const [ofFirst, ofSecond] = [
  [0, 0, 1, 1, 2],
  [0, 1, 1, 2, 2, 3],
];

describe("purify", () => {
  it("leaves the sum of shapes and pair as it was wherever there were rows, and centres every row and column", () => {
    fc.assert(
      fc.property(cells, (found) => {
        const table = Float64Array.from(found, ([value]) => value / 10);
        const weights = Float64Array.from(found, ([, weight]) => weight);
        const shapes = [new Float64Array(5), new Float64Array(6)];
        const before = table.slice();
        purify(shapes, { first: 0, second: 1, table, weights, ofFirst, ofSecond, width: 4 });
        for (let a = 0; a < 5; a++)
          for (let b = 0; b < 6; b++) {
            const cell = ofFirst[a]! * 4 + ofSecond[b]!;
            if (weights[cell]! > 0)
              expect(shapes[0]![a]! + shapes[1]![b]! + table[cell]!).toBeCloseTo(before[cell]!, 6);
          }
        const mean = (cells: number[]): number => cells.reduce((sum, cell) => sum + weights[cell]! * table[cell]!, 0);
        for (let a = 0; a < 3; a++) expect(mean([0, 1, 2, 3].map((b) => a * 4 + b))).toBeCloseTo(0, 4);
        for (let b = 0; b < 4; b++) expect(mean([0, 1, 2].map((a) => a * 4 + b))).toBeCloseTo(0, 4);
      }),
    );
  });

  it("says nothing about a bin that never occurred", () => {
    const table = Float64Array.of(1, 2, 3, 4);
    purify([new Float64Array(2), new Float64Array(2)], {
      first: 0,
      second: 1,
      table,
      weights: Float64Array.of(1, 1, 0, 0),
      ofFirst: [0, 1],
      ofSecond: [0, 1],
      width: 2,
    });
    expect([...table.slice(2)]).toEqual([0, 0]);
  });
});
