import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { execute, row, rows } from "../query.js";
import { quoteIdentifier, quoteLiteral } from "../sqlText.js";

export interface Erased {
  /** Rows deleted, by table; 0 tables when the warehouse did not know the customer. */
  readonly rows: Readonly<Record<string, number>>;
  /** Rows of other tables in which a text of the customer's was blanked. */
  readonly blanked: Readonly<Record<string, number>>;
  /** Tables in which the id still stands within a text. */
  readonly left: readonly string[];
}

/**
 * Takes a customer out of every table, and remembers by a salted hash alone that the id is to be dropped from now on.
 * In one transaction; the file still holds the freed pages then, see {@link rewriteWarehouse}.
 */
export async function eraseCustomer(connection: DuckDBConnection, id: string): Promise<Erased> {
  const texts = await textsOf(connection, id);
  await execute(connection, "begin transaction");
  try {
    await remember(connection, id);
    const erased = await eraseRows(connection, id);
    // a cached reply does not say whose it is
    const replies = await removed(connection, "reply_cache", "true", []);
    const blanked = await blankTexts(connection, id, texts);
    await execute(connection, "commit");
    const all = replies ? { ...erased, reply_cache: replies } : erased;
    return { rows: all, blanked, left: await tablesNaming(connection, id) };
  } catch (error) {
    await execute(connection, "rollback").catch(() => undefined);
    throw error;
  }
}

/** Name, address and the like of the customer, longest first. */
async function textsOf(connection: DuckDBConnection, id: string): Promise<string[]> {
  const found = await rows<{ text: string }>(
    connection,
    `select distinct text from (
       select unnest([name, contact_name, email]) as text from warehouse.contact where customer_id = ?
     ) where length(text) >= 2`,
    [id],
  );
  return [id, ...found.map(({ text }) => text)];
}

async function remember(connection: DuckDBConnection, id: string): Promise<void> {
  const [known] = await rows<{ salt: string }>(connection, "select salt from warehouse.forgotten limit 1");
  const salt = known?.salt ?? randomBytes(16).toString("hex");
  await execute(
    connection,
    `insert into warehouse.forgotten select $1, sha256($1 || $2)
     where not exists (select 1 from warehouse.forgotten where id_hash = sha256($1 || $2))`,
    [salt, id],
  );
}

async function eraseRows(connection: DuckDBConnection, id: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const events = "draft_id in (select draft_id from warehouse.draft where customer_id = ?)";
  const count = await removed(connection, "draft_event", events, [id]);
  if (count) counts["draft_event"] = count;
  const tables = await rows<{ name: string }>(
    connection,
    `select table_name as name from duckdb_columns() where database_name = 'warehouse' and column_name = 'customer_id' order by 1`,
  );
  for (const { name } of tables) {
    const rowsOf = await removed(connection, name, "customer_id = ?", [id]);
    if (rowsOf) counts[name] = rowsOf;
  }
  return counts;
}

async function removed(connection: DuckDBConnection, table: string, where: string, values: string[]): Promise<number> {
  const of = `warehouse.${quoteIdentifier(table)} where ${where}`;
  const { n } = await row<{ n: number }>(connection, `select count(*) as n from ${of}`, values);
  if (n) await execute(connection, `delete from ${of}`, values);
  return n;
}

/** Values of rows set aside and examples of findings: they stand for a row, and may be the customer's. */
async function blankTexts(connection: DuckDBConnection, id: string, texts: readonly string[]) {
  const blanked: Record<string, number> = {};
  for (const [table, column] of [
    ["rejects", "value"],
    ["audit", "example"],
  ] as const) {
    const pattern = texts.map(standingAlone).join("|");
    const where = `regexp_matches(${column}, ${quoteLiteral(pattern)})`;
    const { n } = await row<{ n: number }>(connection, `select count(*) as n from warehouse.${table} where ${where}`);
    if (!n) continue;
    await execute(connection, `update warehouse.${table} set ${column} = null where ${where}`);
    blanked[table] = n;
  }
  const named = standingAlone(id);
  for (const column of ["text_zh", "text_en"])
    await execute(
      connection,
      `update warehouse.audit set ${column} = regexp_replace(${column}, ${quoteLiteral(named)}, '\\1…\\2', 'g')
       where regexp_matches(${column}, ${quoteLiteral(named)})`,
    );
  return blanked;
}

/** RE2 for a text that is not part of a longer word. */
function standingAlone(text: string): string {
  return `(^|[^\\w-])${text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}($|[^\\w-])`;
}

/** Proof: every text column of every table is searched for the id. */
async function tablesNaming(connection: DuckDBConnection, id: string): Promise<string[]> {
  const columns = await rows<{ table: string; column: string }>(
    connection,
    `select table_name as "table", column_name as "column" from duckdb_columns()
     where database_name = 'warehouse' and data_type in ('VARCHAR', 'JSON', 'VARCHAR[]') order by 1, 2`,
  );
  const found = new Set<string>();
  for (const { table, column } of columns) {
    const { n } = await row<{ n: number }>(
      connection,
      `select count(*) as n from warehouse.${quoteIdentifier(table)}
       where regexp_matches(${quoteIdentifier(column)}::varchar, ${quoteLiteral(standingAlone(id))})`,
    );
    if (n) found.add(table);
  }
  return [...found];
}

/** Writes the warehouse anew: a deleted row stays in the file's free pages until they are used again. The lock is held. */
export async function rewriteWarehouse(warehouse: string): Promise<void> {
  const fresh = `${warehouse}.rewritten`;
  rmSync(fresh, { force: true });
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await execute(connection, `attach ${quoteLiteral(warehouse)} as before (read_only)`);
    await execute(connection, `attach ${quoteLiteral(fresh)} as fresh`);
    await execute(connection, "copy from database before to fresh");
    await execute(connection, "checkpoint fresh");
    await execute(connection, "detach fresh");
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  const file = openSync(fresh, "r+");
  fsyncSync(file);
  closeSync(file);
  renameSync(fresh, warehouse);
}
