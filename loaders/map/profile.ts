import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../query.js";
import { quoteIdentifier } from "../sqlText.js";
import type { Relation } from "../sources/relation.js";
import { cleanedSql, numberSql, typedSql } from "../sources/typing.js";

/** What a column holds. Shares are of its filled cells. */
export interface ColumnProfile {
  readonly name: string;
  readonly rows: number;
  readonly filled: number;
  readonly distinct: number;
  readonly numbers: number;
  readonly dates: number;
  readonly emails: number;
  readonly phones: number;
  /** Identity cards and vehicle numbers: long codes that name one person or car. */
  readonly papers: number;
  /** Most frequent values, twelve at most. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

export interface TableProfile {
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
}

const patterns = {
  emails: String.raw`^[^@\s]+@[^@\s]+\.[^@\s]+$`,
  phones: String.raw`^(\+?86[- ]?)?1[3-9]\d{9}$|^0\d{2,3}-\d{7,8}$|^\+?\d[\d ()-]{8,}\d$`,
  papers: String.raw`^\d{17}[\dXx]$|^[A-HJ-NPR-Z0-9]{17}$`,
} as const;

/** Reads every row once into the temporary table `profiled(c0, c1, …)`, and says what each column holds. */
export async function profile(connection: DuckDBConnection, relation: Relation): Promise<TableProfile> {
  const columns = relation.columns.filter(({ name }) => name !== "");
  const cleaned = columns.map(({ sql, type }, index) => `${cleanedSql(sql, type, "text")} as c${index}`);
  await connection.run(`create or replace temp table profiled as select ${cleaned.join(", ")} from ${relation.from}`);
  const profiles: ColumnProfile[] = [];
  for (const [index, { name }] of columns.entries()) profiles.push(await profileColumn(connection, `c${index}`, name));
  return { rows: profiles[0]?.rows ?? 0, columns: profiles };
}

async function profileColumn(connection: DuckDBConnection, column: string, name: string): Promise<ColumnProfile> {
  const share = (condition: string) => `coalesce(avg((${condition})::integer) filter (${column} is not null), 0)`;
  const matching = Object.entries(patterns).map(
    ([key, pattern]) => `${share(`regexp_matches(${column}, '${pattern}')`)} as ${key}`,
  );
  const [figures] = await rows<Omit<ColumnProfile, "name" | "values">>(
    connection,
    `select count(*) as rows, count(${column}) as filled, count(distinct ${column}) as "distinct",
       ${share(`${numberSql(column)} is not null`)} as numbers,
       ${share(`${typedSql(column, "VARCHAR", { type: "date" })} is not null and length(${column}) >= 8`)} as dates,
       ${matching.join(", ")} from profiled`,
  );
  const values = await rows<{ value: string; count: number }>(
    connection,
    `select ${column} as value, count(*) as count from profiled where ${column} is not null
     group by all order by count desc, value limit 12`,
  );
  return { name, ...figures!, values };
}

/**
 * Share of rows whose label follows from the column alone: each value's more frequent label. Near 1 for a column that is
 * filled in when a customer leaves. Undefined where values are too many to tell.
 */
export async function labelPurity(
  connection: DuckDBConnection,
  { columns, rows: total }: TableProfile,
  { name, label, lost }: { name: string; label: string; lost: readonly string[] },
): Promise<number | undefined> {
  const at = (of: string) => quoteIdentifier(`c${columns.findIndex((column) => column.name === of)}`);
  const { distinct = Infinity, filled = 0 } = columns.find((column) => column.name === name) ?? {};
  if (distinct > Math.max(2, 0.05 * total) || filled === 0) return undefined;
  const isLost = `${at(label)} in (${lost.map((value) => `'${value.replaceAll("'", "''")}'`).join(", ")})`;
  const [found] = await rows<{ purity: number }>(
    connection,
    `select sum(greatest(lost, n - lost)) / sum(n) as purity from
       (select count(*) as n, count(*) filter (${isLost}) as lost from profiled where ${at(label)} is not null group by ${at(name)})`,
  );
  return found?.purity;
}
