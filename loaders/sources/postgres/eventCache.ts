import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DatabaseColumn } from "./describe.js";
import { addDays } from "../../calendar.js";
import { row } from "../../query.js";
import { quoteIdentifier, quoteLiteral } from "../../sqlText.js";

/** Days before the newest kept row that are read again each time: rows restated later than that need a full read. */
export const restatedDays = 35;

export interface KeptEvents {
  /** YYYY-MM-DD; kept rows are dated before it, and what is dated on or after it has to be read. */
  readonly before: string;
  readonly rows: number;
}

interface State {
  readonly columns: readonly string[];
  readonly readOn: string;
}

/**
 * Event rows of one database table, kept from run to run beside the warehouse. Another address, table, column or type is
 * another cache; a damaged one counts as none.
 */
export class EventCache {
  private readonly file: string;
  private readonly stateFile: string;
  private readonly columns: readonly string[];
  private readonly day: string;

  constructor(
    private readonly folder: string,
    { key, columns, date }: { key: string; columns: readonly DatabaseColumn[]; date: DatabaseColumn },
  ) {
    const name = createHash("sha256").update(key).digest("hex").slice(0, 16);
    this.file = join(folder, `${name}.parquet`);
    this.stateFile = join(folder, `${name}.json`);
    this.columns = columns.map((column) => `${column.name} ${column.type}`);
    this.day = `c${columns.indexOf(date)}`;
  }

  /** Puts the kept rows that need not be read again into a temporary table; undefined when there are none. */
  async load(connection: DuckDBConnection, into: string): Promise<KeptEvents | undefined> {
    const state = this.state();
    if (!state) return undefined;
    const kept = `read_parquet(${quoteLiteral(this.file)})`;
    try {
      // a row dated in the future must not keep the present from being read
      const { newest } = await row<{ newest: string | null }>(
        connection,
        `select max(left(${this.day}, 10)) as newest from ${kept} where left(${this.day}, 10) <= ${quoteLiteral(state.readOn)}`,
      );
      if (newest === null) return undefined;
      const before = addDays(newest, -restatedDays);
      const older = `select * from ${kept} where ${this.day} < ${quoteLiteral(before)}`;
      await connection.run(`create or replace temp table ${quoteIdentifier(into)} as ${older}`);
      const { rows } = await row<{ rows: number }>(connection, `select count(*) as rows from ${quoteIdentifier(into)}`);
      return { before, rows };
    } catch {
      return undefined;
    }
  }

  async save(connection: DuckDBConnection, from: string, readOn: string): Promise<void> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const part = `${this.file}.part`;
    await connection.run(`copy ${quoteIdentifier(from)} to ${quoteLiteral(part)} (format parquet)`);
    chmodSync(part, 0o600);
    // a kill between the two leaves no state: everything is read again
    rmSync(this.stateFile, { force: true });
    renameSync(part, this.file);
    const state: State = { columns: this.columns, readOn };
    writeFileSync(`${this.stateFile}.part`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${this.stateFile}.part`, this.stateFile);
  }

  private state(): State | undefined {
    if (!existsSync(this.stateFile) || !existsSync(this.file)) return undefined;
    try {
      const state = JSON.parse(readFileSync(this.stateFile, "utf8")) as State;
      return JSON.stringify(state.columns) === JSON.stringify(this.columns) ? state : undefined;
    } catch {
      return undefined;
    }
  }
}
