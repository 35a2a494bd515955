import type { BinaryOperator, FunctionName } from "./tree.js";

/**
 * What each operator does to two numbers, NaN standing for a missing one. The SQL of `toSql` means the same with NULL:
 * missing spreads, a division by zero is missing, and logic is three-valued.
 */
export const binaryOperations: Readonly<Record<BinaryOperator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => (b === 0 ? NaN : a / b),
  "==": (a, b) => truth(a === b, a, b),
  "!=": (a, b) => truth(a !== b, a, b),
  "<": (a, b) => truth(a < b, a, b),
  "<=": (a, b) => truth(a <= b, a, b),
  ">": (a, b) => truth(a > b, a, b),
  ">=": (a, b) => truth(a >= b, a, b),
  "&&": (a, b) => (a === 0 || b === 0 ? 0 : truth(true, a, b)),
  "||": (a, b) => (isTrue(a) || isTrue(b) ? 1 : truth(false, a, b)),
};

/** Functions of one number; outside a function's domain the result is missing. */
export const unaryFunctions: Readonly<Record<"abs" | "sqrt" | "exp" | "log", (x: number) => number>> = {
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: (x) => (x > 0 ? Math.log(x) : NaN),
};

/** Functions of two numbers; `min`, `max` and `coalesce` of more are folded from the left. */
export const binaryFunctions: Readonly<Record<"min" | "max" | "pow" | "coalesce", (a: number, b: number) => number>> = {
  min: Math.min,
  max: Math.max,
  pow,
  coalesce: (a, b) => (Number.isNaN(a) ? b : a),
};

export function isUnaryFunction(name: FunctionName): name is keyof typeof unaryFunctions {
  return Object.hasOwn(unaryFunctions, name);
}

function truth(value: boolean, a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
  return value ? 1 : 0;
}

function isTrue(a: number): boolean {
  return a !== 0 && !Number.isNaN(a);
}

// Math.pow(NaN, 0) is 1, but a missing base makes the result missing.
function pow(a: number, b: number): number {
  const power = Number.isNaN(a) ? NaN : Math.pow(a, b);
  return Number.isFinite(power) ? power : NaN;
}
