import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execute, rows } from "../../../loaders/query.js";
import { letterHash } from "../../../loaders/words/letter.js";
import { openWorkspace } from "../../../loaders/workspace.js";
import { record } from "../record.js";
import { openMailServer, stages, type MailServer, type Stage } from "./mailServer.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const isQuick = process.env["HOLDFAST_VERIFY"] === "quick";
const letters = 5;
/** At which letter, and how far it is. */
const moments = isQuick
  ? ([["the text has arrived", 2]] as const)
  : stages.flatMap((stage) => [1, 3, letters].map((letter) => [stage, letter] as const));

const folder = mkdtempSync(join(tmpdir(), "holdfast-killed-send-"));
const baseline = join(folder, "baseline.duckdb");
let server: MailServer;
let held = 0;

beforeAll(async () => {
  server = await openMailServer();
  await inWarehouse(baseline, async (connection) => {
    for (let i = 1; i <= letters; i++) {
      const letter = { salutation: "Hello,", subject: `Letter ${i}`, body: `The ${i}th.` };
      const to = `person${i}@account.example`;
      await execute(
        connection,
        `insert into warehouse.draft by name select ? as draft_id, 'r' as run_id, 'l' as lineage, date '2026-06-29' as as_of, ? as customer_id,
           1 as rank, 'en' as lang, 'APPROVED' as state, ? as salutation, ? as subject, ? as body, 'why' as explanation, 'builtin' as writer,
           ? as text_hash, ? as approved_hash, 'chen' as approved_by, ? as approved_to`,
        [
          ...[`D${i}`, `C${i}`, letter.salutation, letter.subject, letter.body],
          letterHash(letter),
          letterHash(letter),
          to,
        ],
      );
      await execute(connection, "insert into warehouse.contact values ('l', ?, 'n', null, ?, false)", [`C${i}`, to]);
    }
  });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  const what = "kill -9 while `drafts send` sends";
  const note = "no letter went out twice; the one under way waits for a person where it may have gone";
  record("kills", { what, tried: moments.length, held, note });
});

describe("kill -9 during `drafts send`", () => {
  it.each(moments)("when %s, at letter %i", async (stage: Stage, letter: number) => {
    const warehouse = join(folder, `${stage.replaceAll(" ", "-")}-${letter}.duckdb`);
    cpSync(baseline, warehouse);
    expect(await send(warehouse, { stage, letter })).toBe("SIGKILL");
    await send(warehouse);

    const received = server.take();
    expect(new Set(received).size).toBe(received.length);
    const states = await inWarehouse(warehouse, (connection) =>
      rows<{ id: string; state: string }>(connection, "select draft_id as id, state from warehouse.draft order by id"),
    );
    // what is left open is the one letter that was under way, and it is kept for a person to decide
    expect(states.filter(({ state }) => state !== "SENT" && state !== "SENDING")).toEqual([]);
    const open = states.filter(({ state }) => state === "SENDING").map(({ id }) => id);
    expect(open.length).toBeLessThanOrEqual(1);
    const sent = states.filter(({ state }) => state === "SENT").map(({ id }) => id);
    expect(received).toEqual(expect.arrayContaining(sent));
    expect([...sent, ...open]).toEqual(expect.arrayContaining(received));
    held++;
  });
});

/** The command in a process of its own. @returns its exit code, or the signal that ended it */
function send(warehouse: string, killAt?: { stage: Stage; letter: number }): Promise<number | string | null> {
  const args = ["--import", "tsx", join(root, "loaders/outreach/drafts.ts"), "send", "--warehouse", warehouse];
  const env = { ...process.env, HOLDFAST_SMTP_URL: server.url, HOLDFAST_MAIL_FROM: "team@holdfast.example" };
  const child = spawn(process.execPath, [...args, "--by", "chen"], { cwd: root, stdio: "ignore", env });
  server.at(killAt && { ...killAt, act: () => void child.kill("SIGKILL") });
  return new Promise((resolve) => child.on("close", (code, signal) => resolve(signal ?? code)));
}

async function inWarehouse<T>(
  file: string,
  work: (connection: Parameters<typeof execute>[0]) => Promise<T>,
): Promise<T> {
  const workspace = await openWorkspace(file);
  try {
    return await work(workspace.connection);
  } finally {
    workspace.close();
  }
}
