import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SparkEngine } from "../../../loaders/engines/sparkEngine.js";
import { columnTypes, execute, rows } from "../../../loaders/query.js";
import { connect } from "../sources/staging.js";

/**
 * A stand-in for spark-sql that writes each made table's rows as the test says, whatever the query: `made` has a Parquet
 * file a table.
 */
const standIn = (made: string) => `#!${process.execPath}
const { createInterface } = require("node:readline");
const { copyFileSync, mkdirSync, readFileSync, existsSync } = require("node:fs");
console.error("Spark master: local, Application Id: app-7");
const run = (sql) => {
  const parts = /concat\\('(.*)', '(.*)'\\)/.exec(sql);
  if (parts) console.log(parts[1] + parts[2]);
  const table = /^create table (\\S+) using parquet location '(.*?)' as/.exec(sql);
  if (!table) return;
  mkdirSync(table[2], { recursive: true });
  const file = "${made}/" + table[1].replaceAll("\`", "") + ".parquet";
  if (existsSync(file)) copyFileSync(file, table[2] + "/part-0.parquet");
};
createInterface({ input: process.stdin }).on("line", (line) => {
  if (line.startsWith("quit")) process.exit(0);
  const file = /^source (.*);/.exec(line)?.[1];
  if (file) readFileSync(file, "utf8").split(";\\n").forEach(run);
  else run(line);
});
`;

let folder: string;
let connection: DuckDBConnection;
let engine: SparkEngine;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-engine-"));
  const program = join(folder, "spark-sql");
  writeFileSync(program, standIn(folder));
  chmodSync(program, 0o755);
  connection = await connect();
  await execute(connection, "create schema staging");
  const settings = {
    program,
    master: "spark://master:7077",
    store: join(folder, "lake/run"),
    shared: join(folder, "lake"),
    name: "test",
  };
  engine = new SparkEngine(connection, settings, () => undefined);
  return () => engine.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const store = () => join(folder, "lake/run");
const sent = () =>
  readdirSync(join(store(), "home"))
    .filter((file) => file.endsWith(".sql"))
    .map((file) => readFileSync(join(store(), "home", file), "utf8"))
    .join("\n");
const given = (table: string) => {
  const place = readdirSync(store()).find((name) => name.endsWith(table))!;
  return `read_parquet('${join(store(), place)}/*.parquet')`;
};

/** What the stand-in answers when a table is made. */
const answer = (table: string, query: string) =>
  execute(connection, `copy (${query}) to '${join(folder, `${table}.parquet`)}' (format parquet)`);

describe("a cluster as an engine", () => {
  it("sees what lies on the shared storage, and nothing beside it", () => {
    expect(engine.sees(join(folder, "lake/customers.parquet"))).toBe(true);
    expect(engine.sees(join(folder, "lake.parquet"))).toBe(false);
    expect(engine.sees("/elsewhere/customers.parquet")).toBe(false);
  });

  it("gets tables of this machine without what says who a customer is", async () => {
    await execute(
      connection,
      "create table staging.customers as select 'c1' as customer_id, 'Ann' as name, 'a@b.example' as contact_email, 'Ann' as contact_name, 'boss' as contact_role, '1' as phone, 'north' as region",
    );
    await engine.view("known", "select customer_id from staging.customers");
    await answer("panel", "select 'c1' as customer_id");
    await engine.make("panel", "select customer_id from staging.customers");
    await engine.bring("panel");
    expect((await columnTypes(connection, `(from ${given("staging.customers")})`)).map(({ name }) => name)).toEqual([
      "customer_id",
      "region",
    ]);
    expect(await rows(connection, "select * from panel")).toEqual([{ customer_id: "c1" }]);
  });

  it("takes rows of this machine batch by batch: one table, a file each, none kept here", async () => {
    for (const day of [1, 2, 3]) await engine.handOver("typed", `select ${day} as day, 'x' as text`);
    expect(await rows(connection, `select day from ${given("typed")} order by 1`)).toEqual([
      { day: 1 },
      { day: 2 },
      { day: 3 },
    ]);
    expect(await rows(connection, "select * from typed")).toEqual([]);
    expect(await columnTypes(connection, "typed")).toEqual([
      { name: "day", type: "INTEGER" },
      { name: "text", type: "VARCHAR" },
    ]);
    await answer("made", "select 1 as day");
    await engine.make("made", "select day from typed");
    await engine.count("made");
    expect(sent().match(/create table `typed`/g)).toHaveLength(1);
    // another table of that name begins anew
    await engine.drop("typed");
    await engine.handOver("typed", "select 'new' as word");
    expect((await columnTypes(connection, "typed")).map(({ name }) => name)).toEqual(["word"]);
  });

  it("shows a table where it lies, until the engine is closed: a released cluster leaves it readable", async () => {
    await answer(
      "staging.customers",
      "select 'c1' as customer_id, 7::bigint as remaining_ltv union all select 'c2', null",
    );
    await execute(connection, "create table incoming as select 'c1' as customer_id, 7::double as remaining_ltv");
    await engine.handOver("typed", "from incoming");
    await engine.make("staging.customers", "select * from typed");
    await engine.show("staging.customers");
    const ids = "select customer_id, remaining_ltv from staging.customers order by 1";
    const all = [
      { customer_id: "c1", remaining_ltv: 7 },
      { customer_id: "c2", remaining_ltv: null },
    ];
    expect(await rows(connection, ids)).toEqual(all);
    // as the dictionary has it, whatever the file says
    expect((await columnTypes(connection, "staging.customers"))[1]).toEqual({ name: "remaining_ltv", type: "DOUBLE" });
    await engine.release();
    expect(await rows(connection, ids)).toEqual(all);
    await engine.close();
    expect(existsSync(store())).toBe(false);
  });

  it("takes rows out of a table that is shown by making it anew", async () => {
    await answer("staging.customers", "select unnest(['c1', 'c2']) as customer_id");
    await answer("remaining", "select 'c1' as customer_id");
    await engine.handOver("typed", "select 'c1' as customer_id");
    await engine.make("staging.customers", "select * from typed");
    await engine.show("staging.customers");
    await engine.remove("staging.customers", "customer_id = 'c2'");
    expect(await rows(connection, "select * from staging.customers")).toEqual([{ customer_id: "c1" }]);
    expect(sent()).toContain("from `staging`.`customers` where not coalesce(`customer_id` = 'c2', ");
  });
});
