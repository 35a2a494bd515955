import type { PairAxis } from "./types.js";

/** With an exponent, or the engine would read a decimal; the shortest text that reads back as the same double. */
export function numberSql(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`invalid number in model; not finite: ${value}`);
  return value < 0 ? `(${value.toExponential()})` : value.toExponential();
}

export function textSql(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A feature's column as a double. */
export function numberColumnSql(feature: string): string {
  return `cast(${columnSql(feature)} as double)`;
}

/** A feature's column as text. */
export function textColumnSql(feature: string): string {
  return `cast(${columnSql(feature)} as varchar)`;
}

export function missingSql(x: string): string {
  return `${x} is null or isnan(${x})`;
}

/** Whether a category falls into one bin: a level, other, or missing. */
export function levelsBinSql(axis: Extract<PairAxis, { kind: "levels" }>, bin: number): string {
  const x = textColumnSql(axis.feature);
  if (bin < axis.levels.length) return `coalesce(${x} = ${textSql(axis.levels[bin]!)}, false)`;
  if (bin > axis.levels.length) return `${x} is null`;
  const known = axis.levels.map(textSql).join(", ");
  return known ? `${x} is not null and ${x} not in (${known})` : `${x} is not null`;
}

function columnSql(feature: string): string {
  return `"${feature.replaceAll('"', '""')}"`;
}
