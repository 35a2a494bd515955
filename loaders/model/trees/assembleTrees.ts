import type { PairAxis, Tree, TreesModel } from "../../../src/model/churn/types.js";
import type { BinnedTree } from "./growTree.js";
import type { TreeBag } from "./treeBag.js";

/**
 * All bags' trees with their leaves divided by the number of bags. Leaves keep four decimals, as the additive model's values
 * do, and covers three significant digits: the rounded model is what every path reads.
 */
export function assembleTrees(
  fits: readonly TreeBag[],
  axes: readonly PairAxis[],
): Pick<TreesModel, "intercept" | "axes" | "trees"> {
  const intercept = fits.reduce((sum, fit) => sum + fit.intercept, 0) / fits.length;
  const trees = fits.flatMap((fit) =>
    fit.trees.map((binned): Tree => ({
      axis: binned.feature,
      cut: binned.feature.map((feature, node) => cutOf(axes[feature], binned, node)),
      missingLeft: binned.missingLeft,
      left: binned.left,
      right: binned.right,
      value: binned.value.map((value, node) =>
        binned.feature[node]! < 0 ? Math.round((value / fits.length) * 1e4) / 1e4 || 0 : 0,
      ),
      cover: roundedCovers(binned),
    })),
  );
  return { intercept, axes: axes.map((axis) => (axis.kind === "steps" ? { ...axis, cuts: [] } : axis)), trees };
}

/** Leaves to three digits, every node above the sum of its children, as the contributions need. */
function roundedCovers({ feature, left, right, cover }: BinnedTree): number[] {
  const covers = cover.map((value) => Number(value.toPrecision(3)));
  // children come after their parents
  for (let node = feature.length - 1; node >= 0; node--)
    if (feature[node]! >= 0) covers[node] = covers[left[node]!]! + covers[right[node]!]!;
  return covers;
}

function cutOf(axis: PairAxis | undefined, tree: BinnedTree, node: number): number {
  if (!axis) return 0;
  // after the last cut only missing values are left to tell apart: every number goes left
  return axis.kind === "steps" ? (axis.cuts[tree.bin[node]!] ?? Number.MAX_VALUE) : tree.bin[node]!;
}
