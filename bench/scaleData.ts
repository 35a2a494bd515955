import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { makeSample } from "../loaders/sources/sample/makeSample.js";
import type { SamplePlaybook } from "../loaders/sources/sample/world.js";

export type TableRows = Readonly<Record<string, { readonly rows: number }>>;

export interface Wanted {
  readonly playbook: SamplePlaybook;
  readonly customers: number;
  readonly asOf: string;
  readonly dir: string;
}

/** Customers that a sample has at least, and those that one is made of at most: its making takes memory. */
const [smallest, largest] = [100, 2_000_000];

/**
 * A sample of any size as Parquet in `dir`. Fewer customers than one can have are the first of the smallest; more are several
 * of the largest beside each other, a part each, whose ids begin with the part's number.
 */
export async function scaleData(wanted: Wanted): Promise<TableRows> {
  const { customers, dir } = wanted;
  if (customers >= smallest && customers <= largest) return (await makeSample(options(wanted))).tables;
  const whole = mkdtempSync(join(tmpdir(), "holdfast-scale-"));
  const size = customers < smallest ? smallest : largest;
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  try {
    const { tables } = await makeSample(options({ ...wanted, customers: size, dir: whole }));
    const copy = customers < smallest ? copyFew : copyParts;
    mkdirSync(dir, { recursive: true });
    const rows: Record<string, { rows: number }> = {};
    for (const table of Object.keys(tables)) rows[table] = { rows: await copy(connection, whole, table, wanted) };
    return rows;
  } finally {
    connection.closeSync();
    rmSync(whole, { recursive: true, force: true });
  }
}

const options = ({ playbook, customers, asOf, dir }: Wanted) => ({
  ...{ playbook, customers, asOf, dir },
  ...{ seed: 1, withTruth: false },
});

async function copyFew(
  connection: DuckDBConnection,
  whole: string,
  table: string,
  { customers, dir }: Wanted,
): Promise<number> {
  await connection.run(
    `create or replace table few as select customer_id from '${whole}/customers.parquet' order by 1 limit ${customers}`,
  );
  const names = await columnNames(connection, `${whole}/${table}.parquet`);
  const kept = names.includes("customer_id") ? "semi join few using (customer_id)" : "";
  return copied(connection, `from '${whole}/${table}.parquet' ${kept}`, `${dir}/${table}.parquet`);
}

/** Dictionaries have no ids, and one part. */
async function copyParts(
  connection: DuckDBConnection,
  whole: string,
  table: string,
  { customers, dir }: Wanted,
): Promise<number> {
  const file = `${whole}/${table}.parquet`;
  const ids = (await columnNames(connection, file)).filter((name) => name.endsWith("_id"));
  if (!ids.length) return copied(connection, `from '${file}'`, `${dir}/${table}.parquet`);
  mkdirSync(join(dir, table), { recursive: true });
  let rows = 0;
  for (let part = 1; part <= Math.ceil(customers / largest); part++) {
    const renamed = ids.map((id) => `'${part}-' || ${id} as ${id}`).join(", ");
    const left = customers - (part - 1) * largest;
    const few = `semi join (select customer_id from '${whole}/customers.parquet' order by 1 limit ${left}) using (customer_id)`;
    const query = `select * replace (${renamed}) from '${file}' ${left < largest ? few : ""}`;
    rows += await copied(connection, query, `${dir}/${table}/part-${part}.parquet`);
  }
  return rows;
}

async function copied(connection: DuckDBConnection, query: string, to: string): Promise<number> {
  const done = await connection.runAndReadAll(`copy (${query}) to '${to}' (format parquet, compression snappy)`);
  return Number(done.getRows()[0]![0]);
}

async function columnNames(connection: DuckDBConnection, file: string): Promise<string[]> {
  return (await connection.runAndReadAll(`select * from '${file}' limit 0`)).columnNames();
}
