import { binaryFunctions, binaryOperations } from "./operations.js";
import type { BinaryOperator } from "./tree.js";

export type Loop = (a: Float64Array, b: Float64Array, out: Float64Array, rows: number) => void;

// The hot operators are written out: one loop shared by all of them would call a function for every row.
const add: Loop = (a, b, out, rows) => {
  for (let i = 0; i < rows; i++) out[i] = a[i]! + b[i]!;
};
const subtract: Loop = (a, b, out, rows) => {
  for (let i = 0; i < rows; i++) out[i] = a[i]! - b[i]!;
};
const multiply: Loop = (a, b, out, rows) => {
  for (let i = 0; i < rows; i++) out[i] = a[i]! * b[i]!;
};
const divide: Loop = (a, b, out, rows) => {
  for (let i = 0; i < rows; i++) out[i] = b[i] === 0 ? NaN : a[i]! / b[i]!;
};
const minimum: Loop = (a, b, out, rows) => {
  for (let i = 0; i < rows; i++) out[i] = Math.min(a[i]!, b[i]!);
};
const maximum: Loop = (a, b, out, rows) => {
  for (let i = 0; i < rows; i++) out[i] = Math.max(a[i]!, b[i]!);
};

function generic(operation: (a: number, b: number) => number): Loop {
  return (a, b, out, rows) => {
    for (let i = 0; i < rows; i++) out[i] = operation(a[i]!, b[i]!);
  };
}

const hot: Partial<Record<string, Loop>> = {
  "+": add,
  "-": subtract,
  "*": multiply,
  "/": divide,
  min: minimum,
  max: maximum,
};

/** Row-by-row form of a binary operator or function. `out` may be one of the inputs. */
export function loopOf(name: BinaryOperator | keyof typeof binaryFunctions): Loop {
  const scalar = name in binaryOperations ? binaryOperations[name as BinaryOperator] : undefined;
  return hot[name] ?? generic(scalar ?? binaryFunctions[name as keyof typeof binaryFunctions]);
}
