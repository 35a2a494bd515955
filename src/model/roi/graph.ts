import { names, parse } from "../expression/index.js";
import type { FormulaNode, RoiGraph, RoiNode } from "./types.js";
import { checkUnit } from "./units.js";

/**
 * Reads and checks a declaration: every formula parses, every name is a node, every unit fits, nothing goes round in a
 * circle.
 *
 * @throws RangeError naming the node that is wrong
 */
export function roiGraph(declaration: readonly RoiNode[]): RoiGraph {
  const nodes = new Map(declaration.map((node) => [node.id, node]));
  if (nodes.size !== declaration.length) throw new RangeError(`node declared twice: ${twice(declaration)}`);
  const formulas = declaration.flatMap((node) => (node.formula === undefined ? [] : [read(node, nodes)]));
  const assumptions = declaration.filter(({ formula }) => formula === undefined);
  return { nodes, assumptions, formulas: sorted(formulas) };
}

function read(node: RoiNode, nodes: ReadonlyMap<string, RoiNode>): FormulaNode {
  try {
    const tree = parse(node.formula!);
    const inputs = names(tree);
    const unknown = inputs.find((name) => !nodes.has(name));
    if (unknown !== undefined) throw new RangeError(`unknown name: ${unknown}`);
    checkUnit(tree, node.unit, (name) => nodes.get(name)!.unit);
    return { ...node, formula: node.formula!, tree, inputs };
  } catch (error) {
    throw new RangeError(`node ${node.id}: ${(error as Error).message}`, { cause: error });
  }
}

function sorted(formulas: readonly FormulaNode[]): FormulaNode[] {
  const byId = new Map(formulas.map((node) => [node.id, node]));
  const done = new Set<string>();
  const path: string[] = [];
  const order: FormulaNode[] = [];
  const visit = (node: FormulaNode): void => {
    if (done.has(node.id)) return;
    const start = path.indexOf(node.id);
    if (start >= 0) throw new RangeError(`node ${node.id}: cycle: ${[...path.slice(start), node.id].join(" -> ")}`);
    path.push(node.id);
    for (const input of node.inputs) if (byId.has(input)) visit(byId.get(input)!);
    path.pop();
    done.add(node.id);
    order.push(node);
  };
  for (const node of formulas) visit(node);
  return order;
}

function twice(declaration: readonly RoiNode[]): string {
  const ids = declaration.map(({ id }) => id);
  return ids.filter((id, i) => ids.indexOf(id) !== i).join(", ");
}
