import { levelsBinSql, missingSql, numberColumnSql, numberSql } from "./sqlParts.js";
import type { Tree, TreesModel } from "./types.js";

/**
 * The trees' log-odds as one SQL expression: each tree is nested CASE, and their sum is balanced, because engines limit how
 * deep an expression may be. Agrees with `treesLogOdds` to 1e-9 on any engine with IEEE doubles.
 */
export function treesLogOddsSql(model: TreesModel): string {
  return balancedSum([numberSql(model.intercept), ...model.trees.map((tree) => nodeSql(model, tree, 0))]);
}

function nodeSql(model: TreesModel, tree: Tree, node: number): string {
  const axis = model.axes[tree.axis[node]!];
  if (!axis) return numberSql(tree.value[node]!);
  const left = nodeSql(model, tree, tree.left[node]!);
  const right = nodeSql(model, tree, tree.right[node]!);
  if (axis.kind === "levels") return `case when ${levelsBinSql(axis, tree.cut[node]!)} then ${left} else ${right} end`;
  const x = numberColumnSql(axis.feature);
  // NaN sorts above all numbers in some engines and below none in others: missing is asked for by name
  const isBelow = `${x} < ${numberSql(tree.cut[node]!)}`;
  const test = tree.missingLeft[node] ? `${missingSql(x)} or ${isBelow}` : `not (${missingSql(x)}) and ${isBelow}`;
  return `case when ${test} then ${left} else ${right} end`;
}

function balancedSum(parts: readonly string[]): string {
  if (parts.length === 1) return `(${parts[0]!})`;
  const middle = parts.length >> 1;
  return `(${balancedSum(parts.slice(0, middle))} + ${balancedSum(parts.slice(middle))})`;
}
