import { binaryFunctions, binaryOperations } from "./operations.js";
import type { BinaryOperator } from "./tree.js";

type Vector = Float64Array;
export type BinaryName = BinaryOperator | keyof typeof binaryFunctions;

/** Applies an operation row by row. At least one operand is a column; `out` may be one of them. */
export type Loop = (a: Vector | number, b: Vector | number, out: Vector, rows: number) => void;

interface Loops {
  readonly both: (a: Vector, b: Vector, out: Vector, rows: number) => void;
  readonly right: (a: Vector, b: number, out: Vector, rows: number) => void;
  readonly left: (a: number, b: Vector, out: Vector, rows: number) => void;
}

// What formulas use most is written out: one loop shared by all operators would call a function for every row.
const written: Readonly<Record<"+" | "-" | "*" | "/" | "min" | "max" | ">" | "pow", Loops>> = {
  "+": {
    both: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = a[i]! + b[i]!;
    },
    right: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = a[i]! + b;
    },
    left: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = a + b[i]!;
    },
  },
  "-": {
    both: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = a[i]! - b[i]!;
    },
    right: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = a[i]! - b;
    },
    left: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = a - b[i]!;
    },
  },
  "*": {
    both: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = a[i]! * b[i]!;
    },
    right: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = a[i]! * b;
    },
    left: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = a * b[i]!;
    },
  },
  "/": {
    both: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = b[i] === 0 ? NaN : a[i]! / b[i]!;
    },
    right: (a, b, out, rows) => {
      const divisor = b === 0 ? NaN : b;
      for (let i = 0; i < rows; i++) out[i] = a[i]! / divisor;
    },
    left: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = b[i] === 0 ? NaN : a / b[i]!;
    },
  },
  min: {
    both: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = Math.min(a[i]!, b[i]!);
    },
    right: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = Math.min(a[i]!, b);
    },
    left: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = Math.min(a, b[i]!);
    },
  },
  max: {
    both: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = Math.max(a[i]!, b[i]!);
    },
    right: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = Math.max(a[i]!, b);
    },
    left: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = Math.max(a, b[i]!);
    },
  },
  pow: {
    ...generic("pow"),
    right: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) {
        const power = Math.pow(a[i]!, b);
        // a missing base to the power of 0 stays missing, and so does what is not finite
        out[i] = a[i] === a[i] && power - power === 0 ? power : NaN;
      }
    },
  },
  ">": {
    both: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = a[i]! > b[i]! ? 1 : a[i]! <= b[i]! ? 0 : NaN;
    },
    right: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = a[i]! > b ? 1 : a[i]! <= b ? 0 : NaN;
    },
    left: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = a > b[i]! ? 1 : a <= b[i]! ? 0 : NaN;
    },
  },
};

/** Row-by-row form of a binary operator or function. */
export function loopOf(name: BinaryName): Loop {
  const loops = Object.hasOwn(written, name) ? written[name as keyof typeof written] : generic(name);
  return (a, b, out, rows) => {
    if (typeof a === "number") loops.left(a, b as Vector, out, rows);
    else if (typeof b === "number") loops.right(a, b, out, rows);
    else loops.both(a, b, out, rows);
  };
}

function generic(name: BinaryName): Loops {
  const operation = scalarOf(name);
  return {
    both: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = operation(a[i]!, b[i]!);
    },
    right: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = operation(a[i]!, b);
    },
    left: (a, b, out, rows) => {
      for (let i = 0; i < rows; i++) out[i] = operation(a, b[i]!);
    },
  };
}

export function scalarOf(name: BinaryName): (a: number, b: number) => number {
  return Object.hasOwn(binaryOperations, name)
    ? binaryOperations[name as BinaryOperator]
    : binaryFunctions[name as keyof typeof binaryFunctions];
}
