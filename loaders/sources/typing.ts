import type { ColumnType, InputColumn } from "./tables.js";
import { quoteLiteral } from "../sqlText.js";

/** The database's type of each dictionary type. */
export const sqlTypes: Readonly<Record<ColumnType, string>> = {
  text: "VARCHAR",
  date: "DATE",
  timestamp: "TIMESTAMP",
  number: "DOUBLE",
  integer: "BIGINT",
  boolean: "BOOLEAN",
};

const failures: Readonly<Record<ColumnType, string>> = {
  text: "not_allowed",
  date: "not_a_date",
  timestamp: "not_a_time",
  number: "not_a_number",
  integer: "not_an_integer",
  boolean: "not_a_boolean",
};

/** Blanks people leave around a value: space, tab, line ends, no-break and full-width space. */
export const blanks = "' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(12288) || chr(65279)";
export const nativeNumber = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/;
const isNative: Readonly<Record<Exclude<ColumnType, "text">, RegExp>> = {
  date: /^(DATE|TIMESTAMP.*)$/,
  timestamp: /^(DATE|TIMESTAMP.*)$/,
  number: nativeNumber,
  integer: nativeNumber,
  boolean: /^BOOLEAN$/,
};

/** First step, on a raw value: text is trimmed and empty becomes NULL; a type that fits is kept as it is. */
export function cleanedSql(raw: string, rawType: string, target: ColumnType): string {
  if (target !== "text" && isNative[target].test(rawType)) return raw;
  if (target === "text" && /^(FLOAT|DOUBLE)$/.test(rawType)) return wholeNumberAsText(raw);
  const text = rawType === "VARCHAR" ? raw : `cast(${raw} as varchar)`;
  return `nullif(trim(${text}, ${blanks}), '')`;
}

/** Type of what {@link cleanedSql} gives. */
export function cleanedType(rawType: string, target: ColumnType): string {
  return target !== "text" && isNative[target].test(rawType) ? rawType : "VARCHAR";
}

/** Second step, on a cleaned value: the typed value, NULL when it does not fit. */
export function typedSql(cleaned: string, type: string, column: Pick<InputColumn, "type" | "allowed">): string {
  if (type !== "VARCHAR") return nativeSql(cleaned, type, column.type);
  switch (column.type) {
    case "text":
      return column.allowed ? `lower(${cleaned})` : cleaned;
    case "number":
      return numberSql(cleaned);
    case "integer":
      return wholeSql(numberSql(cleaned));
    case "date":
      return `cast(${timeSql(cleaned, "timestamp")} as date)`;
    case "timestamp":
      return `cast(${timeSql(cleaned, "timestamptz")} as timestamp)`;
    case "boolean":
      return `case when lower(${cleaned}) in ('true', 't', '1', 'yes', 'y', '是') then true
        when lower(${cleaned}) in ('false', 'f', '0', 'no', 'n', '否') then false end`;
  }
}

/** Third step: conditions that set a row aside, each with its reason, in the order they are tried. */
export function flaws(cleaned: string, typed: string, column: InputColumn): { when: string; reason: string }[] {
  const list: { when: string; reason: string }[] = [];
  if (column.required) list.push({ when: `${cleaned} is null`, reason: "required_missing" });
  if (column.type === "text") list.push({ when: `contains(${cleaned}, chr(0))`, reason: "nul_byte" });
  else list.push({ when: `${typed} is null and ${cleaned} is not null`, reason: failures[column.type] });
  if (column.type === "number") list.push({ when: `not isfinite(${typed})`, reason: "not_finite" });
  if (column.min != null)
    list.push({ when: `${typed} < ${quoteLiteral(column.min)}`, reason: `below_min:${column.min}` });
  if (column.max != null)
    list.push({ when: `${typed} > ${quoteLiteral(column.max)}`, reason: `above_max:${column.max}` });
  if (column.type === "date" || column.type === "timestamp") {
    list.push({ when: `${typed} < date '1900-01-01' or ${typed} >= date '2101-01-01'`, reason: "year_out_of_range" });
  }
  if (column.allowed) {
    const words = column.allowed.map(quoteLiteral).join(", ");
    list.push({ when: `${typed} not in (${words})`, reason: `not_allowed:${column.allowed.join("|")}` });
  }
  return list;
}

/** Plain and scientific notation; thousands in groups of three (1,234.5); full-width digits. A decimal comma is no number. */
export function numberSql(text: string): string {
  const narrow = `translate(${text}, '０１２３４５６７８９．，－＋', '0123456789.,-+')`;
  const grouped = `regexp_extract(${narrow}, '^([+-]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?|[^,]*)$')`;
  return `coalesce(try_cast(${text} as double), try_cast(replace(${grouped}, ',', '') as double))`;
}

function wholeSql(number: string): string {
  return `case when ${number} = trunc(${number}) and abs(${number}) <= 9007199254740991 then cast(${number} as bigint) end`;
}

/** A zone more than 14 hours from UTC: no place on earth has one, and it would move the time to another day. */
const impossibleZone = ":[0-9.]+ ?[+-](1[5-9]|[2-9][0-9])(:?[0-9][0-9])*$";

/** 2024-03-05, 2024/3/5, 2024.3.5, 20240305 or 2024年3月5日, with a time if there is one. */
function timeSql(text: string, type: "timestamp" | "timestamptz"): string {
  const other = `try_strptime(${text}, ['%Y.%m.%d', '%Y%m%d', '%Y年%m月%d日'])`;
  const isDated = `ascii(${text}) between 48 and 57 and not regexp_matches(${text}, '${impossibleZone}')`;
  return `case when ${isDated} then coalesce(try_cast(${text} as ${type}), ${other}) end`;
}

function nativeSql(value: string, type: string, target: ColumnType): string {
  if (target === "integer" && /^(FLOAT|DOUBLE|DECIMAL.*)$/.test(type)) return wholeSql(`cast(${value} as double)`);
  return type === sqlTypes[target] ? value : `try_cast(${value} as ${sqlTypes[target].toLowerCase()})`;
}

/** 17.0 is the id 17: tools that know missing numbers only as floats write ids so. */
function wholeNumberAsText(raw: string): string {
  return `case when ${raw} = trunc(${raw}) and abs(${raw}) <= 9007199254740991 then cast(cast(${raw} as bigint) as varchar)
    when not isnan(${raw}) then cast(${raw} as varchar) end`;
}
