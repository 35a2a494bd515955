import { mkdirSync, rmSync } from "node:fs";
import { join, sep } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { ChurnModel } from "../../src/model/churn/anyModel.js";
import { churnProbabilityQuery } from "../../src/model/churn/sql.js";
import { columnTypes, execute, row, rows } from "../query.js";
import { inputTables } from "../sources/tables.js";
import { quoteIdentifier, quoteLiteral } from "../sqlText.js";
import type { Engine, MakeOptions } from "./engine.js";
import { SparkSession, type Statement } from "./sparkSession.js";
import type { SparkSettings } from "./sparkSettings.js";
import { sparkSql } from "./sparkSql.js";

/** Columns that say who a customer is stay here. */
const personal = new Set(
  inputTables.flatMap(({ name: table, columns }) =>
    columns.filter(({ isPersonal }) => isPersonal).map(({ name }) => `staging.${table}.${name}`),
  ),
);

/**
 * A cluster: queries run on Apache Spark, tables are Parquet on storage that all of it shares. Statements are collected until
 * somebody asks for rows, so that the cluster gets them together. Each table has an empty twin in DuckDB, which says what its
 * columns and types are, and takes the rows that come back.
 */
export class SparkEngine implements Engine {
  readonly id = "spark";
  readonly batchRows = Infinity;
  private session: SparkSession | undefined;
  private waiting: Statement[] = [];
  private readonly places = new Map<string, string>();
  private readonly orders = new Map<string, string>();
  /** Tables that DuckDB reads where Spark wrote them. */
  private readonly shown = new Set<string>();
  private made = 0;
  private handed = 0;

  constructor(
    readonly connection: DuckDBConnection,
    private readonly settings: SparkSettings,
    private readonly log: (line: string) => void,
  ) {
    rmSync(settings.store, { recursive: true, force: true });
    mkdirSync(settings.store, { recursive: true });
  }

  sees(path: string): boolean {
    const { master, shared } = this.settings;
    return master.startsWith("local") || (shared !== undefined && path.startsWith(`${shared}${sep}`));
  }

  async make(table: string, query: string, { isPassing = false }: MakeOptions = {}): Promise<void> {
    await this.giveStaging();
    await execute(this.connection, `create or replace table ${table} as select * from (${query}) limit 0`);
    this.orders.set(table, /\border by ([\w., ]+)$/.exec(query.trim())?.[1]?.replaceAll(/\w+\./g, "") ?? "");
    const from = await sparkSql(this.connection, query);
    if (isPassing) return this.name(table, from);
    const sql = `${this.created(table, this.place(table))} as ${from}`;
    this.waiting.push({ label: table, sql, isQuery: true });
  }

  async view(name: string, query: string): Promise<void> {
    await execute(this.connection, `create or replace temp view ${name} as ${query}`);
    this.name(name, await sparkSql(this.connection, query));
  }

  async append(table: string, query: string): Promise<void> {
    const from = await sparkSql(this.connection, query);
    this.waiting.push({ label: table, sql: `insert into ${sparkName(table)} ${from}`, isQuery: true });
  }

  /** The model runs where the rows are, as SQL. */
  score(table: string, model: ChurnModel, source: string): Promise<void> {
    return this.append(table, churnProbabilityQuery(model, ["customer_id", "as_of"], source));
  }

  /** Its files go with the others: queries that were collected may still read them. */
  async drop(table: string): Promise<void> {
    await execute(this.connection, `drop ${this.shown.delete(table) ? "view" : "table"} ${table}`);
    this.places.delete(table);
  }

  async give(table: string): Promise<void> {
    await this.giveStaging();
    await this.write(table, `from ${table}`);
  }

  async handOver(table: string, query: string): Promise<void> {
    if (!this.places.has(table)) {
      await execute(this.connection, `create or replace table ${table} as from (${query}) limit 0`);
      const place = this.place(table);
      mkdirSync(place);
      this.waiting.push({ label: table, sql: this.created(table, place) });
    }
    const file = join(this.places.get(table)!, `${String(++this.handed).padStart(6, "0")}.parquet`);
    await execute(this.connection, `copy (${query}) to ${quoteLiteral(file)} (format parquet)`);
  }

  async bring(table: string, where = "true"): Promise<void> {
    await this.flush();
    const columns = await this.columns(table);
    // Spark's files come in any order: the query's own is made here
    const order = this.orders.get(table);
    await execute(
      this.connection,
      `delete from ${table}; insert into ${table} select ${columns.join(", ")} from ${this.files(table)} where ${where}
       ${order ? `order by ${order}` : ""}`,
    );
  }

  async show(table: string): Promise<void> {
    await this.flush();
    const columns = await this.columns(table);
    const twin = this.shown.has(table) ? "" : `drop table ${table};`;
    const select = `select ${columns.join(", ")} from ${this.files(table)}`;
    await execute(this.connection, `${twin} create or replace view ${table} as ${select}`);
    this.shown.add(table);
  }

  async remove(table: string, where: string): Promise<void> {
    if (!this.shown.has(table)) {
      await execute(this.connection, `delete from ${table} where ${where}`);
      if (this.places.has(table)) await this.giveStaged(table);
      return;
    }
    await this.make("remaining", `select * from ${table} where not coalesce(${where}, false)`);
    const place = this.places.get("remaining")!;
    this.places.set(table, place);
    this.waiting.push({ label: table, sql: this.created(table, place) });
    await this.show(table);
  }

  async count(table: string): Promise<number> {
    await this.flush();
    return (await row<{ n: number }>(this.connection, `select count(*) as n from ${this.files(table)}`)).n;
  }

  async release(): Promise<void> {
    await this.session?.close();
  }

  /** Closing twice does nothing. */
  async close(): Promise<void> {
    await this.release();
    rmSync(this.settings.store, { recursive: true, force: true });
  }

  private async flush(): Promise<void> {
    const statements = this.waiting;
    this.waiting = [];
    if (!statements.length) return;
    if (!this.session) statements.unshift({ label: "staging", sql: "create database if not exists staging" });
    this.session ??= SparkSession.start(this.settings, this.log);
    await this.session.run(statements);
  }

  /** What was ingested since, and is not on the cluster already. */
  private async giveStaging(): Promise<void> {
    const tables = await rows<{ name: string }>(
      this.connection,
      "select table_name as name from duckdb_tables() where schema_name = 'staging' and table_name not in ('rejects', 'audit') order by 1",
    );
    for (const { name } of tables) if (!this.places.has(`staging.${name}`)) await this.giveStaged(`staging.${name}`);
  }

  private async giveStaged(table: string): Promise<void> {
    const columns = (await columnTypes(this.connection, table)).map(({ name }) => name);
    const kept = columns.filter((name) => !personal.has(`${table}.${name}`)).map(quoteIdentifier);
    await this.write(table, `select ${kept.join(", ")} from ${table}`);
  }

  /** Writes rows of this machine for the cluster. */
  private async write(table: string, query: string): Promise<void> {
    const place = this.place(table);
    await execute(this.connection, `copy (${query}) to ${quoteLiteral(place)} (format parquet, per_thread_output)`);
    this.waiting.push({ label: table, sql: this.created(table, place) });
  }

  private name(view: string, query: string): void {
    this.waiting.push({ label: view, sql: `create or replace temporary view \`${view}\` as ${query}` });
  }

  /** A new folder for a table: one that is made anew does not write over what is being read. */
  private place(table: string): string {
    const place = join(this.settings.store, `${String(++this.made).padStart(3, "0")}-${table}`);
    this.places.set(table, place);
    return place;
  }

  /** A table over a folder's files, to which a query may be added that writes them. */
  private created(table: string, place: string): string {
    const name = sparkName(table);
    return `drop table if exists ${name};\ncreate table ${name} using parquet location '${place}'`;
  }

  /** A made table's columns as DuckDB has them, of rows in Spark's files. */
  private async columns(table: string): Promise<string[]> {
    const columns = await columnTypes(this.connection, table);
    return columns.map(({ name, type }) => `cast(${quoteIdentifier(name)} as ${type}) as ${quoteIdentifier(name)}`);
  }

  private files(table: string): string {
    return `read_parquet(${quoteLiteral(join(this.places.get(table)!, "*.parquet"))})`;
  }
}

const sparkName = (table: string): string =>
  table
    .split(".")
    .map((part) => `\`${part}\``)
    .join(".");
