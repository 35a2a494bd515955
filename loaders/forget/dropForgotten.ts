import { createHash } from "node:crypto";
import type { Engine } from "../engines/engine.js";
import { execute, row, rows } from "../query.js";
import type { IngestedTable, IngestResult } from "../sources/ingest.js";
import { quoteIdentifier, quoteLiteral } from "../sqlText.js";

/** Whether a column's text is the id of somebody who is to be forgotten. */
const isForgotten = (column: string): string =>
  `exists (select 1 from warehouse.forgotten where id_hash = sha256(salt || ${column}))`;

/**
 * Sets aside what a source still says of people who are to be forgotten: their rows leave staging and are counted as
 * rejected, without a value. The list is part of what a run was made from.
 */
export async function dropForgotten(engine: Engine, ingested: IngestResult): Promise<IngestResult> {
  const { connection } = engine;
  const known = await rows<{ hash: string }>(connection, "select id_hash as hash from warehouse.forgotten order by 1");
  if (!known.length) return ingested;
  const tables: IngestedTable[] = [];
  for (const table of ingested.tables) tables.push(await dropFrom(engine, table));
  if (ingested.flat) await drop(engine, "flat_features");
  // a row set aside for another reason may carry the id, alone or first in a key of several columns
  await execute(
    connection,
    `update staging.rejects set value = null where ${isForgotten("split_part(value, ', ', 1)")}`,
  );
  const list = known.map(({ hash }) => hash).join("\n");
  const inputHash = createHash("sha256").update(`${ingested.inputHash}\nforgotten\n${list}`).digest("hex");
  return { ...ingested, tables, inputHash };
}

async function dropFrom(engine: Engine, table: IngestedTable): Promise<IngestedTable> {
  const dropped = await drop(engine, table.name);
  if (!dropped) return table;
  await execute(
    engine.connection,
    `insert into staging.rejects select ?, ?, null, 'customer_id', null, 'forgotten' from range(${dropped})`,
    [table.name, table.files[0] ?? ""],
  );
  return { ...table, accepted: table.accepted - dropped, rejected: table.rejected + dropped };
}

/** @returns rows dropped; 0 for a table without customers */
async function drop(engine: Engine, name: string): Promise<number> {
  const { connection } = engine;
  const { has } = await row<{ has: boolean }>(
    connection,
    `select count(*) > 0 as has from duckdb_columns()
     where schema_name = 'staging' and table_name = ? and column_name = 'customer_id' and database_name = current_database()`,
    [name],
  );
  if (!has) return 0;
  const found = await rows<{ id: string; n: number }>(
    connection,
    `select customer_id as id, count(*) as n from staging.${quoteIdentifier(name)} where ${isForgotten("customer_id")} group by all`,
  );
  const ids = found.map(({ id }) => quoteLiteral(id)).join(", ");
  if (ids) await engine.remove(`staging.${name}`, `customer_id in (${ids})`);
  return found.reduce((sum, { n }) => sum + n, 0);
}
