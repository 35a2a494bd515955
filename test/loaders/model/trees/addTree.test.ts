import { describe, expect, it } from "vitest";
import { addTree } from "../../../../loaders/model/trees/addTree.js";
import { growTree, type TreeRows } from "../../../../loaders/model/trees/growTree.js";
import { packRows } from "../../../../loaders/model/packedSums.js";
import { random } from "../../../../src/model/stats/random.js";

const [rows, width, count] = [500, 5, 9];
const { integer, normal } = random(4);
const columns = Array.from({ length: width }, () => Uint16Array.from({ length: rows }, () => integer(count)));
const data: TreeRows = {
  rows,
  width,
  bins: Uint8Array.from({ length: rows * width }, (_, i) => columns[i % width]![Math.floor(i / width)]!),
  columns,
  offsets: columns.map((_, f) => f * count),
  counts: columns.map(() => count),
  isOrdered: columns.map((_, f) => f % 2 === 0),
};

describe("addTree", () => {
  it("brings every row to the leaf in which it was when the tree grew", () => {
    const drawn = Int32Array.from({ length: rows }, (_, i) => i);
    const gradients = Float64Array.from({ length: rows }, normal);
    const packed = packRows(drawn, gradients, new Float64Array(rows).fill(1), new Float64Array(rows));
    const [grown, walked] = [new Float64Array(rows), new Float64Array(rows)];
    const options = { maxDepth: 4, learningRate: 0.2, lambda: 1, minHessian: 1 };
    // five features: the last four of eight are filled up
    const tree = growTree(data, drawn, [0, 1, 2, 3, 4], packed, options, (value, from, to) => {
      for (const row of drawn.subarray(from, to)) grown[row] = value;
      return to - from;
    });
    addTree(data, tree, drawn, walked);
    expect(new Set(grown).size).toBeGreaterThan(8);
    expect(walked).toEqual(grown);
    expect(tree.cover[0]).toBe(rows);
  });
});
