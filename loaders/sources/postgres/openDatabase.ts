import type { Client } from "pg";
import type { Playbook, TableName } from "../../../src/playbooks/types.js";
import type { Mapping, TablesMapping } from "../mapping.js";
import { nearestName } from "../nearestName.js";
import type { Part, Source } from "../openSource.js";
import { columnsFor, inputTable, inputTables } from "../tables.js";
import { parseAddress, type Address } from "./address.js";
import { connect } from "./connect.js";
import { tablesOf, type DatabaseTable } from "./describe.js";
import { problem } from "./problem.js";
import { readTable } from "./readTable.js";
import { UserError } from "../../userError.js";

export interface DatabaseOptions {
  readonly source: string;
  readonly playbook: Playbook;
  /** Folder that keeps event rows from run to run; without it everything is read every time. */
  readonly cache?: string;
  /** Reads everything again, whatever the cache holds. */
  readonly isFull?: boolean;
}

/**
 * The tables and views of a PostgreSQL database that are called as in the dictionary, or as a mapping says. All of them
 * are seen at one moment, through one connection, which {@link Source.close} ends.
 * @throws UserError when the database cannot be reached or lacks what is asked for
 */
export async function openDatabase(options: DatabaseOptions, mapping?: Mapping | TablesMapping): Promise<Source> {
  const address = parseAddress(options.source);
  const client = await connect(address);
  const close = () => client.end().catch(() => undefined);
  try {
    const names = await tablesOf(client, address.schema);
    const found = await foundTables({ client, address, names }, options.playbook, mapping);
    const part = (table: DatabaseTable, name?: TableName): Part => {
      const columns = name ? columnsFor(inputTable(name), options.playbook.tables) : undefined;
      const renames = mapping?.kind === "tables" && name ? (mapping.tables[name]?.columns ?? {}) : {};
      const open: Part["open"] = (connection, { table: into }) =>
        readTable(connection, { client, address, table, columns, renames, into, ...options }).catch(
          (cause: unknown) => {
            throw problem(cause, address, `${shownTable(table)} cannot be read`);
          },
        );
      return { open };
    };
    if (mapping?.kind === "flat")
      return { flat: part(found.get("flat")!), tables: new Map(), missing: [], ignored: [], close };
    const tables = options.playbook.tables.flatMap((name) => {
      const table = found.get(name);
      return table ? [[name, [part(table, name)]] as const] : [];
    });
    const missing = options.playbook.tables.filter((name) => !found.has(name));
    return { tables: new Map(tables), missing, ignored: nearMisses(names, found, missing), close };
  } catch (cause) {
    await close();
    throw problem(cause, address);
  }
}

export const shownTable = ({ schema, name }: DatabaseTable): string => `${schema}.${name}`;

interface Database {
  readonly client: Client;
  readonly address: Address;
  readonly names: readonly string[];
}

async function foundTables(
  database: Database,
  playbook: Playbook,
  mapping?: Mapping | TablesMapping,
): Promise<Map<TableName | "flat", DatabaseTable>> {
  if (mapping?.kind === "flat") {
    if (mapping.table === undefined) throw noTableNamed(database);
    return new Map([["flat", await named(database, mapping.table, "table")]]);
  }
  const found = new Map<TableName, DatabaseTable>();
  for (const table of playbook.tables) {
    const from = mapping?.tables[table]?.from;
    if (from !== undefined) found.set(table, await named(database, from, `tables.${table}`));
    else if (database.names.includes(table)) found.set(table, { schema: database.address.schema, name: table });
  }
  if (!found.has("customers")) throw noCustomers(database);
  return found;
}

/** `table` in the address's schema, or `schema.table`. */
async function named({ client, address, names }: Database, from: string, place: string): Promise<DatabaseTable> {
  if (names.includes(from)) return { schema: address.schema, name: from };
  const [schema = "", name = ""] = from.split(/\.(.*)/);
  const others = name ? await tablesOf(client, schema) : names;
  if (name && others.includes(name)) return { schema, name };
  const nearest = nearestName(name || from, others);
  throw new UserError({
    what: `the database has no table or view ${from} that this user can see`,
    where: `the mapping, ${place}`,
    allowed: listed(others),
    todo: nearest ? `did you mean ${nearest}?` : "correct the mapping, or write schema.table",
  });
}

/** Tables of ours are named when they look like one that is missing; the other tables of a database are nobody's business. */
function nearMisses(names: readonly string[], found: ReadonlyMap<string, DatabaseTable>, missing: readonly string[]) {
  const taken = new Set([...found.values()].map(({ name }) => name));
  return names
    .filter((name) => !taken.has(name) && !inputTables.some((table) => table.name === name))
    .map((name) => ({ name, nearest: nearestName(name, missing) }))
    .filter(({ nearest }) => nearest !== undefined);
}

const listed = (names: readonly string[]) => (names.length ? names.slice(0, 40).join(", ") : "none is there");

function noCustomers({ address, names }: Database): UserError {
  const nearest = nearestName("customers", names);
  return new UserError({
    what: "the table or view customers is missing",
    where: `${address.shown}, schema ${address.schema}`,
    allowed: `a table or view called customers, or a mapping that names it; this user sees ${listed(names)}`,
    todo: nearest
      ? `say in a mapping that customers is ${nearest}`
      : "add ?schema=NAME to the address, create a view, or write a mapping",
  });
}

const noTableNamed = ({ address, names }: Database) =>
  new UserError({
    what: "the mapping of a flat table does not say which table of the database it is",
    where: address.shown,
    allowed: `"table": one of ${listed(names)}, or schema.table`,
    todo: 'add "table" to the mapping',
  });
