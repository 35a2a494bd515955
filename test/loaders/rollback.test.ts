import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { takeLock } from "../../loaders/lock.js";
import { publishedGeneration } from "../../loaders/publish/swap.js";
import { main, rollback } from "../../loaders/rollback.js";
import { inWarehouse, week } from "../support/weekly.js";
import { smallBusiness } from "../support/smallBusiness.js";
import { folder } from "./sources/staging.js";

let dir: string;
beforeEach(() => {
  dir = folder();
});
const run = async (...more: string[]): Promise<string> => {
  const source = smallBusiness();
  const { report, exitCode } = await week(dir, "--playbook", "saas", "--source", source, ...more);
  expect(exitCode).toBe(0);
  return report.run_id!;
};
const options = () => ({
  playbook: "saas",
  out: join(dir, "dist"),
  warehouse: join(dir, "w.duckdb"),
  pageData: join(dir, "kept-page-data"),
});
const shown = () => publishedGeneration(join(dir, "dist"), "saas")?.runId;
const runs = () =>
  inWarehouse(dir, (select) => select("select run_id, status from run order by as_of, published_order"));

describe("a week that is taken back", () => {
  it("gives way to the one before, on the site and in the history", async () => {
    const first = await run("--as-of", "2026-06-22");
    const second = await run();
    const { json, exitCode } = await rollback(options());
    expect([exitCode, json]).toEqual([
      0,
      {
        playbook: "saas",
        rolled_back: { run_id: second, as_of: "2026-06-29" },
        published: { run_id: first, as_of: "2026-06-22" },
        history: "published",
      },
    ]);
    expect(shown()).toBe(first);
    expect(await runs()).toEqual([
      { run_id: first, status: "published" },
      { run_id: second, status: "rolled_back" },
    ]);
  });

  it("can be run again: later runs build on what is published only", async () => {
    await run("--as-of", "2026-06-22");
    const second = await run();
    await rollback(options());
    const again = await run();
    expect(again).toBe(second);
    expect((await runs()).map((one) => (one as { status: string }).status)).toEqual(["published", "published"]);
    expect(shown()).toBe(again);
  });

  it("is not sent any more: its waiting messages are dropped", async () => {
    await run("--as-of", "2026-06-22");
    const second = await run();
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const instance = await DuckDBInstance.create(join(dir, "w.duckdb"));
    const connection = await instance.connect();
    await connection.run(
      "delete from outbox; insert into outbox select run_id, lineage, as_of, '{}', 'pending', 1, null from run",
    );
    await connection.run(
      `insert into crm_outbox select run_id || state, run_id, lineage, as_of, 'K-1000', 1, '{}', state, 0, null
       from run, (values ('pending'), ('sent')) as states(state)`,
    );
    connection.closeSync();
    instance.closeSync();
    await rollback(options());
    const waiting = await inWarehouse(dir, (select) =>
      select(
        "select run_id = (select max(run_id) from run where status = 'rolled_back') as back, 'chat' as what from outbox union all select run_id = (select max(run_id) from run where status = 'rolled_back'), state from crm_outbox order by all",
      ),
    );
    expect(second).toBeTruthy();
    expect(waiting).toEqual([
      { back: false, what: "chat" },
      { back: false, what: "pending" },
      { back: false, what: "sent" },
      { back: true, what: "sent" },
    ]);
  });

  it("says where the warehouse does not hold the run before any more: a later run of its week had replaced it", async () => {
    const first = await run();
    await run("--seed", "2");
    const { json, lines } = await rollback(options());
    expect(json).toMatchObject({ published: { run_id: first }, history: "not_kept" });
    expect(lines.join("\n")).toContain("Run the week again");
    expect(await runs()).toMatchObject([{ status: "rolled_back" }]);
  });

  it("takes its page data with it, so that a build does not publish it again", async () => {
    await run("--as-of", "2026-06-22");
    const second = await run();
    const { pageData } = options();
    mkdirSync(pageData);
    writeFileSync(join(pageData, "ceo.json"), JSON.stringify({ run: { runId: second } }));
    await rollback(options());
    expect(existsSync(pageData)).toBe(false);
  });

  it("whose rollback died before the site was moved counts as published: what readers see is what counts", async () => {
    await run("--as-of", "2026-06-22");
    const second = await run();
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const instance = await DuckDBInstance.create(join(dir, "w.duckdb"));
    const connection = await instance.connect();
    await connection.run("update run set status = 'rolled_back' where run_id = ?", [second]);
    connection.closeSync();
    instance.closeSync();
    await week(dir, "--playbook", "saas", "--source", folder());
    expect(await runs()).toContainEqual({ run_id: second, status: "published" });
  });
});

describe("a rollback that cannot be", () => {
  it("has nothing published, or nothing before it, and touches nothing", async () => {
    await expect(rollback(options())).rejects.toThrow(/nothing is published/);
    const only = await run();
    await expect(rollback(options())).rejects.toThrow(/no site before/);
    expect(shown()).toBe(only);
    expect(await runs()).toEqual([{ run_id: only, status: "published" }]);
  });

  it("waits for a run that is under way", async () => {
    const release = takeLock(join(dir, "w.duckdb.lock"));
    await expect(rollback(options())).rejects.toThrow(/another run is under way/);
    release();
  });
});

describe("npm run rollback", () => {
  const call = async (...args: string[]) => {
    let out = "";
    const log: string[] = [];
    const code = await main(args, dir, { out: (text) => (out += text), log: (line) => log.push(line) });
    return { code, out, log: log.join("\n") };
  };

  it("prints one JSON object with --json, whatever happens", async () => {
    for (const [args, code] of [
      [["--json"], 2],
      [["--playbook", "nobody", "--json"], 2],
      [["--playbook", "saas", "--no-such-option", "--json"], 2],
      [["--playbook", "saas", "--json"], 1],
      [["--help", "--json"], 0],
    ] as const) {
      const called = await call(...args);
      expect([args, called.code, called.out.trim().split("\n").length]).toEqual([args, code, 1]);
      expect(JSON.parse(called.out)).toMatchObject(code ? { error: { what: expect.any(String) as string } } : {});
    }
  });

  it("says without it what went wrong and what is allowed, on stderr", async () => {
    const { code, out, log } = await call("--playbook", "nobody");
    expect([code, out]).toEqual([2, ""]);
    expect(log).toMatch(/nobody[\s\S]*allowed[\s\S]*saas/);
    expect((await call("--help")).out).toContain("usage: npm run rollback");
    expect(readFileSync("package.json", "utf8")).toContain('"rollback"');
  });
});
