import { lookup } from "./evaluate.js";
import { loopOf, scalarOf, type BinaryName } from "./loops.js";
import { isUnaryFunction, unaryFunctions } from "./operations.js";
import { Scratch } from "./scratch.js";
import type { Tree } from "./tree.js";

export type Column = Float64Array | number;
export type Columns = Readonly<Record<string, Column>>;

/** Fills `out` row by row; a number stands for a column that is the same in every row. `out` is not an input column. */
export type ColumnFormula = (columns: Columns, out: Float64Array) => Float64Array;

/** Evaluates into register `register` of the scratch, or returns an input column or a scalar as it is. */
type Step = (columns: Columns, rows: number, register: number) => Column;

/**
 * A formula as loops over columns, with the semantics of `evaluate`. Nothing is allocated a row; pass one scratch to
 * several formulas that run one after another, and they share their buffers.
 *
 * @throws RangeError, when run, if a name is not among the columns or a column is shorter than `out`.
 */
export function compileColumns(tree: Tree, scratch: Scratch = new Scratch()): ColumnFormula {
  const step = compile(tree, scratch);
  return (columns, out) => {
    scratch.resize(out.length);
    scratch.set(0, out);
    const result = step(columns, out.length, 0);
    if (typeof result === "number") out.fill(result);
    else if (result !== out) out.set(result.length === out.length ? result : result.subarray(0, out.length));
    return out;
  };
}

function compile(tree: Tree, scratch: Scratch): Step {
  switch (tree.kind) {
    case "number":
      return () => tree.value;
    case "name":
      return (columns, rows) => checked(tree.name, lookup(tree.name, columns), rows);
    case "minus":
      return unary((x) => -x, compile(tree.operand, scratch), scratch);
    case "binary": {
      const { operator, left, right } = tree;
      if (operator === "+" && right.kind === "binary" && right.operator === "*") {
        return addProduct(
          [left, right.left, right.right].map((part) => compile(part, scratch)),
          scratch,
        );
      }
      return pair(operator, compile(left, scratch), compile(right, scratch), scratch);
    }
    case "call":
      return compileCall(tree, scratch);
  }
}

function compileCall({ name, args }: Tree & { kind: "call" }, scratch: Scratch): Step {
  const steps = args.map((arg) => compile(arg, scratch));
  if (name === "if") return choose(steps[0]!, steps[1]!, steps[2]!, scratch);
  if (name === "coalesce") return steps.reduce((a, b) => firstPresent(a, b, scratch));
  if (isUnaryFunction(name)) return unary(unaryFunctions[name], steps[0]!, scratch);
  if (name === "clamp") return clamp(args, scratch);
  return steps.reduce((a, b) => pair(name, a, b, scratch));
}

function unary(operation: (x: number) => number, operand: Step, scratch: Scratch): Step {
  return (columns, rows, register) => {
    const x = operand(columns, rows, register);
    if (typeof x === "number") return operation(x);
    const out = scratch.get(register);
    for (let i = 0; i < rows; i++) out[i] = operation(x[i]!);
    return out;
  };
}

function pair(name: BinaryName, left: Step, right: Step, scratch: Scratch): Step {
  const loop = loopOf(name);
  const scalar = scalarOf(name);
  return (columns, rows, register) => {
    const a = left(columns, rows, register);
    const b = right(columns, rows, register + 1);
    if (typeof a === "number" && typeof b === "number") return scalar(a, b);
    const out = scratch.get(register);
    loop(a, b, out, rows);
    return out;
  };
}

// a + b c in one pass: what annuities, cubics and sums over tiers are made of, and half of their time is memory.
function addProduct([addend, left, right]: readonly Step[], scratch: Scratch): Step {
  const [plus, times] = [loopOf("+"), loopOf("*")];
  return (columns, rows, register) => {
    const a = addend!(columns, rows, register);
    const b = left!(columns, rows, register + 1);
    const c = right!(columns, rows, register + 2);
    const out = scratch.get(register);
    if (typeof b === "number" || typeof c === "number") {
      if (typeof b === "number" && typeof c === "number" && typeof a === "number") return a + b * c;
      const product = typeof b === "number" && typeof c === "number" ? b * c : scratch.get(register + 1);
      if (typeof product !== "number") times(b, c, product, rows);
      plus(a, product, out, rows);
    } else if (typeof a === "number") for (let i = 0; i < rows; i++) out[i] = a + b[i]! * c[i]!;
    else for (let i = 0; i < rows; i++) out[i] = a[i]! + b[i]! * c[i]!;
    return out;
  };
}

// A figure that is missing or present in every row leaves the other argument as it is, or unevaluated.
function firstPresent(left: Step, right: Step, scratch: Scratch): Step {
  const perRow = pair("coalesce", left, right, scratch);
  return (columns, rows, register) => {
    const a = left(columns, rows, register);
    if (typeof a !== "number") return perRow(columns, rows, register);
    return Number.isNaN(a) ? right(columns, rows, register) : a;
  };
}

function clamp([value, low, high]: readonly Tree[], scratch: Scratch): Step {
  const step = compile(value!, scratch);
  if (low!.kind !== "number" || high!.kind !== "number") {
    return pair("min", pair("max", step, compile(low!, scratch), scratch), compile(high!, scratch), scratch);
  }
  const [from, to] = [low!.value, high!.value];
  return (columns, rows, register) => {
    const x = step(columns, rows, register);
    if (typeof x === "number") return Math.min(Math.max(x, from), to);
    const out = scratch.get(register);
    for (let i = 0; i < rows; i++) out[i] = Math.min(Math.max(x[i]!, from), to);
    return out;
  };
}

// A condition that is the same in every row, such as a switch, leaves the other branch unevaluated.
function choose(condition: Step, yes: Step, no: Step, scratch: Scratch): Step {
  return (columns, rows, register) => {
    const test = condition(columns, rows, register);
    if (typeof test === "number") {
      return Number.isNaN(test) ? NaN : (test !== 0 ? yes : no)(columns, rows, register);
    }
    const a = scratch.spread(yes(columns, rows, register + 1), register + 1);
    const b = scratch.spread(no(columns, rows, register + 2), register + 2);
    const out = scratch.get(register);
    for (let i = 0; i < rows; i++) out[i] = Number.isNaN(test[i]) ? NaN : test[i] !== 0 ? a[i]! : b[i]!;
    return out;
  };
}

function checked(name: string, column: Column, rows: number): Column {
  if (typeof column === "number" || column.length >= rows) return column;
  throw new RangeError(`column too short; at least ${rows} rows in ${name}: ${column.length}`);
}
