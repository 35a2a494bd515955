import { binaryFunctions, binaryOperations, isUnaryFunction, unaryFunctions } from "./operations.js";
import type { Tree } from "./tree.js";

/**
 * Value of a formula. NaN is missing and spreads, except where a formula decides otherwise: `if` reads only the branch
 * its condition chooses, `coalesce` takes the first present argument, and `0 && missing` is 0 as `1 || missing` is 1.
 *
 * @throws RangeError when the formula reads a name that the scope does not have.
 */
export function evaluate(tree: Tree, scope: Readonly<Record<string, number>>): number {
  switch (tree.kind) {
    case "number":
      return tree.value;
    case "name":
      return lookup(tree.name, scope);
    case "minus":
      return -evaluate(tree.operand, scope);
    case "binary":
      return binaryOperations[tree.operator](evaluate(tree.left, scope), evaluate(tree.right, scope));
    case "call":
      return evaluateCall(tree, scope);
  }
}

/** @throws RangeError when the name is not in the scope; the message lists what is. */
export function lookup<T>(name: string, scope: Readonly<Record<string, T>>): T {
  if (!Object.hasOwn(scope, name)) {
    throw new RangeError(`unknown name in formula; not one of ${Object.keys(scope).join(", ")}: ${name}`);
  }
  return scope[name]!;
}

function evaluateCall(tree: Tree & { kind: "call" }, scope: Readonly<Record<string, number>>): number {
  const { name, args } = tree;
  if (name === "if") {
    const condition = evaluate(args[0]!, scope);
    return Number.isNaN(condition) ? NaN : evaluate(condition !== 0 ? args[1]! : args[2]!, scope);
  }
  const values = args.map((arg) => evaluate(arg, scope));
  if (isUnaryFunction(name)) return unaryFunctions[name](values[0]!);
  if (name === "clamp") return Math.min(Math.max(values[0]!, values[1]!), values[2]!);
  const fold = binaryFunctions[name];
  return values.reduce((a, b) => fold(a, b));
}
