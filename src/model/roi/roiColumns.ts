import { compileColumns, evaluate, Scratch, type Column, type Columns } from "../expression/index.js";
import type { FormulaNode, RoiGraph } from "./types.js";

/** Values of nodes for many rows of assumptions at once. Columns are the evaluator's own: the next run overwrites them. */
export type RoiColumns = (assumptions: Columns) => Columns;

/**
 * The model over columns of `rows` rows. A node whose inputs are all the same in every row stays a number.
 *
 * @param wanted results to reach; nodes that none of them needs are left out
 */
export function roiColumns(graph: RoiGraph, rows: number, wanted: readonly string[]): RoiColumns {
  const scratch = new Scratch();
  const steps = needed(graph, wanted).map((node) => ({
    ...node,
    fill: compileColumns(node.tree, scratch),
    out: undefined as Float64Array | undefined,
  }));
  return (assumptions) => {
    const columns: Record<string, Column> = { ...assumptions };
    for (const step of steps) {
      const isScalar = step.inputs.every((name) => typeof columns[name] === "number");
      columns[step.id] = isScalar
        ? evaluate(step.tree, columns as Record<string, number>)
        : step.fill(columns, (step.out ??= new Float64Array(rows)));
    }
    return columns;
  };
}

/** Formulas on the way to the wanted results, in topological order. */
function needed({ formulas }: RoiGraph, wanted: readonly string[]): FormulaNode[] {
  const ids = new Set(wanted);
  const found = [...formulas].reverse().filter(({ id, inputs }) => {
    if (!ids.has(id)) return false;
    for (const input of inputs) ids.add(input);
    return true;
  });
  return found.reverse();
}
