import { atOnce } from "../atOnce.js";
import { compileColumns, evaluate, Scratch, type Column, type Columns } from "../expression/index.js";
import type { FormulaNode, RoiGraph } from "./types.js";

/**
 * Values of nodes for many rows of assumptions at once. The columns returned are the evaluator's own: the next run
 * overwrites them. A changed assumption column must be a new array, for one seen before counts as unchanged.
 */
export interface RoiColumns {
  (assumptions: Columns): Columns;
  /** The same, a node a step; no other run begins before the last one. */
  steps(assumptions: Columns): Iterable<void, Columns>;
}

/**
 * The model over columns of `rows` rows. A node is computed again only when something it reads has changed since the last
 * run, so a moved slider costs what depends on it; a node whose inputs are the same in every row stays a number.
 *
 * @param wanted results to reach; nodes that none of them needs are left out
 */
export function roiColumns(graph: RoiGraph, rows: number, wanted: readonly string[]): RoiColumns {
  const scratch = new Scratch();
  const nodes = needed(graph, wanted).map((node) => ({ node, fill: compileColumns(node.tree, scratch) }));
  const buffers = new Map<string, Float64Array>();
  const bufferOf = (id: string): Float64Array => {
    if (!buffers.has(id)) buffers.set(id, new Float64Array(rows));
    return buffers.get(id)!;
  };
  let last: Record<string, Column> = {};
  function* run(assumptions: Columns): Generator<void, Columns> {
    const columns: Record<string, Column> = { ...assumptions };
    const changed = new Set(Object.keys(columns).filter((id) => !Object.is(columns[id], last[id])));
    for (const { node, fill } of nodes) {
      if (Object.hasOwn(last, node.id) && !node.inputs.some((id) => changed.has(id))) {
        columns[node.id] = last[node.id]!;
        continue;
      }
      changed.add(node.id);
      const isScalar = node.inputs.every((id) => typeof columns[id] === "number");
      columns[node.id] = isScalar
        ? evaluate(node.tree, columns as Record<string, number>)
        : fill(columns, bufferOf(node.id));
      yield;
    }
    last = columns;
    return columns;
  }
  return Object.assign((assumptions: Columns) => atOnce(run(assumptions)), { steps: run });
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
