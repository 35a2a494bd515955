import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { makeSample } from "../../../loaders/sources/sample/makeSample.js";
import { serve } from "../../../loaders/publish/serve.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
export const [firstWeek, secondWeek] = ["2026-06-22", "2026-06-29"];
export const steps = [
  "ingest",
  "audit",
  "features",
  "train",
  "score",
  "decide",
  "words",
  "commit",
  "build",
  "verify",
  "publish",
  "notify",
];

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly err: string;
  readonly ms: number;
}

/** A business whose first week is published, and the servers that its team and CRM listen on. */
export interface World {
  readonly folder: string;
  /** Published weeks as the test begins; copied for each trial. */
  readonly baseline: string;
  /** Runs the second week in a folder; killed after `killAfterMs` where that is given. */
  run(dir: string, options?: { killAfterMs?: number; env?: Record<string, string>; args?: string[] }): Promise<Ended>;
  copy(): string;
  /** Messages to the team and CRM items received since the last call: each must come once. */
  received(): { digests: string[]; keys: string[] };
  close(): Promise<void>;
}

export async function openWorld(customers = 400): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-faults-"));
  const pageData = join(root, ".holdfast/page-data/saas");
  const kept = existsSync(pageData) ? join(folder, "kept-page-data") : undefined;
  if (kept) cpSync(pageData, kept, { recursive: true });
  const source = join(folder, "source");
  await makeSample({ playbook: "saas", customers, seed: 11, asOf: secondWeek, dir: source, withTruth: false });
  const listener = await listen();
  const run: World["run"] = (dir, { killAfterMs, env = {}, args = [] } = {}) => {
    const options = [
      "--playbook",
      "saas",
      "--source",
      source,
      "--warehouse",
      join(dir, "w.duckdb"),
      "--out",
      join(dir, "dist"),
    ];
    const started = performance.now();
    const child = spawn(
      process.execPath,
      ["--import", "tsx", join(root, "test/verify/faults/child.ts"), ...options, "--as-of", secondWeek, ...args],
      {
        cwd: root,
        stdio: ["ignore", "ignore", "pipe"],
        env: { ...process.env, ...listener.env, HOLDFAST_TEMPLATE: join(folder, "template"), ...env },
      },
    );
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    let err = "";
    child.stderr.on("data", (chunk: Buffer) => (err = (err + chunk.toString()).slice(-4000)));
    return new Promise((resolve) =>
      child.on("close", (code, signal) => {
        clearTimeout(timer);
        resolve({ code, signal, err, ms: performance.now() - started });
      }),
    );
  };
  const baseline = join(folder, "baseline");
  mkdirSync(baseline);
  const first = await run(baseline, { args: ["--as-of", firstWeek], env: { HOLDFAST_TEMPLATE: "" } });
  if (first.code !== 0) throw new Error(`the first week was not published:\n${first.err}`);
  cpSync(realpathSync(join(baseline, "dist/saas")), join(folder, "template"), { recursive: true });
  for (const name of ["generation.json", "assets.json"]) rmSync(join(folder, "template", name), { force: true });
  listener.take();
  let trials = 0;
  return {
    folder,
    baseline,
    run,
    copy: () => {
      const dir = join(folder, `trial-${++trials}`);
      cpSync(baseline, dir, { recursive: true, verbatimSymlinks: true });
      return dir;
    },
    received: listener.take,
    close: async () => {
      await listener.close();
      rmSync(pageData, { recursive: true, force: true });
      if (kept) cpSync(kept, pageData, { recursive: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listen() {
  let [digests, keys]: [string[], string[]] = [[], []];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const key = request.headers["idempotency-key"];
      // a CRM does an item once a key, as it is told to
      if (typeof key === "string") keys.push(key);
      else digests.push(Buffer.concat(parts).toString("utf8"));
      response.writeHead(200).end('{"errcode": 0}');
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: { HOLDFAST_WEBHOOK_URL: `${url}/chat`, HOLDFAST_WEBHOOK_KIND: "wecom", HOLDFAST_CRM_URL: `${url}/crm` },
    take: () => {
      const taken = { digests, keys };
      [digests, keys] = [[], []];
      return taken;
    },
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** What is wrong with what readers see; nothing when it is one whole published week. */
export async function siteFaults(dir: string): Promise<string[]> {
  const served = await serve({ dir: join(dir, "dist"), port: 0 });
  const faults: string[] = [];
  const get = async (path: string) => {
    const response = await fetch(`${served.url}/saas/${path}`);
    if (!response.ok) faults.push(`${path}: status ${response.status}`);
    return response.text();
  };
  try {
    const generation = JSON.parse(await get("generation.json")) as { runId: string; asOf: string };
    if (![firstWeek, secondWeek].includes(generation.asOf)) faults.push(`shows ${generation.asOf}`);
    for (const page of ["zh/ceo-report.html", "en/this-week.html"]) {
      const html = await get(page);
      for (const [, file] of html.matchAll(/"path":"\.\.\/(_file\/[^"]+)"/g)) {
        const { run } = JSON.parse(await get(file!)) as { run: { runId: string } };
        if (run.runId !== generation.runId) faults.push(`${file} is of another run than the page`);
      }
      for (const [, file] of html.matchAll(/(?:href|src)="\.\.\/((?:_[a-z]+)\/[^"]+)"/g)) await get(file!);
    }
  } catch (error) {
    faults.push(String(error));
  } finally {
    await served.close();
  }
  return faults;
}

/** Published weeks of the warehouse; throws where it does not open. */
export async function publishedWeeks(dir: string): Promise<string[]> {
  const instance = await DuckDBInstance.create(join(dir, "w.duckdb"));
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(
      "select as_of::varchar from run where status = 'published' order by as_of",
    );
    return reader.getRows().map(([week]) => String(week));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
