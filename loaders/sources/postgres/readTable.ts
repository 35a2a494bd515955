import type { DuckDBConnection } from "@duckdb/node-api";
import type { Client } from "pg";
import { RowTable } from "../appendRows.js";
import { findColumn } from "../mapping.js";
import type { Opened } from "../openFile.js";
import type { InputColumn } from "../tables.js";
import type { Address } from "./address.js";
import { checkTypes } from "./checkTypes.js";
import { columnsOf, type DatabaseColumn, type DatabaseTable } from "./describe.js";
import { EventCache, type KeptEvents } from "./eventCache.js";
import { readRows } from "./readRows.js";
import { row } from "../../query.js";
import { quoteIdentifier } from "../../sqlText.js";

export interface TableRead {
  readonly client: Client;
  readonly address: Address;
  readonly table: DatabaseTable;
  /** Dictionary columns; undefined for a flat table, of which every column is read. */
  readonly columns?: readonly InputColumn[];
  /** Dictionary column to the database's. */
  readonly renames: Readonly<Record<string, string>>;
  /** Name of the temporary table that takes the rows. */
  readonly into: string;
  readonly cache?: string;
  readonly isFull?: boolean;
}

/**
 * One table or view as rows of text, in the order of its columns: a database has none of its own, and the same rows
 * must give the same run. Columns that nobody asks for are not read.
 */
export async function readTable(connection: DuckDBConnection, read: TableRead): Promise<Opened> {
  const { client, table, into } = read;
  const shown = `${table.schema}.${table.name}`;
  const all = await columnsOf(client, table);
  const wanted = read.columns ? matched(all, read.columns, read.renames, shown) : undefined;
  if (wanted) checkTypes(wanted, shown);
  const columns = wanted ? wanted.map(({ source }) => source) : all;
  const from = `${client.escapeIdentifier(table.schema)}.${client.escapeIdentifier(table.name)}`;
  const select = `select ${columns.map((column) => textSql(client, column)).join(", ") || "null"} from ${from}`;
  const date = wanted?.find(({ target }) => target.name === "date")?.source;
  const isEvents = date !== undefined && /^(date|timestamp)/.test(date.type);
  if (read.cache && isEvents) {
    const events = { from, select, columns, date, key: `${read.address.shown} ${from}` };
    await readEvents(connection, read, events);
  } else {
    await fill(connection, into, columns.length, (rows) => readRows(client, select, [], rows));
  }
  await connection.run(
    `create or replace temp table ${quoteIdentifier(into)} as select * from ${quoteIdentifier(into)} order by all`,
  );
  return {
    relation: {
      columns: [
        ...columns.map(({ name }, index) => ({ name, sql: `c${index}`, type: "VARCHAR" })),
        ...all.filter((each) => !columns.includes(each)).map(({ name }) => ({ name, sql: "null", type: "VARCHAR" })),
      ],
      from: quoteIdentifier(into),
      ordinal: "rowid + 1",
      broken: [],
      encoding: "postgres",
    },
    shown,
    hash: `postgres ${columns.map(({ name }) => name).join(" ")} ${await contentHash(connection, into)}`,
    unread: [],
    table: into,
  };
}

interface Events {
  readonly from: string;
  readonly select: string;
  readonly columns: readonly DatabaseColumn[];
  readonly date: DatabaseColumn;
  readonly key: string;
}

/** Only what is newer than the kept rows is read, unless older rows came or went since: then everything. */
async function readEvents(connection: DuckDBConnection, read: TableRead, events: Events): Promise<void> {
  const { client, into } = read;
  const { columns, select } = events;
  const cache = new EventCache(read.cache!, events);
  const day = client.escapeIdentifier(events.date.name);
  const kept = read.isFull ? undefined : await cache.load(connection, into);
  if (kept && (await isUnchanged(client, events.from, day, kept))) {
    const newer = `${select} where ${day} >= $1 or ${day} is null`;
    await fill(connection, "newer", columns.length, (rows) => readRows(client, newer, [kept.before], rows));
    await connection.run(`insert into ${quoteIdentifier(into)} select * from newer`);
    await connection.run("drop table newer");
  } else {
    await fill(connection, into, columns.length, (rows) => readRows(client, select, [], rows));
  }
  const { rows } = await client.query<{ today: string }>("select current_date::text as today");
  await cache.save(connection, into, rows[0]!.today);
}

async function isUnchanged(client: Client, from: string, day: string, kept: KeptEvents): Promise<boolean> {
  const counted = await client.query<{ n: string }>(`select count(*) as n from ${from} where ${day} < $1`, [
    kept.before,
  ]);
  return Number(counted.rows[0]!.n) === kept.rows;
}

async function fill(
  connection: DuckDBConnection,
  name: string,
  width: number,
  read: (rows: RowTable) => Promise<number>,
): Promise<void> {
  const rows = await RowTable.create(connection, name, Math.max(1, width));
  try {
    await read(rows);
  } finally {
    rows.finish();
  }
}

function matched(
  all: readonly DatabaseColumn[],
  columns: readonly InputColumn[],
  renames: TableRead["renames"],
  shown: string,
) {
  const names = all.map(({ name }) => name);
  return columns.flatMap((target) => {
    const renamed = renames[target.name];
    const name =
      renamed === undefined
        ? names.find((each) => each.toLowerCase() === target.name)
        : findColumn(renamed, names, shown);
    const source = all.find((each) => each.name === name);
    return source ? [{ source, target }] : [];
  });
}

/** `money` is written with a currency sign, and an array or JSON as its text. */
function textSql(client: Client, { name, type }: DatabaseColumn): string {
  const column = client.escapeIdentifier(name);
  return type === "money" ? `${column}::numeric` : column;
}

/** Over all rows, whatever their order. */
async function contentHash(connection: DuckDBConnection, table: string): Promise<string> {
  const { hash } = await row<{ hash: string }>(
    connection,
    `select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) || ' ' || coalesce(bit_xor(hash(t)), 0) as hash
     from ${quoteIdentifier(table)} t`,
  );
  return hash;
}
