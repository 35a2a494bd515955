import type { BinaryOperator, Tree } from "./tree.js";

/** How tightly each operator binds; a looser one inside a tighter one needs brackets. */
const tightness: Readonly<Record<BinaryOperator, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
};

const typographic: Readonly<Partial<Record<BinaryOperator, string>>> = {
  "*": "×",
  "-": "−",
  "==": "=",
  "!=": "≠",
  "<=": "≤",
  ">=": "≥",
};

interface Style {
  readonly name: (name: string) => string;
  readonly number: (value: number) => string;
  readonly operator: (operator: BinaryOperator) => string;
}

/** A formula as text that parses back to the same tree, with no bracket more than needed. */
export function toFormula(tree: Tree): string {
  return write(tree, { name: (name) => name, number: String, operator: (operator) => operator });
}

/** A formula for reading: × and − instead of * and -, and names replaced by their labels where given. */
export function toReadable(tree: Tree, nameOf: (name: string) => string = (name) => name): string {
  return write(tree, { name: nameOf, number: String, operator: (operator) => typographic[operator] ?? operator });
}

/**
 * The formula with each name replaced by its value, as a receipt shows it: `7,100 × 4,000`.
 *
 * @throws RangeError when a name has no value.
 */
export function substitute(
  tree: Tree,
  values: Readonly<Record<string, number>>,
  format: (value: number, name?: string) => string = (value) => String(value),
): string {
  const name = (id: string): string => {
    const value = values[id];
    if (value === undefined) throw new RangeError(`no value for a name in the formula: ${id}`);
    const text = format(value, id);
    return /^[-−]/.test(text) ? `(${text})` : text;
  };
  return write(tree, { name, number: (value) => format(value), operator: (op) => typographic[op] ?? op });
}

function write(tree: Tree, style: Style): string {
  switch (tree.kind) {
    case "number":
      return style.number(tree.value);
    case "name":
      return style.name(tree.name);
    case "minus":
      return style.operator("-") + bracket(tree.operand, 7, style);
    case "call":
      return `${tree.name}(${tree.args.map((arg) => write(arg, style)).join(", ")})`;
    case "binary": {
      const level = tightness[tree.operator];
      const left = bracket(tree.left, level, style);
      return `${left} ${style.operator(tree.operator)} ${bracket(tree.right, level + 1, style)}`;
    }
  }
}

function bracket(tree: Tree, atLeast: number, style: Style): string {
  const level = tree.kind === "binary" ? tightness[tree.operator] : tree.kind === "minus" ? 7 : 8;
  const text = write(tree, style);
  return level < atLeast || (tree.kind === "minus" && atLeast > 1) ? `(${text})` : text;
}
