import { describe, expect, it } from "vitest";
import {
  growTree,
  type BinnedTree,
  type GrowOptions,
  type TreeRows,
} from "../../../../loaders/model/trees/growTree.js";
import { packRows } from "../../../../loaders/model/packedSums.js";

/** Six rows, one number in three bins and missing, one category of two levels, other and missing. */
const number = [0, 0, 1, 2, 3, 3];
const category = [0, 1, 0, 1, 1, 0];
const data: TreeRows = {
  rows: 6,
  width: 2,
  bins: Uint8Array.from(number.flatMap((bin, i) => [bin, category[i]!])),
  columns: [Uint16Array.from(number), Uint16Array.from(category)],
  offsets: [0, 4],
  counts: [4, 4],
  isOrdered: [true, false],
};
const gradients = Float64Array.of(-2, -2, 1, 1, 3, 3);
const weights = [1, 1, 1, 1, 10, 1];
const options = { maxDepth: 1, learningRate: 1, lambda: 1, minHessian: 1 };

function grow(features: readonly number[], more: Partial<GrowOptions> = {}): BinnedTree {
  const drawn = Int32Array.of(0, 1, 2, 3, 4, 5);
  const packed = packRows(drawn, gradients, new Float64Array(6).fill(1), new Float64Array(6));
  const weigh = (_: number, from: number, to: number): number =>
    drawn.slice(from, to).reduce((sum, row) => sum + weights[row]!, 0);
  return growTree(data, drawn, features, packed, { ...options, ...more }, weigh);
}

describe("growTree", () => {
  it("finds the best split by hand, sending the missing where they do better", () => {
    // {-2, -2} against {1, 1, 3, 3}: 16 / 3 + 64 / 5 beats every other division
    const tree = grow([0, 1]);
    expect(tree.feature).toEqual([0, -1, -1]);
    expect([tree.bin[0], tree.missingLeft[0]]).toEqual([0, false]);
    expect(tree.value.slice(1)).toEqual([-4 / 3, 8 / 5]);
    expect(tree.cover).toEqual([15, 2, 13]);
  });

  it("looks at the allowed features only", () => {
    expect(grow([1]).feature[0]).not.toBe(0);
  });

  it("is a single leaf when no side may be as small as it would be", () => {
    const tree = grow([0, 1], { minHessian: 4 });
    expect(tree).toMatchObject({ feature: [-1], value: [4 / 7] });
  });

  it("gives every deeper leaf the Newton step of its own rows, sums by subtraction included", () => {
    const tree = grow([0, 1], { maxDepth: 3, minHessian: 0.5 });
    for (let i = 0; i < 6; i++) {
      const leafOf = (row: number): number => {
        let node = 0;
        while (tree.feature[node]! >= 0) {
          const bin = [number, category][tree.feature[node]!]![row]!;
          const goesLeft =
            tree.feature[node] === 0
              ? bin === 3
                ? tree.missingLeft[node]!
                : bin <= tree.bin[node]!
              : bin === tree.bin[node];
          node = goesLeft ? tree.left[node]! : tree.right[node]!;
        }
        return node;
      };
      const mates = [0, 1, 2, 3, 4, 5].filter((row) => leafOf(row) === leafOf(i));
      const gradient = mates.reduce((sum, row) => sum + gradients[row]!, 0);
      expect(tree.value[leafOf(i)]).toBeCloseTo(gradient / (mates.length + 1), 12);
    }
  });
});
