/** A SQL identifier whatever it contains. @throws RangeError for an empty name or one holding a NUL. */
export function quoteIdentifier(name: string): string {
  if (name === "" || name.includes("\0")) throw new RangeError(`invalid identifier; not a non-empty name: ${name}`);
  return `"${name.replaceAll('"', '""')}"`;
}

/** A SQL literal of a text, number, boolean or null. @throws RangeError for NaN, an infinity or a NUL in a text. */
export function quoteLiteral(value: string | number | bigint | boolean | null | undefined): string {
  if (value == null) return "NULL";
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new RangeError(`invalid literal; not a finite number: ${value}`);
  }
  if (typeof value !== "string") return String(value);
  if (value.includes("\0")) throw new RangeError("invalid literal; holds a NUL");
  return `'${value.replaceAll("'", "''")}'`;
}
