import { parseArgs } from "node:util";
import { resolve } from "node:path";
import { checkPlaybook } from "../src/playbooks/checkPlaybook.js";
import { playbookById, playbooks } from "../src/playbooks/index.js";
import type { Playbook } from "../src/playbooks/types.js";
import type { Audience } from "../src/pageData.js";
import { previousWeekday } from "./calendar.js";
import { samplePlaybooks } from "./sources/sample/world.js";
import { isDatabase, parseAddress } from "./sources/postgres/address.js";
import { sparkSettings, type SparkSettings } from "./engines/sparkSettings.js";
import { UserError } from "./userError.js";

export interface Options {
  readonly playbook: Playbook;
  /** A folder, a file, `postgres://…` or `sample`. */
  readonly source: string;
  readonly mapping?: string;
  readonly asOf?: string;
  readonly customers: number;
  readonly seed: number;
  readonly warehouse: string;
  /** The cluster that features and scores are made on; undefined: DuckDB, on this machine. */
  readonly spark?: SparkSettings;
  readonly out: string;
  readonly audience: Audience;
  readonly isPlain: boolean;
  /** Seals every customer-level file of a team build; undefined: they are plain. */
  readonly passphrase?: string;
  readonly hasSite: boolean;
  readonly isJson: boolean;
  /** Of a database: nothing is taken from the last run's rows. */
  readonly isFull: boolean;
  readonly hasWords: boolean;
  readonly hasNotify: boolean;
}

const ids = playbooks.map((p) => p.id).join(", ");

export const usage = `usage: npm run weekly -- --playbook ${playbooks.map((p) => p.id).join("|")} --source DIR|FILE|postgres://…|sample
  --mapping FILE         how a flat table (one row a customer) is read, or what tables and columns are called
  --full                 read all rows of the database again, not only those since the last run
  --as-of YYYY-MM-DD     the day to look from; default: the last Monday not after the newest row
  --customers N          size of the sample (20000)
  --seed S               seed of sample, folds and draws (1)
  --warehouse FILE       default data/warehouse/PLAYBOOK.duckdb
  --engine duckdb|spark  this machine (default), or staging, features and scores on an Apache Spark cluster: docs/spark.md
                         本机（默认），或在 Apache Spark 集群上读入数据、算特征和评分：见 docs/spark.md
  --out DIR              site root, default dist
  --audience executive   aggregates only (default); team: customers too
  --plain                a team build without a passphrase, said aloud; without it HOLDFAST_PASSPHRASE seals customers
  --no-site --no-words --no-notify
  --json                 one JSON object on stdout, progress on stderr
`;

const flags = {
  playbook: { type: "string" },
  source: { type: "string" },
  mapping: { type: "string" },
  "as-of": { type: "string" },
  customers: { type: "string", default: "20000" },
  seed: { type: "string", default: "1" },
  warehouse: { type: "string" },
  engine: { type: "string", default: "duckdb" },
  out: { type: "string", default: "dist" },
  audience: { type: "string", default: "executive" },
  plain: { type: "boolean", default: false },
  "no-site": { type: "boolean", default: false },
  "no-words": { type: "boolean", default: false },
  "no-notify": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  full: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/**
 * Command-line arguments of the weekly run. Paths are taken from `cwd`.
 * @throws UserError with exit code 2 that names the argument, what is allowed and what was given
 */
export function parseOptions(args: readonly string[], cwd: string, env: Env = {}): Options | "help" {
  const values = parse(args);
  if (values.help) return "help";
  const playbook = known("playbook", values.playbook, () => playbookById(values.playbook ?? ""));
  inRange(playbook);
  if (!values.source) throw wrong("--source is missing", "a folder, a file, postgres://… or `sample`");
  const isServer = isDatabase(values.source);
  if (isServer) parseAddress(values.source);
  else if (/^\w+:\/\//.test(values.source))
    throw wrong(
      `--source is of a kind this version does not read: ${values.source.replace(/\/\/.*@/, "//…@")}`,
      "a folder, a file, postgres://… or `sample`",
    );
  const asOf = values["as-of"] === undefined ? undefined : isoDate(values["as-of"]);
  if (values.source === "sample") checkSample(playbook, asOf, values.mapping);
  if (values.engine !== "duckdb" && values.engine !== "spark")
    throw wrong(`--engine is unknown: ${values.engine}`, "duckdb, spark");
  if (values.audience !== "executive" && values.audience !== "team")
    throw wrong(`--audience is unknown: ${values.audience}`, "executive, team");
  const passphrase = values.audience === "team" && !values.plain ? readPassphrase(env) : undefined;
  if (values.audience === "team" && values.source !== "sample" && !values.plain && passphrase === undefined)
    throw wrong(
      "--audience team shows customers by name, and no passphrase is set",
      "HOLDFAST_PASSPHRASE in the environment, --plain beside it, said aloud, or --audience executive",
    );
  const warehouse = resolve(cwd, values.warehouse ?? `data/warehouse/${playbook.id}.duckdb`);
  return {
    playbook,
    source: values.source === "sample" || isServer ? values.source : resolve(cwd, values.source),
    mapping: values.mapping && resolve(cwd, values.mapping),
    asOf,
    customers: wholeNumber("--customers", values.customers, 100, 50_000_000),
    seed: wholeNumber("--seed", values.seed, 0, 2 ** 31 - 1),
    warehouse,
    spark: values.engine === "spark" ? sparkSettings(env, { warehouse, playbook: playbook.id }) : undefined,
    out: resolve(cwd, values.out),
    audience: values.audience,
    isPlain: values.plain,
    passphrase,
    hasSite: !values["no-site"],
    isJson: values.json,
    isFull: values.full,
    hasWords: !values["no-words"],
    hasNotify: !values["no-notify"],
  };
}

type Env = Readonly<Record<string, string | undefined>>;

/** A published file can be tried against guesses without end, so a short passphrase protects nothing. */
const fewestCharacters = 12;

/** @throws UserError when it is set and too short; its text is in no message */
export function readPassphrase({ HOLDFAST_PASSPHRASE: passphrase }: Env): string | undefined {
  if (!passphrase) return undefined;
  if ([...passphrase].length < fewestCharacters)
    throw wrong("HOLDFAST_PASSPHRASE is too short", `${fewestCharacters} characters or more`);
  return passphrase;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // an address in the wrong place may hold a password
    throw wrong((error as Error).message.replace(/:\/\/[^'"\s]*/g, "://…"), "the options below");
  }
}

function known<T>(name: string, value: string | undefined, read: () => T): T {
  if (value === undefined) throw wrong(`--${name} is missing`, ids);
  try {
    return read();
  } catch (error) {
    throw wrong((error as Error).message, ids);
  }
}

/** @throws UserError for the first figure or formula of a playbook that cannot be right */
function inRange(playbook: Playbook): void {
  const [problem] = checkPlaybook(playbook);
  if (!problem) return;
  throw new UserError({
    what: `the playbook's ${problem.path.join(".")} cannot be: ${problem.what}`,
    where: `src/playbooks/${playbook.id}.ts`,
    allowed: "as docs/playbook.md says",
    todo: `npm run playbook -- check ${playbook.id} names every line`,
  });
}

/** A sample is simulated up to a day of the playbook's schedule, and is no flat table. */
function checkSample({ id, cadence }: Playbook, asOf: string | undefined, mapping: string | undefined): void {
  if (!samplePlaybooks.some((known) => known === id))
    throw wrong(`there is no sample for the playbook ${id}`, `a sample of ${samplePlaybooks.join(", ")}, or own data`);
  if (mapping !== undefined)
    throw wrong(`--mapping does not go with the sample: ${mapping}`, "a flat file as --source");
  if (asOf !== undefined && previousWeekday(asOf, cadence.weekday) !== asOf)
    throw wrong(
      `--as-of of a sample is not a Monday: ${asOf}`,
      `a Monday, say ${previousWeekday(asOf, cadence.weekday)}`,
    );
}

/** A real calendar day between 1900 and 2100. */
function isoDate(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  const isReal = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  if (!isReal || text < "1900" || text > "2100")
    throw wrong(`--as-of is not a day: ${text}`, "YYYY-MM-DD, from 1900 to 2099");
  return text;
}

function wholeNumber(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < low || value > high)
    throw wrong(`${name} is not a whole number: ${text}`, `${low} to ${high}`);
  return value;
}

function wrong(what: string, allowed: string): UserError {
  return new UserError({ what, where: "the command line", allowed, todo: "see --help" });
}
