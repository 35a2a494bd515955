/**
 * Where Apache Spark's functions and types differ from DuckDB's: the one place to look when a query means something else
 * there. What is not listed is refused, so that no function is taken over unseen.
 */
import type { SqlNode, SqlType } from "./sqlTree.js";

/** A function's call: its arguments as Spark SQL, and what an aggregate is told beside them. */
export interface Call {
  readonly name: string;
  readonly args: readonly string[];
  readonly isDistinct: boolean;
  /** Condition of the rows that an aggregate sees. */
  readonly filter?: string;
}

/** The same name, arguments and result in both, NULL included. */
const same = new Set(
  "abs avg bool_or exp floor greatest hex isnan lag last_value least ln lower lpad max md5 min nullif pow rank replace round row_number split_part sqrt sum year".split(
    " ",
  ),
);

const renamed: Readonly<Record<string, string>> = {
  list_value: "array",
  arg_max_null: "max_by",
  regexp_matches: "regexp_like",
  strlen: "octet_length",
};

export const operators: Readonly<Record<string, string>> = { "//": "div" };

const written: Readonly<Record<string, (call: Call) => string>> = {
  count_star: (call) => aggregate("count(*)", call),
  count: (call) => aggregate(`count(${call.isDistinct ? "distinct " : ""}${call.args.join(", ") || "*"})`, call),
  // Spark has the later day first
  date_diff: ({ args: [unit, from, to] }) => {
    if (unit !== "'day'") throw unknown(`date_diff of ${unit!}`);
    return `datediff(${to!}, ${from!})`;
  },
  date_trunc: ({ args: [part, day] }) => `cast(date_trunc(${part!}, ${day!}) as date)`,
  // Spark joins texts only
  concat_ws: ({ args: [separator, ...parts] }) =>
    `concat_ws(${[separator!, ...parts.map((part) => `cast(${part} as string)`)].join(", ")})`,
  // the least and greatest IEEE doubles are finite
  isfinite: ({ args: [x] }) => `(abs(${x!}) <= 1.7976931348623157E308D)`,
  // DuckDB passes over a missing argument, Spark takes it
  arg_max: (call) => {
    const [x, y, count] = call.args as [string, string, string | undefined];
    const filter = call.filter ? `(${call.filter}) and ${x} is not null` : `${x} is not null`;
    if (count === undefined) return aggregate(`max_by(${x}, ${y})`, { ...call, filter });
    const best = aggregate(`collect_list(named_struct('y', ${y}, 'x', ${x}))`, { ...call, filter });
    return `transform(slice(sort_array(${best}, false), 1, ${count}), pair -> pair.x)`;
  },
  list_avg: ({ args: [list] }) =>
    `(aggregate(${list!}, 0D, (total, x) -> total + cast(x as double)) / nullif(array_size(${list!}), 0))`,
  list_aggregate: ({ args: [list, name, separator] }) => {
    if (name !== "'string_agg'") throw unknown(`list_aggregate with ${name!}`);
    return `nullif(array_join(${list!}, ${separator!}), '')`;
  },
  // Spark has no strings of bits: one bit, always called `bit`, is its place, and bits put together are the places in order;
  // bits of whole numbers it has
  set_bit: ({ args: [, place] }) => place!,
  bit_or: (call) =>
    /(^|\.)`bit`$/.test(call.args[0]!) ? collected("set", call) : aggregate(`bit_or(${call.args[0]!})`, call),
  bit_count: ({ args: [bits] }) => (bits!.includes("collect_set(") ? `array_size(${bits!})` : `bit_count(${bits!})`),
  "<<": ({ args: [bits, places] }) => `shiftleft(${bits!}, cast(${places!} as int))`,
  ">>": ({ args: [bits, places] }) => `shiftright(${bits!}, cast(${places!} as int))`,
  "&": ({ args: [bits, others] }) => `(${bits!} & ${others!})`,
  get_bit: ({ args: [places, place] }) => `cast(array_contains(${places!}, ${place!}) as int)`,
  // only ever what a bit is set in
  repeat: ({ args: [text] }) => text!,
  list: (call) => collected("list", call),
  list_sort: ({ args: [list] }) => `array_sort(${list!})`,
};

/** Whether a function or operator is written in another form. */
export const isWritten = (name: string): boolean => name in written;

/** Of no rows at all: missing, not empty. */
function collected(kind: "list" | "set", call: Call): string {
  const found = aggregate(`collect_${kind}(${call.args[0]!})`, call);
  const all = kind === "set" ? `array_sort(${found})` : found;
  return `case when array_size(${all}) > 0 then ${all} end`;
}

/** @throws Error for a function that has not been held against Spark's */
export function functionSql(call: Call): string {
  const { name, args } = call;
  const write = written[name];
  if (write) return write(call);
  const spark = renamed[name] ?? (same.has(name) ? name : undefined);
  if (!spark) throw unknown(`the function ${name}`);
  return aggregate(`${spark}(${call.isDistinct ? "distinct " : ""}${args.join(", ")})`, call);
}

function aggregate(text: string, { filter }: Pick<Call, "filter">): string {
  return filter ? `${text} filter (where ${filter})` : text;
}

const types: Readonly<Record<string, string>> = {
  VARCHAR: "string",
  DOUBLE: "double",
  INTEGER: "int",
  BIGINT: "bigint",
  BOOLEAN: "boolean",
  DATE: "date",
  TIMESTAMP: "timestamp_ntz",
};

const wholeNumbers = ["INTEGER", "BIGINT"];

/** A cast. DuckDB rounds a fraction to the nearest whole number, half to even; Spark cuts it off. */
export function castSql(child: string, node: SqlNode, type: SqlType, isTry: boolean): string {
  if (type.id === "BIT") return child;
  const cast = isTry ? "try_cast" : "cast";
  const isFraction = node.function_name === "/" && wholeNumbers.includes(type.id);
  return `${cast}(${isFraction ? `bround(${child})` : child} as ${typeSql(type)})`;
}

function typeSql({ id, type_info: info }: SqlType): string {
  if (id === "DECIMAL") return `decimal(${info?.width ?? 18}, ${info?.scale ?? 3})`;
  const type = types[id];
  if (!type) throw unknown(`the type ${id}`);
  return type;
}

/** A literal; 0.5 is a double, because Spark's decimals keep fewer digits in a division. The empty text has no value. */
export function literalSql({ type, is_null: isNull, value = "" }: NonNullable<SqlNode["value"]>): string {
  if (isNull) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  if (type.id === "DECIMAL") return `${Number(value) / 10 ** (type.type_info?.scale ?? 0)}D`;
  if (type.id === "DOUBLE" || type.id === "FLOAT") return `${String(value)}D`;
  return String(value);
}

export function unknown(what: string): Error {
  return new Error(
    `${what} is not known to mean the same on Apache Spark: add it to loaders/engines/sparkFunctions.ts`,
  );
}
