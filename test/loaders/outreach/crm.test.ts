import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { exportQueue } from "../../../loaders/outreach/crm/exportQueue.js";
import { checkCrmUrl } from "../../../loaders/outreach/crm/postItem.js";
import { execute, rows } from "../../../loaders/query.js";
import { openWorkspace } from "../../../loaders/workspace.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { folder } from "../sources/staging.js";

const asOf = "2026-06-29";
const options = { playbook: aftersales, lineage: "firm", env: {}, log: () => undefined, timeoutMs: 1000 };

/** A warehouse with one week's queue: customers and their states, in order of rank. */
async function warehouse(weeks: Record<string, readonly (readonly [string, string])[]>): Promise<string> {
  const file = join(folder(), "w.duckdb");
  for (const [run, queue] of Object.entries(weeks)) await addWeek(file, run, queue);
  return file;
}

async function addWeek(file: string, run: string, queue: readonly (readonly [string, string])[]): Promise<void> {
  const { connection, close } = await openWorkspace(file);
  for (const [i, [id, state]] of queue.entries())
    await execute(
      connection,
      `insert into warehouse.queue_week by name select ? as run_id, date '${asOf}' as as_of, ? as customer_id, 'high' as tier,
         3 as days_since_crossing, ?::integer as rank, '=王芳' as owner, 'advisor_call' as channel, 300.0 as cost, ? as state,
         900.0 as gain, 200.0 as cost_of_waiting`,
      [run, id, i + 1, state],
    );
  close();
}

/** A CRM that behaves as told; it keeps every item by its key, and counts how often each came. */
async function crm(answer: (seen: number, response: ServerResponse, request: IncomingMessage) => void) {
  const kept = new Map<string, string>();
  const seen: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const key = String(request.headers["idempotency-key"]);
      seen.push(key);
      if (!response.destroyed) answer(seen.length, response, request);
      if (response.statusCode < 300 && !kept.has(key))
        kept.set(key, (JSON.parse(body) as { customer_id: string }).customer_id);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const env = { HOLDFAST_CRM_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/items` };
  return { kept, seen, env };
}

const pauses = () => {
  const asked: number[] = [];
  return { asked, pause: (ms: number) => (asked.push(ms), Promise.resolve()) };
};

async function states(file: string): Promise<Record<string, string>> {
  const { connection, close } = await openWorkspace(file);
  const found = await rows<{ id: string; state: string }>(
    connection,
    "select customer_id as id, state from warehouse.crm_outbox order by id",
  );
  close();
  return Object.fromEntries(found.map(({ id, state }) => [id, state]));
}

const open = (...ids: string[]) => ids.map((id) => [id, "open"] as const);

describe("the queue handed to a CRM", () => {
  it("gives every open customer once, whatever fails, stalls or is asked twice", async () => {
    const file = await warehouse({ one: [...open("a", "b", "c", "d"), ["e", "waiting"], ["f", "holdout"]] });
    const ways = [
      (response: ServerResponse) => void response.writeHead(503).end(),
      (response: ServerResponse) => void response.destroy(),
      // stalls after it has taken the item: the answer never comes, and the item is sent again
      (response: ServerResponse) => void (response.statusCode = 200),
      (response: ServerResponse) => void response.writeHead(429).end(),
    ];
    const { kept, seen, env } = await crm((n, response) => {
      if (n % 2 === 1) ways[((n - 1) / 2) % ways.length]!(response);
      else response.writeHead(200).end();
    });
    const { asked, pause } = pauses();
    const run = { ...options, warehouse: file, runId: "one", asOf, env, pause };
    expect(await exportQueue(run)).toBe(4);
    expect([...kept.values()]).toEqual(["a", "b", "c", "d"]);
    expect(seen).toHaveLength(8);
    expect(asked).toEqual([500, 500, 500, 500]);
    // a repeated run sends nothing
    expect(await exportQueue(run)).toBe(0);
    expect(seen).toHaveLength(8);
    expect(await states(file)).toEqual({ a: "sent", b: "sent", c: "sent", d: "sent" });
  });

  it("loses nothing while the other side is down, and does not wear it out", async () => {
    const file = await warehouse({ one: open("a", "b") });
    let isDown = true;
    const { kept, seen, env } = await crm((_, response) => void response.writeHead(isDown ? 500 : 201).end());
    const { asked, pause } = pauses();
    const run = { ...options, warehouse: file, asOf, env, pause };
    expect(await exportQueue({ ...run, runId: "one" })).toBe(0);
    expect(asked).toEqual([500, 1000, 2000]);
    expect(seen).toHaveLength(4);
    expect(await states(file)).toEqual({ a: "pending", b: "pending" });
    isDown = false;
    // next run: a was reached meanwhile, b still waits, c is new
    await addWeek(file, "two", [["a", "contacted"], ...open("b", "c")]);
    expect(await exportQueue({ ...run, runId: "two" })).toBe(2);
    expect([...kept.values()].sort()).toEqual(["b", "c"]);
    expect(await states(file)).toEqual({ a: "withdrawn", b: "sent", c: "sent" });
  });

  it("puts aside what is refused, with the reason, and goes on with the rest", async () => {
    const file = await warehouse({ one: open("a", "b") });
    const { kept, env } = await crm((n, response) => void response.writeHead(n === 1 ? 422 : 200).end());
    await exportQueue({ ...options, warehouse: file, runId: "one", asOf, env, pause: pauses().pause });
    expect([...kept.values()]).toEqual(["b"]);
    const dead = JSON.parse(readFileSync(`${file}.crm-dead.ndjson`, "utf8")) as Record<string, unknown>;
    expect(dead).toMatchObject({ error: "status 422", item: { customer_id: "a", contact_by: "2026-07-06" } });
  });

  it("writes a CSV that no spreadsheet runs, with or without an address", async () => {
    const file = await warehouse({ one: open("=cmd()", "b") });
    expect(await exportQueue({ ...options, warehouse: file, runId: "one", asOf })).toBe(0);
    const lines = readFileSync(`${file}.queue.csv`, "utf8").split("\r\n");
    expect(lines[1]).toMatch(/^1,'=cmd\(\),'=王芳,high,advisor_call,/);
    expect(lines).toHaveLength(4);
    expect(existsSync(`${file}.crm-dead.ndjson`)).toBe(false);
  });

  it("goes to https only, but for this machine, and never follows to another address", async () => {
    expect(() => checkCrmUrl("http://crm.example/items")).toThrow("not https");
    expect(() => checkCrmUrl("http://localhost:1/items")).not.toThrow();
    expect(() => checkCrmUrl("https://crm.example/items")).not.toThrow();
    const file = await warehouse({ one: open("a") });
    const { env } = await crm((_, response) => void response.writeHead(307, { location: "http://127.0.0.1:1/" }).end());
    expect(await exportQueue({ ...options, warehouse: file, runId: "one", asOf, env, pause: pauses().pause })).toBe(0);
    expect(await states(file)).toEqual({ a: "pending" });
  });
});
