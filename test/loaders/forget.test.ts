import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { beforeEach, describe, expect, it } from "vitest";
import { filesBelow, inWarehouse, marts, pages, week } from "../support/weekly.js";
import { smallAsOf, smallBusiness } from "../support/smallBusiness.js";
import { main, type Site } from "../../loaders/forget.js";
import { swapSite } from "../../loaders/publish/swap.js";
import { folder } from "./sources/staging.js";

const id = "K-1003";
const name = "Quillfeather 3";
let dir: string;
beforeEach(() => {
  dir = folder();
});

const run = async (...more: string[]) => {
  const done = await week(dir, "--playbook", "saas", ...more);
  expect([done.exitCode, done.error]).toEqual([0, undefined]);
  return done.report;
};
const team = ["--audience", "team", "--plain"];

/** What remembers the person in tables that a run of ten customers leaves empty. */
async function fill(): Promise<void> {
  const instance = await DuckDBInstance.create(join(dir, "w.duckdb"));
  const connection = await instance.connect();
  for (const sql of [
    `insert or replace into contact values ('saas-tables', '${id}', '${name}', 'Ottoline Vane', 'ottoline@quillfeather.example', false)`,
    `insert into draft by name select 'D1' as draft_id, '${id}' as customer_id, 'saas-tables' as lineage, 'APPROVED' as state, 'Dear Ottoline Vane' as body`,
    `insert into draft by name select 'D2' as draft_id, 'K-10030' as customer_id, 'saas-tables' as lineage, 'APPROVED' as state, 'Dear other' as body`,
    "insert into draft_event values ('D1', now()::timestamp, 'me', 'approved', 'h', '')",
    "insert into reply_cache values ('h', 'm', 'Ottoline Vane', current_date, false)",
    `insert into crm_outbox select 'k', run_id, lineage, as_of, '${id}', 1, '{}', 'pending', 0, null from run`,
    `insert into rejects select run_id, 'usage', 'usage.csv', 7, 'customer_id', '${id}, u1', 'duplicate_key' from run`,
    "insert into rejects select run_id, 'customers', 'customers.csv', 9, 'phone', 'ottoline@quillfeather.example', 'x' from run",
    "insert into rejects select run_id, 'usage', 'usage.csv', 8, 'customer_id', 'K-10030', 'unknown_customer' from run",
    `insert into audit select run_id, 'x', 'warn', 'customers', null, 1, '${id}', '例如 ${id}。', 'such as ${id}.' from run`,
  ])
    await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

async function call(args: readonly string[], site: Partial<Site> = {}) {
  let out = "";
  const log: string[] = [];
  const all = ["--playbook", "saas", "--warehouse", join(dir, "w.duckdb"), "--out", join(dir, "dist"), "--json"];
  const code = await main(
    [...args, ...all],
    dir,
    { out: (text) => (out += text), log: (line) => log.push(line) },
    { pageData: () => join(dir, "page-data"), rebuild: () => Promise.resolve(false), ...site },
  );
  return { code, out, log: log.join("\n"), json: JSON.parse(out) as Record<string, unknown> };
}

describe("a person who is to be forgotten", () => {
  it("leaves every table of the warehouse, letters, cache and queues; nobody else does", async () => {
    await run("--source", smallBusiness());
    await fill();
    const before = await marts(dir);
    const { code, json, out, log } = await call([id]);
    expect([code, json["complete"]]).toEqual([0, true]);
    const after = await marts(dir);
    expect(JSON.stringify(after)).not.toMatch(/K-1003\b|Quillfeather 3|Ottoline|ottoline/);
    expect(JSON.stringify(after)).toContain("K-10030");
    for (const [table, rows] of Object.entries(before)) {
      const isOthers = (one: string) => !/K-1003\b|ttoline|"D1"/.test(one);
      const isBlanked = (one: string) => ["rejects", "audit"].includes(table) && /…|"value":null/.test(one);
      const kept = after[table]!.filter((one) => !isBlanked(one));
      const gone = table === "reply_cache" ? 0 : rows.filter(isOthers).length;
      expect([table, kept.length]).toEqual([table, table === "forgotten" ? 1 : gone]);
    }
    // nor is it said what was forgotten
    expect(out + log).not.toMatch(/K-1003|Quillfeather|ttoline/);
  });

  it("leaves the bytes of the file too, not only its tables", async () => {
    await run("--source", smallBusiness());
    await fill();
    const holds = () => readFileSync(join(dir, "w.duckdb")).includes("Ottoline Vane");
    expect(holds()).toBe(true);
    await call([id]);
    expect(holds()).toBe(false);
    expect(readdirSync(dir).filter((file) => file.startsWith("w.duckdb."))).not.toContain("w.duckdb.wal");
  });

  it("is remembered by a salted hash alone: the next run drops the rows and counts them", async () => {
    await run("--source", smallBusiness(), "--as-of", "2026-06-22");
    await call([id]);
    const report = await run("--source", smallBusiness(), ...team);
    // one row of customers, ninety of usage, one of value
    expect([report.customers, report.rejected]).toEqual([9, 92]);
    const reasons = await inWarehouse(dir, (select) =>
      select("select table_name, reason, count(*) as n, count(value) as v from rejects group by all order by all"),
    );
    expect(reasons).toEqual([
      { table_name: "customers", reason: "forgotten", n: 1, v: 0 },
      { table_name: "usage", reason: "forgotten", n: 90, v: 0 },
      { table_name: "value", reason: "forgotten", n: 1, v: 0 },
    ]);
    expect(JSON.stringify(await marts(dir))).not.toMatch(/K-1003\b|Quillfeather 3/);
    expect(Object.values(pages(dir)).join("\n")).not.toMatch(/K-1003\b|Quillfeather 3"/);
    expect(Object.values(pages(dir)).join("\n")).toContain("K-1004");
  });

  it("makes another run of the same input, and of a later list again the same", async () => {
    const source = smallBusiness();
    const first = await run("--source", source);
    await call([id]);
    const second = await run("--source", source);
    expect(second.run_id).not.toBe(first.run_id);
    await call([id]);
    expect((await run("--source", source)).run_id).toBe(second.run_id);
  });

  it("may be unknown: the id is remembered all the same", async () => {
    await run("--source", smallBusiness(), "--as-of", "2026-06-22");
    expect((await call(["K-9999"])).code).toBe(0);
    const more = smallBusiness({
      "customers.csv": "customer_id,started_on\nK-9999,2024-01-01\nK-1000,2024-01-01\nK-1001,2024-01-01\n",
    });
    // a third of the customers: the audit refuses, and says it in numbers
    const { report } = await week(dir, "--playbook", "saas", "--source", more, "--as-of", smallAsOf);
    expect(report.customers).toBe(2);
  });

  it("leaves what lies beside the warehouse: the failed run, the queue, the rows kept of a database", async () => {
    await run("--source", smallBusiness());
    for (const end of [".failed/rejects.csv", ".source/visits.parquet", ".queue.csv", ".crm-dead.ndjson"]) {
      mkdirSync(dirname(join(dir, `w.duckdb${end}`)), { recursive: true });
      writeFileSync(join(dir, `w.duckdb${end}`), id);
    }
    await call([id]);
    expect(readdirSync(dir).filter((file) => /^w\.duckdb\./.test(file))).toEqual(
      readdirSync(dir).filter((file) => file === "w.duckdb.digest.txt"),
    );
  });
});

describe("the published site", () => {
  const shown = () => Object.values(filesBelow(join(dir, "dist"))).join("\n");

  it("of a team is built again without the person, and the sites before it are dropped", async () => {
    await run("--source", smallBusiness(), "--as-of", "2026-06-22", ...team);
    await run("--source", smallBusiness(), ...team);
    expect(shown()).toContain(name);
    const rebuild = () => {
      const site = join(dir, "new-site");
      mkdirSync(join(site, "_file/data"), { recursive: true });
      for (const [file, text] of Object.entries(pages(dir))) {
        mkdirSync(dirname(join(site, "_file/data", file)), { recursive: true });
        writeFileSync(join(site, "_file/data", file), text);
      }
      writeFileSync(join(site, "generation.json"), JSON.stringify({ runId: "r", asOf: smallAsOf, audience: "team" }));
      swapSite(site, join(dir, "dist"), "saas");
      return Promise.resolve(true);
    };
    const { code, json } = await call([id], { rebuild });
    expect([code, json]).toMatchObject([0, { warehouses: [{ site: "rebuilt" }] }]);
    expect(shown()).not.toMatch(/K-1003\b|Quillfeather 3"/);
    expect(shown()).toContain("K-1004");
    expect(readdirSync(join(dir, "dist/.generations/saas"))).toHaveLength(1);
  });

  it("that cannot be built again still shows the person, and the command says so and ends with 1", async () => {
    await run("--source", smallBusiness(), ...team);
    const { code, json, log } = await call([id], { rebuild: () => Promise.reject(new Error("no passphrase is set")) });
    expect([code, json]).toMatchObject([
      1,
      { complete: false, warehouses: [{ site: "still_shown", reason: "no passphrase is set" }] },
    ]);
    expect(log).toMatch(/STILL SHOWS[\s\S]*no passphrase/);
    // page data are clean already, so that the next build is
    expect(Object.values(pages(dir)).join("\n")).not.toMatch(/K-1003\b/);
  });

  it("of executives shows nobody", async () => {
    await run("--source", smallBusiness());
    const { code, json } = await call([id]);
    expect([code, json]).toMatchObject([0, { warehouses: [{ site: "not_shown" }] }]);
    expect(existsSync(join(dir, "dist/saas"))).toBe(true);
  });
});

describe("npm run forget", () => {
  it("asks for one id and a warehouse, in one JSON object", async () => {
    for (const args of [[], ["a", "b"], ["a", "--nonsense"], ["a"]])
      expect(await call(args)).toMatchObject({ code: 2, json: { error: { what: expect.any(String) as string } } });
  });
});
