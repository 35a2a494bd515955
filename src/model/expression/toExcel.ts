import { isCondition, type Tree } from "./tree.js";

const excelFunctions: Readonly<Record<string, string>> = {
  min: "MIN",
  max: "MAX",
  abs: "ABS",
  sqrt: "SQRT",
  exp: "EXP",
  log: "LN",
  pow: "POWER",
};

/**
 * A formula for a spreadsheet cell, without the leading `=`; `nameOf` gives each name's cell or defined name. Where the
 * formula would be missing the cell shows an error, provided that a missing input is `NA()` and not an empty cell.
 */
export function toExcel(tree: Tree, nameOf: (name: string) => string = (name) => name): string {
  switch (tree.kind) {
    case "number":
      return String(tree.value);
    case "name":
      return nameOf(tree.name);
    case "minus":
      return `(-${toExcel(tree.operand, nameOf)})`;
    case "call":
      return call(tree, nameOf);
    case "binary":
      if (isCondition(tree)) return `IF(${condition(tree, nameOf)},1,0)`;
      return `(${toExcel(tree.left, nameOf)}${tree.operator}${toExcel(tree.right, nameOf)})`;
  }
}

function condition(tree: Tree, nameOf: (name: string) => string): string {
  if (tree.kind !== "binary" || !isCondition(tree)) return `${toExcel(tree, nameOf)}<>0`;
  if (tree.operator === "&&") return `AND(${condition(tree.left, nameOf)},${condition(tree.right, nameOf)})`;
  if (tree.operator === "||") return `OR(${condition(tree.left, nameOf)},${condition(tree.right, nameOf)})`;
  const sign = { "==": "=", "!=": "<>" }[tree.operator as string] ?? tree.operator;
  return `${toExcel(tree.left, nameOf)}${sign}${toExcel(tree.right, nameOf)}`;
}

function call({ name, args }: Tree & { kind: "call" }, nameOf: (name: string) => string): string {
  const cells = args.map((arg) => toExcel(arg, nameOf));
  if (name === "if") return `IF(${condition(args[0]!, nameOf)},${cells[1]},${cells[2]})`;
  if (name === "clamp") return `MIN(MAX(${cells[0]},${cells[1]}),${cells[2]})`;
  if (name === "coalesce") return cells.reduceRight((rest, cell) => `IFERROR(${cell},${rest})`);
  return `${excelFunctions[name]}(${cells.join(",")})`;
}
