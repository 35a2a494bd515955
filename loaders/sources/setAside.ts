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
  { table, parts, names }: Omit<JudgedTable, "columns">,
): Promise<number> {
  await createSetAside(connection);
  await setAsideFlawed(connection, table.name);
  await setAsideRepeated(connection, table);
  if (refersToCustomer(table)) await setAsideUnknown(connection, table.name);
  const count = await writeRejects(connection, table.name, { parts, names });
  await dropWorkColumns(connection, table.name);
  await connection.run("drop table set_aside");
  return count;
}

/** Whether each row must have a customer that is known. */
export function refersToCustomer({ name, columns }: InputTable): boolean {
  return name !== "customers" && columns.some((column) => column.name === "customer_id");
}

/** The temp table `set_aside`: places of rows that leave a staged table, and why. */
export async function createSetAside(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `create or replace temp table set_aside (part integer, record bigint, "column" varchar, "value" varchar, reason varchar)`,
  );
}

/** Moves rows that have a flaw to `set_aside`. */
export async function setAsideFlawed(connection: DuckDBConnection, table: string): Promise<void> {
  const moved =
    await connection.run(`insert into set_aside select ${part}, ${record}, ${flaw}[1], ${flaw}[2], ${flaw}[3]
    from ${staged(table)} where ${flaw} is not null`);
  if (moved.rowsChanged > 0) await connection.run(`delete from ${staged(table)} where ${flaw} is not null`);
}

async function setAsideRepeated(connection: DuckDBConnection, { name, key }: InputTable): Promise<void> {
  if (await isInOrder(connection, { name, key })) return;
  const keys = key.map(quoteIdentifier).join(", ");
  // where no two hashes are alike no two keys are, which sorting them tells in half the time of counting the keys
  const repeated = await connection.runAndReadAll(
    `select count(*) from (select hash, lag(hash) over (order by hash) as last_hash from (select hash(${keys}) as hash from ${staged(name)}))
     where hash = last_hash`,
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

/**
 * Whether rows ascend by the key, its columns in some order: then none is repeated. Most exports are in order, and seeing
 * that costs a tenth of counting the keys. The first rows tell which order to look for.
 */
async function isInOrder(
  connection: DuckDBConnection,
  { name, key }: Pick<InputTable, "name" | "key">,
): Promise<boolean> {
  const columns = key.map(quoteIdentifier);
  const orders = permutations(columns);
  const [first] = await outOfOrder(connection, `(from ${staged(name)} limit 10000)`, columns, orders);
  const order = orders[first!.findIndex((count) => count <= 1)];
  if (!order) return false;
  const [whole] = await outOfOrder(connection, staged(name), columns, [order]);
  return whole![0]! <= 1;
}

/** For each order, how many rows are not above the row before; the first row, which has none before it, is one of them. */
async function outOfOrder(
  connection: DuckDBConnection,
  source: string,
  columns: readonly string[],
  orders: readonly (readonly string[])[],
): Promise<number[][]> {
  const last = (column: string) => `last_${columns.indexOf(column)}`;
  const ascends = (order: readonly string[]): string =>
    order.reduceRight((rest, c) => `(${c} > ${last(c)} or (${c} = ${last(c)} and ${rest}))`, "false");
  const counts = orders.map((order) => `count(*) filter (where ${ascends(order)} is not true)`);
  const before = columns.map((column) => `lag(${column}) over () as ${last(column)}`);
  const found = await connection.runAndReadAll(
    `select ${counts.join(", ")} from (select ${columns.join(", ")}, ${before.join(", ")} from ${source})`,
  );
  return found.getRows().map((counts) => counts.map(Number));
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
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

/** Names file and line of what was set aside; only now are the lines of records looked up. */
export async function writeRejects(
  connection: DuckDBConnection,
  table: string,
  { parts, names }: Pick<JudgedTable, "parts" | "names">,
): Promise<number> {
  await writeParts(connection, parts);
  await writeLineSteps(connection, parts);
  await writeBroken(connection, parts);
  const renamed = [...(names ?? [])]
    .map(([from, to]) => `when ${quoteLiteral(from)} then ${quoteLiteral(to)}`)
    .join(" ");
  const column = renamed ? `case "column" ${renamed} else "column" end` : `"column"`;
  const written = await connection.run(`insert into staging.rejects
    select ${quoteLiteral(table)}, file, line, ${column}, left("value", ${maxValue}), reason
    from (
      select part, record + coalesce(distance, 0) as line, "column", "value", reason
      from set_aside asof left join line_steps on set_aside.part = line_steps.of_part and set_aside.record >= line_steps.ordinal
      union all
      select part, line, null, "value", reason from broken
    ) join parts using (part)
    order by part, line`);
  for (const name of ["parts", "line_steps", "broken"]) await connection.run(`drop table ${name}`);
  return written.rowsChanged;
}

async function writeParts(connection: DuckDBConnection, parts: readonly JudgedPart[]): Promise<void> {
  await connection.run("create or replace temp table parts (part integer, file varchar)");
  const appender = await connection.createAppender("parts");
  parts.forEach(({ shown }, part) => {
    appender.appendInteger(part);
    appender.appendVarchar(shown);
    appender.endRow();
  });
  appender.closeSync();
}

/** Where the distance between a record's ordinal and its line changes; nothing for formats without lines. */
async function writeLineSteps(connection: DuckDBConnection, parts: readonly JudgedPart[]): Promise<void> {
  await connection.run("create or replace temp table line_steps (of_part integer, ordinal bigint, distance bigint)");
  const touched = await connection.runAndReadAll("select distinct part from set_aside order by part");
  const appender = await connection.createAppender("line_steps");
  for (const [part] of touched.getRows()) {
    for (const { ordinal, distance } of parts[Number(part)]!.relation.lines?.steps() ?? []) {
      appender.appendInteger(Number(part));
      appender.appendBigInt(BigInt(ordinal));
      appender.appendBigInt(BigInt(distance));
      appender.endRow();
    }
  }
  appender.closeSync();
}

async function writeBroken(connection: DuckDBConnection, parts: readonly JudgedPart[]): Promise<void> {
  await connection.run(
    `create or replace temp table broken (part integer, line bigint, "value" varchar, reason varchar)`,
  );
  const appender = await connection.createAppender("broken");
  parts.forEach(({ relation }, part) => {
    for (const { line, value, reason } of relation.broken) {
      appender.appendInteger(part);
      appender.appendBigInt(BigInt(line));
      appender.appendVarchar(value);
      appender.appendVarchar(reason);
      appender.endRow();
    }
  });
  appender.closeSync();
}
