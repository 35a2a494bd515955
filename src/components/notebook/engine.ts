import { AsyncDuckDB, type AsyncDuckDBConnection, VoidLogger } from "@duckdb/duckdb-wasm";
import type { FilledTable } from "../../pageData.js";
import { arrowTable } from "./arrowTable.js";
import { engineFiles, engineFolder } from "./engineFiles.js";
import { queryResult, type QueryResult } from "./queryResult.js";

export interface Engine {
  /** @throws the engine's error; `queryProblem` reads it */
  query(sql: string): Promise<QueryResult>;
  /** Ends the engine and what it is doing. */
  stop(): void;
}

/** Nothing is read from or written to elsewhere, and no query can change that. */
const confinement = [
  "set autoinstall_known_extensions = false",
  "set autoload_known_extensions = false",
  "set errors_as_json = true",
  "set enable_external_access = false",
  "set lock_configuration = true",
];

/** Starts DuckDB-Wasm from the site itself and gives it the week's tables, which are on their way meanwhile. */
export async function startEngine(loading: Promise<readonly FilledTable[]>): Promise<Engine> {
  const folder = new URL(`../${engineFolder}/`, location.href);
  const worker = await blobWorker(new URL(engineFiles.worker, folder));
  const database = new AsyncDuckDB(new VoidLogger(), worker);
  await database.instantiate(new URL(engineFiles.program, folder).href);
  await database.open({ query: { castBigIntToDouble: true, castDecimalToDouble: true } });
  const connection = await database.connect();
  for (const table of await loading)
    await connection.insertArrowTable(arrowTable(table), { name: table.name, create: true });
  for (const statement of confinement) await connection.query(statement);
  return { query: (sql) => timed(connection, sql), stop: () => worker.terminate() };
}

/** From a blob, since the page's policy does not confine a worker from a file. */
async function blobWorker(address: URL): Promise<Worker> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the query engine is not part of this site: ${address.pathname} (${answer.status})`);
  const url = URL.createObjectURL(new Blob([await answer.text()], { type: "text/javascript" }));
  try {
    return new Worker(url);
  } finally {
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}

async function timed(connection: AsyncDuckDBConnection, sql: string): Promise<QueryResult> {
  const start = performance.now();
  const table = await connection.query(sql);
  return queryResult(table, performance.now() - start);
}
