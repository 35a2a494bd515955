/** `npm run rollback -- --playbook P`: shows the site before again, and takes the run out of the history. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { DuckDBConnection } from "@duckdb/node-api";
import { playbookById, playbooks } from "../src/playbooks/index.js";
import { runCommand, type CommandIo, type Outcome } from "./command.js";
import { markPublished } from "./commit.js";
import { takeLock } from "./lock.js";
import { publishedGeneration, rollbackSite, type Generation } from "./publish/swap.js";
import { writeRootIndex } from "./publish/rootIndex.js";
import { execute, rows } from "./query.js";
import { UserError } from "./userError.js";
import { openWorkspace } from "./workspace.js";

const ids = playbooks.map(({ id }) => id).join("|");

export const usage = `usage: npm run rollback -- --playbook ${ids} [--out DIR] [--warehouse FILE] [--json]
  Shows the site before the published one again. The run that is shown now leaves the history: later runs do not build
  on it, its messages that still wait are dropped, and letters nobody touched with them.
  --out DIR          site root, default dist
  --warehouse FILE   default data/warehouse/PLAYBOOK.duckdb
  --json             one JSON object on stdout
`;

interface Options {
  readonly playbook: string;
  readonly out: string;
  readonly warehouse: string;
  /** Where `npm run build` finds the last run's page data. */
  readonly pageData: string;
}

/** What became of the run that is shown now: in the history again, or replaced by a later run of its week. */
type InHistory = "published" | "not_kept" | "no_warehouse";

/**
 * Marks first and moves the link last: a run that died in between is shown still, and counts as published again at the
 * next start.
 * @throws UserError (exit 1) when nothing is published or nothing lies before it
 */
export async function rollback({ playbook, out, warehouse, pageData }: Options): Promise<Outcome> {
  const release = takeLock(`${warehouse}.lock`);
  try {
    const shown = publishedGeneration(out, playbook);
    const before = shown && rollbackSite(out, playbook, { isDryRun: true });
    if (!shown || !before) throw nothingBefore(out, playbook, shown);
    const inHistory = await markRolledBack(warehouse, shown, before);
    rollbackSite(out, playbook);
    dropPageData(pageData, shown);
    await writeRootIndex(out);
    return outcome(playbook, shown, before, inHistory);
  } finally {
    release();
  }
}

async function markRolledBack(warehouse: string, shown: Generation, before: Generation): Promise<InHistory> {
  if (!existsSync(warehouse)) return "no_warehouse";
  const workspace = await openWorkspace(warehouse);
  const { connection } = workspace;
  try {
    await execute(connection, "update warehouse.run set status = 'rolled_back' where run_id = ?", [shown.runId]);
    await dropWaiting(connection, shown.runId);
    const [kept] = await rows<{ status: string }>(connection, "select status from warehouse.run where run_id = ?", [
      before.runId,
    ]);
    if (kept && kept.status !== "published") await markPublished(connection, before.runId);
    await execute(connection, "checkpoint warehouse");
    return kept ? "published" : "not_kept";
  } finally {
    workspace.close();
  }
}

/** Nothing of a run that was taken back goes out any more; what somebody approved stays for that person to decide. */
async function dropWaiting(connection: DuckDBConnection, runId: string): Promise<void> {
  for (const sql of [
    "delete from warehouse.outbox where run_id = ? and state = 'pending'",
    "delete from warehouse.crm_outbox where run_id = ? and state = 'pending'",
    "delete from warehouse.draft where run_id = ? and state = 'DRAFT' and writer != 'person'",
  ])
    await execute(connection, sql, [runId]);
}

/** `npm run build` would publish the run that was just taken back. */
function dropPageData(folder: string, { runId }: Generation): void {
  try {
    const { run } = JSON.parse(readFileSync(join(folder, "ceo.json"), "utf8")) as { run: { runId: string } };
    if (run.runId === runId) rmSync(folder, { recursive: true, force: true });
  } catch {
    // no page data, or none that a build could read
  }
}

function outcome(playbook: string, shown: Generation, before: Generation, inHistory: InHistory): Outcome {
  const run = ({ runId, asOf }: Generation) => ({ run_id: runId, as_of: asOf });
  const notes: Record<InHistory, string[]> = {
    published: [],
    not_kept: [
      `  the warehouse does not hold run ${before.runId} any more: a later run of its week had replaced it. Run the week again.`,
    ],
    no_warehouse: ["  there is no warehouse here: only the site was moved back"],
  };
  return {
    json: { playbook, rolled_back: run(shown), published: run(before), history: inHistory },
    lines: [
      `${playbook}: shows run ${before.runId} of ${before.asOf} again; run ${shown.runId} of ${shown.asOf} is taken back`,
      ...notes[inHistory],
    ],
    exitCode: 0,
  };
}

function nothingBefore(out: string, playbook: string, shown: Generation | undefined): UserError {
  return new UserError(
    {
      what: shown ? "there is no site before the one that is shown" : "nothing is published",
      where: join(out, playbook),
      allowed: "a site that replaced another of the same audience",
      todo: shown ? "run the week again from the data it should show" : "publish a week first: npm run weekly",
    },
    1,
  );
}

function parse(args: readonly string[], cwd: string): Options | "help" {
  const options = {
    playbook: { type: "string" },
    out: { type: "string", default: "dist" },
    warehouse: { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    if (values.help) return "help";
    const { id } = playbookById(values.playbook ?? "");
    return {
      playbook: id,
      out: resolve(cwd, values.out),
      warehouse: resolve(cwd, values.warehouse ?? `data/warehouse/${id}.duckdb`),
      pageData: join(fileURLToPath(new URL("..", import.meta.url)), ".holdfast/page-data", id),
    };
  } catch (error) {
    const todo = "see npm run rollback -- --help";
    throw new UserError({
      what: (error as Error).message,
      where: "the command line",
      allowed: `--playbook ${ids}`,
      todo,
    });
  }
}

/** @returns exit code: 0 rolled back, 1 nothing to go back to, 2 usage */
export function main(args: readonly string[], cwd: string, io?: CommandIo): Promise<number> {
  return runCommand(
    args,
    async () => {
      const options = parse(args, cwd);
      return options === "help" ? { json: { usage }, lines: [usage.trimEnd()], exitCode: 0 } : rollback(options);
    },
    io,
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main(process.argv.slice(2), process.cwd());
