import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { treeContributionColumns } from "../../../src/model/churn/shapColumns.js";
import { treeContributions, treesBase } from "../../../src/model/churn/treeShap.js";
import {
  goesLeft,
  predictTrees,
  treeInputs,
  treesLogOdds,
  treesLogOddsColumn,
} from "../../../src/model/churn/trees.js";
import type { PairAxis, Row, Tree, TreesModel } from "../../../src/model/churn/types.js";

const axes: PairAxis[] = [
  { kind: "steps", feature: "a", cuts: [] },
  { kind: "steps", feature: "b", cuts: [] },
  { kind: "levels", feature: "c", levels: ["x", "y"] },
  { kind: "steps", feature: "d", cuts: [] },
];

type Shape =
  { leaf: number; cover: number } | { axis: number; cut: number; missingLeft: boolean; left: Shape; right: Shape };
const { shape } = fc.letrec<{ shape: Shape; leaf: Shape; split: Shape }>((tie) => ({
  shape: fc.oneof({ maxDepth: 4, depthIdentifier: "tree" }, tie("leaf"), tie("split")),
  leaf: fc.record({ leaf: fc.integer({ min: -20, max: 20 }), cover: fc.integer({ min: 1, max: 9 }) }),
  split: fc.record({
    axis: fc.integer({ min: 0, max: 3 }),
    cut: fc.integer({ min: 0, max: 3 }),
    missingLeft: fc.boolean(),
    left: tie("shape"),
    right: tie("shape"),
  }),
}));

function toTree(shape: Shape): Tree {
  const tree = {
    axis: [] as number[],
    cut: [] as number[],
    missingLeft: [] as boolean[],
    left: [] as number[],
    right: [] as number[],
    value: [] as number[],
    cover: [] as number[],
  };
  const add = (shape: Shape): number => {
    const node = tree.axis.push(-1) - 1;
    tree.cut.push(0);
    tree.missingLeft.push(false);
    tree.left.push(-1);
    tree.right.push(-1);
    tree.value.push("leaf" in shape ? shape.leaf : 0);
    tree.cover.push("leaf" in shape ? shape.cover : 0);
    if ("leaf" in shape) return node;
    [tree.axis[node], tree.cut[node], tree.missingLeft[node]] = [shape.axis, shape.cut, shape.missingLeft];
    tree.left[node] = add(shape.left);
    tree.right[node] = add(shape.right);
    tree.cover[node] = tree.cover[tree.left[node]!]! + tree.cover[tree.right[node]!]!;
    return node;
  };
  add(shape);
  return tree;
}

const modelOf = (trees: Tree[]): TreesModel => ({
  version: 1,
  id: "any",
  kind: "trees",
  intercept: 0.5,
  axes,
  trees,
  trainedOn: { rows: 2, events: 1, weight: 2, eventWeight: 1 },
});
const anyModel = fc.array(shape, { minLength: 1, maxLength: 3 }).map((shapes) => modelOf(shapes.map(toTree)));
const number = fc.oneof(fc.integer({ min: -1, max: 4 }), fc.constant(null));
const anyRow = fc.record({ a: number, b: number, c: fc.constantFrom("x", "y", "z", null), d: number });

/** Expected value when only the axes in `known` are known: unknown splits are averaged by cover. */
function expectation(model: TreesModel, tree: Tree, inputs: number[], known: ReadonlySet<number>, node = 0): number {
  const axis = tree.axis[node]!;
  if (axis < 0) return tree.value[node]!;
  const below = (child: number): number => expectation(model, tree, inputs, known, child);
  const [left, right] = [tree.left[node]!, tree.right[node]!];
  if (known.has(axis)) return below(goesLeft(model, tree, node, inputs) ? left : right);
  return (below(left) * tree.cover[left]! + below(right) * tree.cover[right]!) / tree.cover[node]!;
}

/** Shapley's formula over all subsets. */
function bruteForce(model: TreesModel, row: Row): number[] {
  const inputs = treeInputs(model, row);
  const value = (known: ReadonlySet<number>): number =>
    model.trees.reduce((sum, tree) => sum + expectation(model, tree, inputs, known), 0);
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return axes.map((_, f) => {
    let total = 0;
    for (let mask = 0; mask < 16; mask++) {
      if (mask & (1 << f)) continue;
      const known = new Set([0, 1, 2, 3].filter((axis) => mask & (1 << axis)));
      const weight = (factorial(known.size) * factorial(3 - known.size)) / factorial(4);
      total += weight * (value(new Set([...known, f])) - value(known));
    }
    return total;
  });
}

describe("treeContributions", () => {
  it("are Shapley's values, by brute force over all subsets of features", () => {
    fc.assert(
      fc.property(anyModel, anyRow, (model, row) => {
        const expected = bruteForce(model, row);
        treeContributions(model, row).forEach(({ feature, logOdds }, f) => {
          expect(feature).toBe(axes[f]!.feature);
          expect(logOdds).toBeCloseTo(expected[f]!, 9);
        });
      }),
    );
  });

  it("are the same for a whole frame, by tables", () => {
    fc.assert(
      fc.property(anyModel, fc.array(anyRow, { minLength: 1, maxLength: 5 }), (model, rows: Row[]) => {
        const levels = ["z", "y", "x"];
        const code = (row: Row): number => (row["c"] == null ? NaN : levels.indexOf(String(row["c"])));
        const columns = ["d", "b", "a"].map((id) => ({
          id,
          kind: "number" as const,
          values: Float64Array.from(rows, (row) => Number(row[id] ?? NaN)),
        }));
        const category = { id: "c", kind: "category" as const, levels, values: Float64Array.from(rows, code) };
        const found = treeContributionColumns(model, { rows: rows.length, columns: [...columns, category] });
        rows.forEach((row, i) => {
          treeContributions(model, row).forEach(({ feature, logOdds }, f) => {
            expect(found[f]!.feature).toBe(feature);
            expect(found[f]!.values[i]).toBeCloseTo(logOdds, 9);
          });
        });
      }),
    );
  });

  it("add up to the log-odds less what is expected of everybody", () => {
    fc.assert(
      fc.property(anyModel, anyRow, (model, row) => {
        const base = model.trees.reduce((sum, tree) => sum + expectation(model, tree, [], new Set()), model.intercept);
        expect(treesBase(model)).toBeCloseTo(base, 9);
        const total = treeContributions(model, row).reduce((sum, { logOdds }) => sum + logOdds, base);
        expect(total).toBeCloseTo(treesLogOdds(model, row), 9);
      }),
    );
  });
});

describe("boosted trees", () => {
  it("send missing numbers and the one level where they belong", () => {
    const leaf = (value: number): Shape => ({ leaf: value, cover: 1 });
    const model = modelOf([
      toTree({
        axis: 0,
        cut: 2,
        missingLeft: true,
        left: { axis: 2, cut: 1, missingLeft: false, left: leaf(1), right: leaf(2) },
        right: leaf(4),
      }),
    ]);
    const rows: Row[] = [{ a: 1, c: "y" }, { a: null, c: "y" }, { a: 1.9, c: "x" }, { c: null }, { a: 2, c: "y" }];
    expect(rows.map((row) => treesLogOdds(model, row) - 0.5)).toEqual([1, 1, 2, 2, 4]);
    expect(predictTrees({ ...model, calibrator: { intercept: -1.5, slope: 1 } }, rows[0]!)).toBe(0.5);
    const frame = {
      rows: 5,
      columns: [
        ...["a", "b", "d"].map((id) => ({
          id,
          kind: "number" as const,
          values: Float64Array.from(rows, (row) => Number(row[id] ?? NaN)),
        })),
        { id: "c", kind: "category" as const, levels: ["y", "x"], values: Float64Array.of(0, 0, 1, NaN, 0) },
      ],
    };
    expect([...treesLogOddsColumn(model, frame)]).toEqual(rows.map((row) => treesLogOdds(model, row)));
  });
});
