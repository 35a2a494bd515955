import type { DuckDBConnection } from "@duckdb/node-api";
import type { ChurnModel } from "../../src/model/churn/anyModel.js";

export interface MakeOptions {
  /** A table of the working database, which is a file where memory has a limit, instead of a temporary one. */
  readonly isLarge?: boolean;
  /** No dearer to work out than to read back, or read by the next query alone: a cluster does not write it down. */
  readonly isPassing?: boolean;
}

/**
 * Where a run's large tables are made: features, training rows, scores, marts. Queries are written in DuckDB's dialect
 * whatever the engine; what the rest of the run reads is brought to `connection` first.
 */
export interface Engine {
  readonly id: "duckdb" | "spark";
  /** Customer-weeks whose features are made at once; one week must fit whatever the size of the base. */
  readonly batchRows: number;
  /** Whether the cluster sees a file of this machine under the same path; undefined where there is no cluster. */
  readonly sees?: (path: string) => boolean;
  /** Holds staging, and under its own name every table that was made: its rows once they were brought, its columns before. */
  readonly connection: DuckDBConnection;
  /** Makes a table of a query, or makes it anew. */
  make(table: string, query: string, options?: MakeOptions): Promise<void>;
  /** A query under a name: it is run where it is read. */
  view(name: string, query: string): Promise<void>;
  /** Adds rows to a made table, columns by place. */
  append(table: string, query: string): Promise<void>;
  /** Appends the model's p of every row of `source`: (customer_id, as_of, p). @param source a table, or a query in parentheses */
  score(table: string, model: ChurnModel, source: string): Promise<void>;
  drop(table: string): Promise<void>;
  /** Lets later queries read a table of `connection` that the engine did not make. */
  give(table: string): Promise<void>;
  /** Adds rows of `connection` to a table, which the first call makes; before any query reads it. */
  handOver(table: string, query: string): Promise<void>;
  /** Brings rows of a made table to `connection`; those that `where` leaves out stay where they are. */
  bring(table: string, where?: string): Promise<void>;
  /** Lets `connection` read a made table where it lies: its rows are not brought. */
  show(table: string): Promise<void>;
  /** Takes rows out of a table of staging. */
  remove(table: string, where: string): Promise<void>;
  /** Rows of a made table. */
  count(table: string): Promise<number>;
  /** Gives the cluster back: nothing is made any more, and what was brought or shown can be read until the engine is closed. */
  release(): Promise<void>;
  close(): Promise<void>;
}
