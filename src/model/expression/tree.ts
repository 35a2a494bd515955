/** Operators of the formula language, loosest binding first. Comparisons and logic yield 1 or 0. */
export const binaryOperators = ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"] as const;
export type BinaryOperator = (typeof binaryOperators)[number];

export type FunctionName = "if" | "min" | "max" | "abs" | "sqrt" | "exp" | "log" | "pow" | "clamp" | "coalesce";

/** Fewest and most arguments of each function. */
export const arity: Readonly<Record<FunctionName, readonly [number, number]>> = {
  if: [3, 3],
  min: [2, Infinity],
  max: [2, Infinity],
  abs: [1, 1],
  sqrt: [1, 1],
  exp: [1, 1],
  log: [1, 1],
  pow: [2, 2],
  clamp: [3, 3],
  coalesce: [2, Infinity],
};

/** A parsed formula: plain data, so it can be stored and compared. */
export type Tree =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "minus"; readonly operand: Tree }
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Tree; readonly right: Tree }
  | { readonly kind: "call"; readonly name: FunctionName; readonly args: readonly Tree[] };

/** Whether a tree is true or false rather than an amount; decides between booleans and numbers in SQL and Excel. */
export function isCondition(tree: Tree): boolean {
  return tree.kind === "binary" && !"+-*/".includes(tree.operator);
}
