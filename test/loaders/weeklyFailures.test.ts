import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { takeLock } from "../../loaders/lock.js";
import { publishedGeneration } from "../../loaders/publish/swap.js";
import { failNextBuild, filesBelow, inWarehouse, marts, pages, week, type WeeklyRun } from "../support/weekly.js";
import { smallAsOf, smallBusiness } from "../support/smallBusiness.js";
import { folder } from "./sources/staging.js";

let dir: string;
beforeEach(() => {
  dir = folder();
});
const run = (source: string, ...more: string[]): Promise<WeeklyRun> =>
  week(dir, "--playbook", "saas", "--source", source, ...more);
const failed = () => filesBelow(join(dir, "w.duckdb.failed"));
const shownRun = () => publishedGeneration(join(dir, "dist"), "saas")?.runId;
const runs = () =>
  inWarehouse(dir, (select) =>
    select<{ run_id: string; status: string }>("select run_id, status from run order by as_of"),
  );

describe("a business too small to learn from", () => {
  it("is published without probabilities and tiers, with health, and says why", async () => {
    const { report, exitCode, error } = await run(smallBusiness());
    expect([exitCode, error]).toEqual([0, undefined]);
    expect(report).toMatchObject({
      ...{ as_of: smallAsOf, customers: 10, tiers: { critical: 0, high: 0, medium: 0, low: 0 }, newly_at_risk: 0 },
      model: { id: "none", auc: null, brier: null, calibration: null, protocol: null },
      expected_losses: { heads: 0, money: null },
    });
    const ceo = JSON.parse(pages(dir)["ceo.json"]!) as { run: { model: { note: unknown }; customers: unknown } };
    expect(ceo.run.model.note).toMatchObject({ en: expect.stringContaining("No churn model yet") as string });
    expect(ceo.run.customers).toMatchObject({ active: 9, lost: "<5" });
    const scored = await inWarehouse(dir, (select) =>
      select<{ n: number }>(`select count(overall) as n from score_week where as_of = '${smallAsOf}' and not is_lost`),
    );
    expect(scored).toEqual([{ n: 9 }]);
  });
});

describe("a source that cannot be used", () => {
  it.each<[string, Record<string, string>, number, RegExp]>([
    ["an empty folder", {}, 2, /customers/],
    [
      "a folder without customers",
      { "usage.csv": "customer_id,user_id,date,events\na,u,2026-06-29,1\n" },
      2,
      /customers/,
    ],
    ["customers without an id", { "customers.csv": "name\nA\n" }, 1, /customer_id/],
  ])("%s ends with a word on what is missing, and the warehouse stays as it was", async (_, files, code, what) => {
    await run(smallBusiness());
    const before = await marts(dir);
    const shown = shownRun();
    const { report, exitCode, error } = await run(folder(files));
    expect([exitCode, String(error)]).toEqual([code, expect.stringMatching(what)]);
    expect(report).toMatchObject({
      run_id: null,
      published: null,
      error: { what: expect.stringMatching(/\w/) as string },
    });
    expect(await marts(dir)).toEqual(before);
    expect(shownRun()).toBe(shown);
    expect(JSON.parse(failed()["report.json"]!)).toEqual(JSON.parse(JSON.stringify(report)));
  });

  it("no such folder is a usage error", async () => {
    const { exitCode, error } = await run(join(dir, "nowhere"));
    expect([exitCode, String(error)]).toEqual([2, expect.stringContaining("nowhere")]);
  });

  it("customers without a row are refused: there is nobody to score", async () => {
    const { exitCode, error } = await run(smallBusiness({ "customers.csv": "customer_id,started_on\n" }));
    expect([1, 3]).toContain(exitCode);
    expect(await runs()).toEqual([]);
    expect(exitCode === 3 || String(error)).toBeTruthy();
  });
});

describe("data that the audit refuses", () => {
  it("end with 3: what is published stands, and report, audit and rejects are kept", async () => {
    await run(smallBusiness());
    const [before, shown] = [await marts(dir), shownRun()];
    const bad = "customer_id,user_id,date,events\nK-1000,u1,yesterday,5\n";
    const { report, exitCode, error, log } = await run(smallBusiness({ "usage.csv": bad }), "--as-of", "2026-12-28");
    expect([exitCode, error]).toEqual([3, undefined]);
    expect(log.join("\n")).toContain("the audit refused the data; what was published stands");
    expect(report.audit.filter(({ severity }) => severity === "refuse").length).toBeGreaterThan(0);
    expect(report).toMatchObject({ run_id: null, published: null, rejected: 1 });
    expect(await marts(dir)).toEqual(before);
    expect(shownRun()).toBe(shown);
    expect(Object.keys(failed())).toEqual(["audit.json", "rejects.csv", "report.json"]);
    expect(failed()["rejects.csv"]).toContain("yesterday");
    expect(failed()["audit.json"]).toContain("refuse");
  });

  it("are compared with what was published: a collapse is refused", async () => {
    await run(smallBusiness());
    const half = smallBusiness();
    const lines = readFileSync(join(half, "usage.csv"), "utf8").split("\n");
    writeFileSync(join(half, "usage.csv"), [lines[0], ...lines.slice(1, 300)].join("\n"));
    expect((await run(half, "--as-of", "2026-07-06")).exitCode).toBe(3);
  });
});

describe("a run that cannot start", () => {
  it("finds another one under way, and touches nothing", async () => {
    const release = takeLock(join(dir, "w.duckdb.lock"));
    const { report, exitCode } = await run(smallBusiness());
    release();
    expect([exitCode, report.error?.what]).toEqual([1, "another run is under way"]);
    expect(filesBelow(dir)).toEqual({});
  });

  it("finds the warehouse damaged, says so and leaves it as it is", async () => {
    const damaged = "no database ".repeat(1000);
    writeFileSync(join(dir, "w.duckdb"), damaged);
    const { exitCode, error } = await run(smallBusiness());
    expect([exitCode, String(error)]).toEqual([1, expect.stringContaining("cannot be opened")]);
    expect(readFileSync(join(dir, "w.duckdb"), "utf8")).toBe(damaged);
    expect(existsSync(join(dir, "w.duckdb.lock"))).toBe(false);
  });
});

describe("a run that dies on the way", () => {
  it("while the site is built leaves what was published; the next run replaces it", async () => {
    await run(smallBusiness());
    const shown = shownRun();
    failNextBuild("no space left");
    const bad = smallBusiness({ "tickets.csv": "ticket_id,customer_id,opened_at\nT1,K-1001,yesterday\n" });
    const { exitCode, report } = await run(bad, "--seed", "2");
    expect([exitCode, report.published, shownRun()]).toEqual([1, null, shown]);
    // its audit and rejects are kept, although it was committed and the warehouse closed by then
    expect(Object.keys(failed())).toEqual(["audit.json", "rejects.csv", "report.json"]);
    expect(failed()["rejects.csv"]).toContain("yesterday");
    expect(failed()["audit.json"]).toContain("not_a_time");
    expect((await runs()).map(({ status }) => status).sort()).toEqual(["built", "published"]);
    expect((await run(smallBusiness(), "--seed", "3")).exitCode).toBe(0);
    expect(await runs()).toEqual([{ run_id: shownRun(), status: "published" }]);
  });

  it("after the site was swapped in counts as published: what readers see is what counts", async () => {
    const { report } = await run(smallBusiness());
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const instance = await DuckDBInstance.create(join(dir, "w.duckdb"));
    const connection = await instance.connect();
    await connection.run("update run set status = 'built', published_order = null");
    connection.closeSync();
    instance.closeSync();
    await run(folder());
    expect(await runs()).toEqual([{ run_id: report.run_id, status: "published" }]);
  });
});

describe("a command line that is not what is asked for", () => {
  it.each([[["--json"]], [["--playbook", "saas", "--source", "sample", "--nonsense", "--json"]]])(
    "still prints one JSON object with --json: %j",
    async (args) => {
      // after the pipeline's stand-ins are in place
      const { main } = await import("../../loaders/weekly.js");
      const written: string[] = [];
      const spies = [
        vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0),
        vi.spyOn(process.stderr, "write").mockReturnValue(true),
      ];
      try {
        expect(await main(args)).toBe(2);
      } finally {
        for (const spy of spies) spy.mockRestore();
      }
      expect(written.join("").trim().split("\n")).toHaveLength(1);
      const said = JSON.parse(written.join("")) as { error: Record<string, string> };
      expect(Object.keys(said.error).sort()).toEqual(["allowed", "todo", "what", "where"]);
    },
  );
});
