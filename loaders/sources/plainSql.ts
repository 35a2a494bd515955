import type { RelationColumn } from "./relation.js";
import type { ColumnType, InputColumn } from "./tables.js";
import { sqlTypes, typedSql } from "./typing.js";
import { quoteLiteral } from "../sqlText.js";

/** How a cell of a column is typed in the plain case; both are SQL that means the same in every engine. */
export interface PlainCell {
  /** The dictionary's type. */
  readonly typed: string;
  /** True when `typed` is what {@link typedSql} gives, and the cell has no flaw. Never NULL. */
  readonly isPlain: string;
}

/** Types of Parquet that other engines read as the database does. */
const common =
  /^(VARCHAR|BOOLEAN|DATE|TIMESTAMP|TIMESTAMP WITH TIME ZONE|U?(TINYINT|SMALLINT|INTEGER)|BIGINT|FLOAT|DOUBLE|DECIMAL\(.*\))$/;
const whole = /INT/;
const native: Readonly<Record<Exclude<ColumnType, "text">, RegExp>> = {
  number: /INT|FLOAT|DOUBLE|DECIMAL/,
  integer: /INT|FLOAT|DOUBLE|DECIMAL/,
  date: /^(DATE|TIMESTAMP)/,
  timestamp: /^(DATE|TIMESTAMP)/,
  boolean: /^BOOLEAN$/,
};

/** Texts that need no cleaning and that every database takes for the same value; of words, the list alone decides. */
const plainTexts: Readonly<Partial<Record<ColumnType, string>>> = {
  text: String.raw`^[^\t\n\r \x{a0}\x{3000}\x{feff}\x00]([^\x00]*[^\t\n\r \x{a0}\x{3000}\x{feff}\x00])?\z`,
  number: String.raw`^-?[0-9]{1,15}([.][0-9]{1,15})?\z`,
  integer: String.raw`^-?[0-9]{1,15}\z`,
  date: String.raw`^[0-9]{4}-[0-9]{2}-[0-9]{2}\z`,
  timestamp: String.raw`^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?\z`,
};

/** Whether every engine reads a column of this type alike, wanted or not. */
export const isCommon = ({ type }: Pick<RelationColumn, "type">): boolean => common.test(type);

/** Undefined where cells of this type never are plain. */
export function plainSql(source: Pick<RelationColumn, "sql" | "type">, column: InputColumn): PlainCell | undefined {
  const { sql: raw, type } = source;
  if (type === "VARCHAR") return plainText(`nullif(${raw}, '')`, column);
  if (column.type === "text")
    return whole.test(type) && !column.allowed ? cell(raw, `cast(${raw} as varchar)`, column) : undefined;
  if (!native[column.type].test(type)) return undefined;
  const typed = castTo(raw, column);
  if (column.type !== "integer" || whole.test(type)) return cell(raw, typed, column);
  const number = `cast(${raw} as double)`;
  return cell(raw, typed, column, [`${number} = floor(${number})`, `abs(${number}) <= 9007199254740991`]);
}

function plainText(raw: string, column: InputColumn): PlainCell {
  const pattern = plainTexts[column.type];
  const isWord = column.type === "text" || column.type === "boolean";
  const typed = isWord ? typedSql(raw, "VARCHAR", column) : castTo(raw, column);
  return cell(raw, typed, column, pattern ? [`regexp_matches(${raw}, ${quoteLiteral(pattern)})`] : []);
}

const castTo = (raw: string, { type }: InputColumn): string => `try_cast(${raw} as ${sqlTypes[type]})`;

/** @param terms what must hold beside the limits of the dictionary */
function cell(raw: string, typed: string, column: InputColumn, terms: readonly string[] = []): PlainCell {
  const isSound = `coalesce(${[...terms, ...limits(typed, column)].join(" and ")}, false)`;
  return { typed, isPlain: column.required ? isSound : `(${raw} is null or ${isSound})` };
}

/** Conditions of a cell that has a value. */
function limits(typed: string, { type, min, max, allowed }: InputColumn): string[] {
  const list = [`${typed} is not null`];
  if (type === "number") list.push(`isfinite(${typed})`);
  if (min != null) list.push(`${typed} >= ${min}`);
  if (max != null) list.push(`${typed} <= ${max}`);
  if (type === "date" || type === "timestamp")
    list.push(`${typed} >= date '1900-01-01'`, `${typed} < date '2101-01-01'`);
  if (allowed) list.push(`${typed} in (${allowed.map((word) => quoteLiteral(word)).join(", ")})`);
  return list;
}
