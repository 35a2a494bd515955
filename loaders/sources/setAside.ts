import type { DuckDBConnection } from "@duckdb/node-api";
import type { Relation } from "./relation.js";
import { dropWorkColumns, staged, workColumns } from "./stageTable.js";
import type { InputColumn, InputTable } from "./tables.js";
import { quoteIdentifier, quoteLiteral } from "../sqlText.js";

const { part, record, flaw } = workColumns;
const maxValue = 200;

export interface JudgedPart {
  readonly shown: string;
  readonly relation: Relation;
}

export interface JudgedTable {
  readonly table: InputTable;
  readonly columns: readonly InputColumn[];
  readonly parts: readonly JudgedPart[];
  /** What the file calls a column, where that is not the dictionary's name. */
  readonly names?: ReadonlyMap<string, string>;
}

/** The table `staging.rejects`: one row for each input row set aside. */
export async function createRejects(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `create table staging.rejects (table_name varchar, file varchar, line bigint, column_name varchar, value varchar, reason varchar)`,
  );
}

/**
 * Moves flawed rows, repeated keys (the first wins) and rows of unknown customers out of a staged table into `rejects`,
 * then drops the working columns. Returns how many rows were set aside.
 */
export async function setAside(
  connection: DuckDBConnection,
  { table, columns, parts, names }: JudgedTable,
): Promise<number> {
  await connection.run(
    `create or replace temp table set_aside (part integer, record bigint, "column" varchar, "value" varchar, reason varchar)`,
  );
  await setAsideFlawed(connection, table.name);
  await setAsideRepeated(connection, table);
  const refersToCustomer = table.name !== "customers" && columns.some((column) => column.name === "customer_id");
  if (refersToCustomer) await setAsideUnknown(connection, table.name);
  const count = await writeRejects(connection, table.name, parts, names);
  await dropWorkColumns(connection, table.name);
  await connection.run("drop table set_aside");
  return count;
}

async function setAsideFlawed(connection: DuckDBConnection, table: string): Promise<void> {
  const moved =
    await connection.run(`insert into set_aside select ${part}, ${record}, ${flaw}."column", ${flaw}."value", ${flaw}.reason
    from ${staged(table)} where ${flaw} is not null`);
  if (moved.rowsChanged > 0) await connection.run(`delete from ${staged(table)} where ${flaw} is not null`);
}

async function setAsideRepeated(connection: DuckDBConnection, { name, key }: InputTable): Promise<void> {
  const keys = key.map(quoteIdentifier).join(", ");
  const repeated = await connection.runAndReadAll(
    `select count(*) from (select 1 from ${staged(name)} group by ${keys} having count(*) > 1)`,
  );
  if (Number(repeated.getRows()[0]?.[0]) === 0) return;
  const later = `select ${part}, ${record}, ${keys} from ${staged(name)} semi join
      (select ${keys} from ${staged(name)} group by ${keys} having count(*) > 1) using (${keys})
    qualify row_number() over (partition by ${keys} order by ${part}, ${record}) > 1`;
  const shown = key.map((column) => `cast(${quoteIdentifier(column)} as varchar)`).join(", ");
  await connection.run(`insert into set_aside select ${part}, ${record}, ${quoteLiteral(key.join(", "))},
    concat_ws(', ', ${shown}), 'duplicate_key' from (${later})`);
  await deleteSetAside(connection, name);
}

async function setAsideUnknown(connection: DuckDBConnection, table: string): Promise<void> {
  const moved =
    await connection.run(`insert into set_aside select ${part}, ${record}, 'customer_id', customer_id, 'unknown_customer'
    from ${staged(table)} anti join ${staged("customers")} using (customer_id)`);
  if (moved.rowsChanged > 0) await deleteSetAside(connection, table);
}

async function deleteSetAside(connection: DuckDBConnection, table: string): Promise<void> {
  await connection.run(`delete from ${staged(table)} where exists (
    select 1 from set_aside where set_aside.part = ${part} and set_aside.record = ${record})`);
}

/** Names file and line of what was set aside; only now is a record's line looked up. */
async function writeRejects(
  connection: DuckDBConnection,
  table: string,
  parts: readonly JudgedPart[],
  names: ReadonlyMap<string, string> = new Map(),
): Promise<number> {
  const aside = await connection.runAndReadAll(
    `select part, record, "column", left("value", ${maxValue}), reason from set_aside`,
  );
  const rows: RejectRow[] = aside.getRows().map(([index, ordinal, column, value, reason]) => {
    const { shown, relation } = parts[Number(index)]!;
    const line = relation.lineOf?.(Number(ordinal)) ?? Number(ordinal);
    return {
      file: shown,
      line,
      column: text(names.get(String(column)) ?? column),
      value: text(value),
      reason: String(reason),
      part: Number(index),
    };
  });
  parts.forEach(({ shown, relation }, index) => {
    for (const { line, reason, value } of relation.broken) {
      rows.push({
        file: shown,
        line,
        column: null,
        value: [...value].slice(0, maxValue).join(""),
        reason,
        part: index,
      });
    }
  });
  rows.sort((a, b) => a.part - b.part || a.line - b.line);
  await appendRejects(connection, table, rows);
  return rows.length;
}

interface RejectRow {
  readonly part: number;
  readonly file: string;
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: string;
}

async function appendRejects(connection: DuckDBConnection, table: string, rows: readonly RejectRow[]): Promise<void> {
  if (rows.length === 0) return;
  const appender = await connection.createAppender("rejects", "staging");
  const append = (value: string | null) => (value === null ? appender.appendNull() : appender.appendVarchar(value));
  for (const row of rows) {
    appender.appendVarchar(table);
    appender.appendVarchar(row.file);
    appender.appendBigInt(BigInt(row.line));
    append(row.column);
    append(row.value);
    appender.appendVarchar(row.reason);
    appender.endRow();
  }
  appender.closeSync();
}

function text(value: unknown): string | null {
  return value == null ? null : String(value);
}
