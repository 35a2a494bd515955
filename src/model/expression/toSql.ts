import { isCondition, type Tree } from "./tree.js";

export type QuoteName = (name: string) => string;

/** DuckDB identifier, quotes doubled. */
export const quoteIdentifier: QuoteName = (name) => `"${name.replaceAll('"', '""')}"`;

/**
 * A formula as a DuckDB expression of type DOUBLE, NULL being missing. Columns hold NULL for missing, never NaN.
 * Operands of min, max, sqrt, log and pow appear twice in the text; the engine computes them once.
 */
export function toSql(tree: Tree, quoteName: QuoteName = quoteIdentifier): string {
  switch (tree.kind) {
    case "number":
      return doubleLiteral(tree.value);
    case "name":
      return `cast(${quoteName(tree.name)} as double)`;
    case "minus":
      return `(-${toSql(tree.operand, quoteName)})`;
    case "binary":
      return isCondition(tree) ? `cast(${toSqlCondition(tree, quoteName)} as double)` : arithmetic(tree, quoteName);
    case "call":
      return call(tree, quoteName);
  }
}

/** A formula as a DuckDB condition: true, false, or NULL when missing. For `where` clauses and `case`s. */
export function toSqlCondition(tree: Tree, quoteName: QuoteName = quoteIdentifier): string {
  if (tree.kind !== "binary" || !isCondition(tree)) return `(${toSql(tree, quoteName)} <> 0)`;
  if (tree.operator === "&&" || tree.operator === "||") {
    const word = tree.operator === "&&" ? "and" : "or";
    return `(${toSqlCondition(tree.left, quoteName)} ${word} ${toSqlCondition(tree.right, quoteName)})`;
  }
  const sign = { "==": "=", "!=": "<>" }[tree.operator as string] ?? tree.operator;
  return `(${toSql(tree.left, quoteName)} ${sign} ${toSql(tree.right, quoteName)})`;
}

function arithmetic(tree: Tree & { kind: "binary" }, quoteName: QuoteName): string {
  const right = toSql(tree.right, quoteName);
  return `(${toSql(tree.left, quoteName)} ${tree.operator} ${tree.operator === "/" ? `nullif(${right}, 0)` : right})`;
}

function call({ name, args }: Tree & { kind: "call" }, quoteName: QuoteName): string {
  const sql = args.map((arg) => toSql(arg, quoteName));
  const [a, b, c] = sql as [string, string, string];
  switch (name) {
    case "if":
      return `(case ${toSqlCondition(args[0]!, quoteName)} when true then ${b} when false then ${c} end)`;
    case "min":
      return extreme("least", args, sql);
    case "max":
      return extreme("greatest", args, sql);
    case "clamp":
      return `(case when ${present(args, sql)} then least(greatest(${a}, ${b}), ${c}) end)`;
    case "coalesce":
      return `coalesce(${sql.join(", ")})`;
    case "sqrt":
      return `sqrt(case when ${a} >= 0 then ${a} end)`;
    case "log":
      return `ln(case when ${a} > 0 then ${a} end)`;
    case "pow":
      return `(case when isfinite(pow(${a}, ${b})) then pow(${a}, ${b}) end)`;
    default:
      return `${name}(${a})`;
  }
}

// DuckDB's least and greatest skip NULL; ours are missing when an operand is.
function extreme(name: "least" | "greatest", args: readonly Tree[], sql: readonly string[]): string {
  return `(case when ${present(args, sql)} then ${name}(${sql.join(", ")}) end)`;
}

function present(args: readonly Tree[], sql: readonly string[]): string {
  const open = sql.filter((_, i) => args[i]!.kind !== "number");
  return open.length === 0 ? "true" : open.map((text) => `${text} is not null`).join(" and ");
}

// An exponent makes the literal a DOUBLE; 0.4 alone would be a DECIMAL.
function doubleLiteral(value: number): string {
  const text = String(value);
  return text.includes("e") ? text : `${text}e0`;
}
