import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { execute, sqlFile } from "./query.js";
import { quoteLiteral } from "./sqlText.js";
import { UserError } from "./userError.js";

export interface Workspace {
  /** Staging and everything half-done live in the connection's own database; the warehouse is attached as `warehouse`. */
  readonly connection: DuckDBConnection;
  readonly isOpen: boolean;
  /** Closing twice does nothing. */
  close(): void;
}

/**
 * Opens a fresh working database for a run; the warehouse beside it is written in one transaction only, at commit. A run
 * that dies leaves the warehouse as it was. Work lies in memory, half the time of a file's; with a limit of memory
 * (`HOLDFAST_MEMORY`) it lies in a compressed file beside the warehouse. What a dead run left of one the next drops.
 */
export async function openWorkspace(warehouse: string): Promise<Workspace> {
  mkdirSync(dirname(warehouse), { recursive: true });
  const work = `${warehouse}.work`;
  const drop = () =>
    [work, `${work}.wal`, `${work}.tmp`].forEach((file) => rmSync(file, { recursive: true, force: true }));
  drop();
  const limit = process.env.HOLDFAST_MEMORY;
  const instance = await DuckDBInstance.create(":memory:", {
    temp_directory: `${work}.tmp`,
    ...(limit ? { memory_limit: limit } : {}),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  let isOpen = true;
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    connection.closeSync();
    instance.closeSync();
    drop();
  };
  try {
    await execute(connection, `attach ${quoteLiteral(warehouse)} as warehouse`);
    await execute(connection, `use warehouse.main; ${sqlFile("schema")}`);
    await execute(
      connection,
      `attach ${quoteLiteral(limit ? work : ":memory:")} as work; use work.main; set TimeZone = 'UTC'`,
    );
  } catch (error) {
    close();
    throw new UserError(
      {
        what: `the warehouse cannot be opened: ${(error as Error).message.split("\n")[0]}`,
        where: warehouse,
        allowed: "a DuckDB file that no other process holds open",
        todo: "close the other process; if the file is damaged, move it away and run again: the history is rebuilt from the source",
      },
      1,
      { cause: error },
    );
  }
  return {
    connection,
    close,
    get isOpen() {
      return isOpen;
    },
  };
}
