import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { playbookById } from "../../../src/playbooks/index.js";
import type { Playbook } from "../../../src/playbooks/types.js";
import { execute, row, sqlFile } from "../../query.js";
import { quoteLiteral } from "../../sqlText.js";
import { aftersalesWorld } from "./aftersalesWorld.js";
import { loadWorld } from "./loadWorld.js";
import type { Occupancy } from "./occupancy.js";
import { saasWorld } from "./saasWorld.js";
import { sampleVariables } from "./sampleVariables.js";
import type { SamplePlaybook, World } from "./world.js";

export interface SampleOptions {
  readonly playbook: SamplePlaybook;
  /** Rows of `customers`, 100 or more: those still there and those who left during the window. */
  readonly customers: number;
  /** Whole number; the same seed, options and code write the same bytes. */
  readonly seed: number;
  /** A Monday, YYYY-MM-DD; nothing is dated later. */
  readonly asOf: string;
  /** Folder the files go to; made when missing, files of the same name are replaced. */
  readonly dir: string;
  /** Another truth than the built-in one: `{...aftersalesWorld, programme: {...}}`. */
  readonly world?: World;
  /** Leave out `truth/`: what a weekly run does not read need not be written. */
  readonly withTruth?: boolean;
}

export interface Sample {
  readonly dir: string;
  readonly tables: Readonly<Record<string, { readonly rows: number }>>;
  readonly ms: number;
}

const worlds: Readonly<Record<SamplePlaybook, World>> = { aftersales: aftersalesWorld, saas: saasWorld };

/**
 * Simulates a business with known truth: every input table of the playbook as `dir/<table>.parquet`, and in `dir/truth/` the
 * exact risk of every customer and Monday (`customer_week`), the effect of every strategy (`effect`) and who would respond
 * (`assignment`). Risk is a latent level that moves as a Markov chain; everything visible is drawn from that level.
 * @throws RangeError for fewer than 100 customers, a seed that is no whole number or an `asOf` that is no Monday
 */
export async function makeSample(options: SampleOptions): Promise<Sample> {
  const began = performance.now();
  const world = options.world ?? worlds[options.playbook];
  check(options);
  const instance = await DuckDBInstance.create(":memory:", { preserve_insertion_order: "true" });
  const connection = await instance.connect();
  try {
    await mkdir(join(options.dir, "truth"), { recursive: true });
    await simulate(connection, options, world);
    const tables = await writeTables(connection, options, playbookById(options.playbook));
    return { dir: options.dir, tables, ms: performance.now() - began };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function simulate(connection: DuckDBConnection, options: SampleOptions, world: World): Promise<void> {
  const playbook = playbookById(options.playbook);
  const mix: Occupancy = await loadWorld(connection, world, playbook, options.asOf);
  const variables = sampleVariables(world, playbook, mix, options);
  for (const [name, value] of Object.entries(variables)) {
    await execute(connection, `set variable ${name} = ${quoteLiteral(value)}`);
  }
  await execute(connection, sqlFile("sample/chain/macros"));
  await execute(connection, sqlFile("sample/chain/population"));
  const stepSql = sqlFile("sample/chain/step");
  const programmeStep = variables.programme_day / (7 * world.chain.weeksPerStep);
  for (let step = 0; step <= world.steps; step++) {
    await execute(
      connection,
      `set variable step = ${step}; set variable is_programme = ${step >= Math.floor(programmeStep)}`,
    );
    await execute(connection, stepSql);
  }
  await execute(connection, sqlFile("sample/chain/customers"));
  const { n } = await row<{ n: number }>(connection, "select count(*) as n from customer");
  if (n !== options.customers)
    throw new RangeError(`simulated too few customers; needed ${options.customers}, received ${n}`);
  await execute(connection, sqlFile("sample/chain/interventions"));
  await execute(connection, sqlFile(`sample/${options.playbook}/profile`));
}

async function writeTables(
  connection: DuckDBConnection,
  options: SampleOptions,
  playbook: Playbook,
): Promise<Sample["tables"]> {
  const written: Record<string, { rows: number }> = {};
  for (const table of playbook.tables) {
    const file = table === "interventions" ? "sample/chain/interventions_table" : `sample/${options.playbook}/${table}`;
    written[table] = { rows: await copy(connection, file, join(options.dir, `${table}.parquet`)) };
  }
  if (options.withTruth === false) return written;
  for (const table of ["customer_week", "effect", "assignment"]) {
    await copy(connection, `sample/chain/truth_${table}`, join(options.dir, "truth", `${table}.parquet`));
  }
  return written;
}

async function copy(connection: DuckDBConnection, file: string, to: string): Promise<number> {
  const sql = `copy (${sqlFile(file)}) to ${quoteLiteral(to)} (format parquet, compression snappy)`;
  return (await row<{ Count: number }>(connection, sql)).Count;
}

function check({ customers, seed, asOf }: SampleOptions): void {
  if (!Number.isInteger(customers) || customers < 100)
    throw new RangeError(`customers must be a whole number from 100: ${customers}`);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a whole number: ${seed}`);
  if (new Date(`${asOf}T00:00:00Z`).getUTCDay() !== 1) throw new RangeError(`asOf must be a Monday: ${asOf}`);
}
