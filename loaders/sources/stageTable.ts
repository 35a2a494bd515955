import type { DuckDBConnection } from "@duckdb/node-api";
import { readWhole } from "./readWhole.js";
import type { Relation, RelationColumn } from "./relation.js";
import type { InputColumn } from "./tables.js";
import { insertSql } from "./insertSql.js";
import { sqlTypes } from "./typing.js";
import { quoteIdentifier } from "../sqlText.js";
import { UserError } from "../userError.js";

/** Columns that staging tables carry while rows are being judged: part of the table, record in the part, what is wrong. */
export const workColumns = {
  part: "_part",
  record: "_record",
  flaw: "_flaw",
} as const;

/** Column, value and reason: a list takes a third of a struct's memory where, as in most rows, there is none. */
const flawType = "varchar[]";

/** Name of a table in the schema staging, quoted. */
export function staged(table: string): string {
  return `staging.${quoteIdentifier(table)}`;
}

/** An empty staging table with the dictionary's columns and the {@link workColumns}. */
export async function createStaged(
  connection: DuckDBConnection,
  table: string,
  columns: readonly InputColumn[],
): Promise<void> {
  const typed = columns.map((column) => `${quoteIdentifier(column.name)} ${sqlTypes[column.type]}`);
  const work = [`${workColumns.part} integer`, `${workColumns.record} bigint`, `${workColumns.flaw} ${flawType}`];
  await connection.run(`create table if not exists ${staged(table)} (${[...typed, ...work].join(", ")})`);
}

export async function dropWorkColumns(connection: DuckDBConnection, table: string): Promise<void> {
  for (const name of Object.values(workColumns))
    await connection.run(`alter table ${staged(table)} drop column ${name}`);
}

export interface StagedPart {
  readonly rows: number;
  /** The relation as it was read in the end. */
  readonly relation: Relation;
}

/**
 * Appends a file's rows, typed, each with its first flaw.
 * @throws UserError when the file lacks a required column, has one twice, or cannot be read.
 */
export async function stagePart(
  connection: DuckDBConnection,
  relation: Relation,
  target: { table: { readonly name: string }; columns: readonly InputColumn[]; part: number; shown: string },
): Promise<StagedPart> {
  const matched = matchColumns(relation, target);
  const read = async (current: Relation) => {
    await connection.run(`delete from ${staged(target.table.name)} where ${workColumns.part} = ${target.part}`);
    return (
      await connection.run(
        insertSql(current, target.columns, matched, { target: staged(target.table.name), part: target.part }),
      )
    ).rowsChanged;
  };
  return readWhole(connection, relation, { shown: target.shown, read });
}

/** The file's column of each dictionary column. @throws UserError when it lacks a required one, or has one twice */
export function matchColumns(
  relation: Relation,
  { columns, shown }: { columns: readonly InputColumn[]; shown: string },
): Map<string, RelationColumn> {
  const matched = new Map<string, RelationColumn>();
  for (const candidate of relation.columns) {
    const name = candidate.name.toLowerCase();
    if (!columns.some((column) => column.name === name)) continue;
    if (matched.has(name)) throw columnTwice(name, shown);
    matched.set(name, candidate);
  }
  const absent = columns.filter((column) => column.required && !matched.has(column.name));
  if (absent.length > 0 && !isEmpty(relation)) throw columnsAbsent(absent, relation, shown);
  return matched;
}

/** JSON without a record has no columns either. */
function isEmpty(relation: Relation): boolean {
  return relation.columns.length === 0 && relation.notARecord !== undefined;
}

const columnTwice = (name: string, where: string) =>
  new UserError(
    {
      what: `the column ${name} appears twice`,
      where,
      allowed: "one column of each name",
      todo: "rename or remove one",
    },
    1,
  );

const columnsAbsent = (absent: readonly InputColumn[], relation: Relation, where: string) =>
  new UserError(
    {
      what: `required column missing: ${absent.map((column) => column.name).join(", ")}`,
      where,
      allowed: `the columns of data/README.md; the file has ${relation.columns
        .map((column) => column.name)
        .slice(0, 40)
        .join(", ")}`,
      todo: "rename the column in the file, or add it",
    },
    1,
  );
