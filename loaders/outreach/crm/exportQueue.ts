import { rmSync, writeFileSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Playbook } from "../../../src/playbooks/types.js";
import { execute, rows } from "../../query.js";
import { openWorkspace } from "../../workspace.js";
import { crmCsv } from "./crmCsv.js";
import { crmItems, type CrmItem } from "./crmItems.js";
import { checkCrmUrl, postItem, type CrmTarget, type Posted } from "./postItem.js";

/** Attempts at one item within a run, and over all runs before it is put aside. */
const attemptsARun = 4;
const mostAttempts = 20;

export interface ExportOptions {
  readonly playbook: Playbook;
  readonly warehouse: string;
  readonly runId: string;
  readonly lineage: string;
  readonly asOf: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
  readonly timeoutMs?: number;
  /** Waits between attempts; the first pause is half a second, each next one twice as long. */
  readonly pause?: (ms: number) => Promise<void>;
}

/**
 * Hands this week's queue to the CRM: as CSV beside the warehouse (`….queue.csv`) and, where HOLDFAST_CRM_URL is set, item
 * by item to that address (HOLDFAST_CRM_TOKEN as bearer). An item is in the outbox before it is sent and leaves it only
 * when taken, so nothing is lost while the other side is down; its key stays the same, so nothing arrives twice. What is
 * refused, or failed too often, is put aside in `….crm-dead.ndjson`.
 * @returns items taken by the CRM in this run
 */
export async function exportQueue(options: ExportOptions): Promise<number> {
  const { warehouse, env, log } = options;
  const { HOLDFAST_CRM_URL: url, HOLDFAST_CRM_TOKEN: token } = env;
  if (url) checkCrmUrl(url);
  const workspace = await openWorkspace(warehouse);
  const { connection } = workspace;
  try {
    const items = await crmItems(connection, options);
    writeFileSync(`${warehouse}.queue.csv`, crmCsv(items));
    if (!url) return 0;
    await enqueue(connection, items, options);
    const taken = await sendPending(connection, options, { url, token, timeoutMs: options.timeoutMs ?? 8000 });
    const left = await writeDeadLetters(connection, options);
    log(`  CRM: ${taken} taken, ${left.pending} waiting, ${left.dead} put aside`);
    return taken;
  } finally {
    workspace.close();
  }
}

/** New items go in; waiting ones whose customer need not be contacted any more are withdrawn. */
async function enqueue(
  connection: DuckDBConnection,
  items: readonly CrmItem[],
  { runId, lineage, asOf }: ExportOptions,
) {
  await execute(connection, "begin transaction");
  await execute(
    connection,
    `insert or ignore into warehouse.crm_outbox
     select item->>'key', ?, ?, ?::date, item->>'customer_id', (item->>'rank')::integer, item, 'pending', 0, null
     from (select unnest(from_json(?::json, '["JSON"]')) as item)`,
    [runId, lineage, asOf, JSON.stringify(items)],
  );
  await execute(
    connection,
    `update warehouse.crm_outbox set state = 'withdrawn'
     where state = 'pending' and lineage = ? and customer_id not in (
       select customer_id from warehouse.queue_week where run_id = ? and state in ('open', 'waiting')
     )`,
    [lineage, runId],
  );
  await execute(connection, "commit");
}

async function sendPending(
  connection: DuckDBConnection,
  { lineage, log, pause = wait }: ExportOptions,
  target: CrmTarget,
): Promise<number> {
  const pending = await rows<{ key: string; item: string; attempts: number }>(
    connection,
    `select item_key as key, item, attempts from warehouse.crm_outbox
     where lineage = ? and state = 'pending' order by as_of, rank, item_key`,
    [lineage],
  );
  let taken = 0;
  for (const { key, item, attempts } of pending) {
    const { posted, tries } = await persist(target, { key, item, pause });
    const isDead = posted.kind === "refused" || (posted.kind === "failed" && attempts + tries >= mostAttempts);
    const state = posted.kind === "taken" ? "sent" : isDead ? "dead" : "pending";
    await execute(
      connection,
      "update warehouse.crm_outbox set state = ?, attempts = attempts + ?, last_error = ? where item_key = ?",
      [state, tries, posted.kind === "taken" ? null : posted.reason, key],
    );
    if (posted.kind === "taken") taken++;
    if (posted.kind === "failed") {
      // whoever is down for one is down for all: the rest waits, and is not worn out
      log(`  CRM: ${posted.reason}; the rest waits for the next run`);
      break;
    }
  }
  return taken;
}

async function persist(
  target: CrmTarget,
  { key, item, pause }: { key: string; item: string; pause: (ms: number) => Promise<void> },
): Promise<{ posted: Posted; tries: number }> {
  let posted = await postItem(target, key, item);
  let tries = 1;
  for (; posted.kind === "failed" && tries < attemptsARun; tries++) {
    await pause(500 * 2 ** (tries - 1));
    posted = await postItem(target, key, item);
  }
  return { posted, tries };
}

async function writeDeadLetters(connection: DuckDBConnection, { lineage, warehouse }: ExportOptions) {
  const found = await rows<{ item: string; error: string; state: string }>(
    connection,
    `select item, last_error as error, state from warehouse.crm_outbox
     where lineage = ? and state in ('dead', 'pending') order by as_of, rank, item_key`,
    [lineage],
  );
  const dead = found.filter(({ state }) => state === "dead");
  const file = `${warehouse}.crm-dead.ndjson`;
  if (dead.length) {
    const lines = dead.map(({ item, error }) => `${JSON.stringify({ error, item: JSON.parse(item) as CrmItem })}\n`);
    writeFileSync(file, lines.join(""));
  } else rmSync(file, { force: true });
  return { dead: dead.length, pending: found.length - dead.length };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
