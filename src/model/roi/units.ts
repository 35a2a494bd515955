import type { Tree } from "../expression/index.js";

/** Exponents of money, customers, months and days. */
type Dimension = readonly [number, number, number, number];

const none: Dimension = [0, 0, 0, 0];

/** Units of the ROI model. Shares, points, ratios and switches are plain numbers shown differently. */
export const units = {
  money: [1, 0, 0, 0],
  customers: [0, 1, 0, 0],
  months: [0, 0, 1, 0],
  days: [0, 0, 0, 1],
  "money/customer": [1, -1, 0, 0],
  share: none,
  points: none,
  ratio: none,
  switch: none,
} as const satisfies Record<string, Dimension>;
export type Unit = keyof typeof units;

/** Zero fits every unit: `max(0, money)`. */
type Inferred = Dimension | "any";

/**
 * Checks that a formula yields its node's unit. A formula that is a number alone is a constant of that unit.
 *
 * @throws RangeError naming the two units that clash
 */
export function checkUnit(tree: Tree, unit: Unit, unitOf: (name: string) => Unit): void {
  if (tree.kind === "number") return;
  same(infer(tree, unitOf), units[unit], `formula declared as ${unit}`);
}

function infer(tree: Tree, unitOf: (name: string) => Unit): Inferred {
  switch (tree.kind) {
    case "number":
      return tree.value === 0 ? "any" : none;
    case "name":
      return units[unitOf(tree.name)];
    case "minus":
      return infer(tree.operand, unitOf);
    case "binary":
      return inferBinary(tree.operator, infer(tree.left, unitOf), infer(tree.right, unitOf));
    case "call":
      return inferCall(
        tree.name,
        tree.args.map((arg) => infer(arg, unitOf)),
      );
  }
}

function inferBinary(operator: string, left: Inferred, right: Inferred): Inferred {
  if (operator === "*") return combine(left, right, 1);
  if (operator === "/") return combine(left, right, -1);
  if (operator === "+" || operator === "-") return same(left, right, operator);
  if (operator === "&&" || operator === "||") return plain([left, right], operator);
  same(left, right, operator);
  return none;
}

function inferCall(name: string, args: readonly Inferred[]): Inferred {
  if (name === "abs") return args[0]!;
  if (name === "if") {
    plain([args[0]!], "if");
    return same(args[1]!, args[2]!, "if");
  }
  if (["min", "max", "clamp", "coalesce"].includes(name)) return args.reduce((a, b) => same(a, b, name));
  return plain(args, name);
}

function combine(left: Inferred, right: Inferred, sign: 1 | -1): Inferred {
  if (left === "any" || right === "any") return left === "any" ? "any" : left;
  return left.map((power, i) => power + sign * right[i]!) as unknown as Dimension;
}

function same(left: Inferred, right: Inferred, where: string): Inferred {
  if (left === "any") return right;
  if (right === "any") return left;
  if (left.some((power, i) => power !== right[i])) {
    throw new RangeError(`unit clash in ${where}: ${describe(left)} and ${describe(right)}`);
  }
  return left;
}

function plain(args: readonly Inferred[], where: string): Inferred {
  for (const arg of args) same(arg, none, where);
  return none;
}

function describe(dimension: Dimension): string {
  const powers = dimension.flatMap((power, i) => (power === 0 ? [] : [`${Object.keys(units)[i]}^${power}`]));
  return powers.join(" ") || "a plain number";
}
