import type { Tree } from "./tree.js";

/** Inputs a formula reads, each once, in order of first appearance. */
export function names(tree: Tree): string[] {
  const found = new Set<string>();
  collect(tree, found);
  return [...found];
}

function collect(tree: Tree, found: Set<string>): void {
  if (tree.kind === "name") found.add(tree.name);
  else if (tree.kind === "minus") collect(tree.operand, found);
  else if (tree.kind === "call") for (const arg of tree.args) collect(arg, found);
  else if (tree.kind === "binary") {
    collect(tree.left, found);
    collect(tree.right, found);
  }
}
