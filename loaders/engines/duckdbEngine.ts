import type { DuckDBConnection } from "@duckdb/node-api";
import { scoreRows } from "../model/scoreRows.js";
import { execute, row } from "../query.js";
import type { Engine } from "./engine.js";

/** One machine: everything is made where it is read. */
export function duckdbEngine(connection: DuckDBConnection): Engine {
  return {
    id: "duckdb",
    batchRows: 2_000_000,
    connection,
    make: (table, query, { isLarge = false } = {}) =>
      execute(connection, `create or replace ${isLarge ? "" : "temp "}table ${table} as ${query}`),
    view: (name, query) => execute(connection, `create or replace temp view ${name} as ${query}`),
    append: (table, query) => execute(connection, `insert into ${table} ${query}`),
    score: (table, model, source) => scoreRows(connection, model, source, table),
    drop: (table) => execute(connection, `drop table ${table}`),
    give: () => Promise.resolve(),
    handOver: (table, query) =>
      execute(
        connection,
        `create table if not exists ${table} as from (${query}) limit 0; insert into ${table} ${query}`,
      ),
    bring: () => Promise.resolve(),
    show: () => Promise.resolve(),
    remove: (table, where) => execute(connection, `delete from ${table} where ${where}`),
    count: async (table) => (await row<{ n: number }>(connection, `select count(*) as n from ${table}`)).n,
    release: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
