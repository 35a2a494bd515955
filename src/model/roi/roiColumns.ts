import {
  compileColumns,
  evaluate,
  Scratch,
  type Column,
  type ColumnFormula,
  type Columns,
} from "../expression/index.js";
import type { FormulaNode, RoiGraph } from "./types.js";

/**
 * Values of nodes for many rows of assumptions at once. The columns returned are the evaluator's own: the next run
 * overwrites them. A changed assumption column must be a new array, for one seen before counts as unchanged.
 */
export type RoiColumns = (assumptions: Columns) => Columns;

/**
 * The model over columns of `rows` rows. A node is computed again only when something it reads has changed since the last
 * run, so a moved slider costs what depends on it; a node whose inputs are the same in every row stays a number.
 *
 * @param wanted results to reach; nodes that none of them needs are left out
 */
export function roiColumns(graph: RoiGraph, rows: number, wanted: readonly string[]): RoiColumns {
  const scratch = new Scratch();
  const steps = needed(graph, wanted).map((node) => ({ node, fill: compileColumns(node.tree, scratch) }));
  const buffers = new Map<string, Float64Array>();
  const bufferOf = (id: string): Float64Array => {
    if (!buffers.has(id)) buffers.set(id, new Float64Array(rows));
    return buffers.get(id)!;
  };
  let last: Record<string, Column> = {};
  return (assumptions) => {
    const columns: Record<string, Column> = { ...assumptions };
    const changed = new Set(Object.keys(columns).filter((id) => !Object.is(columns[id], last[id])));
    const pending: { readonly fill: ColumnFormula; readonly out: Float64Array }[] = [];
    for (const { node, fill } of steps) {
      if (Object.hasOwn(last, node.id) && !node.inputs.some((id) => changed.has(id))) {
        columns[node.id] = last[node.id]!;
        continue;
      }
      changed.add(node.id);
      const isScalar = node.inputs.every((id) => typeof columns[id] === "number");
      if (isScalar) columns[node.id] = evaluate(node.tree, columns as Record<string, number>);
      else pending.push({ fill, out: (columns[node.id] = bufferOf(node.id)) });
    }
    for (let from = 0; from < rows; from += tile) {
      for (const { fill, out } of pending) fill(columns, out, from, Math.min(rows, from + tile));
    }
    last = columns;
    return columns;
  };
}

/** Rows that go through all formulas before the next ones do: as many as stay in the cache meanwhile. */
const tile = 1_024;

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
