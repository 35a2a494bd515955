import { beforeAll, describe, expect, it } from "vitest";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rows } from "../../../loaders/query.js";
import type { CeoData } from "../../../src/pageData.js";
import { connect } from "../sources/staging.js";
import { sampleFiles, week } from "../../support/weekly.js";

/** Two weeks really run over one firm's data: what the first promised has come due by the second. */
describe("the diary", () => {
  let [first, second, again, firm] = [{}, {}, {}, ""] as unknown as [CeoData, CeoData, CeoData, string];
  beforeAll(async () => {
    const dir = mkdtempSync(join(tmpdir(), "holdfast-diary-"));
    firm = await sampleFiles(join(dir, "firm"), { playbook: "aftersales", customers: 1000, asOf: "2026-06-29" });
    const run = async (asOf: string): Promise<CeoData> => {
      const made = await week(dir, "--playbook", "aftersales", "--source", firm, "--as-of", asOf, "--no-words");
      expect(made.exitCode, String(made.error)).toBe(0);
      return JSON.parse(readFileSync(join(dir, "page-data/ceo.json"), "utf8")) as CeoData;
    };
    [first, second, again] = [await run("2026-05-25"), await run("2026-06-29"), await run("2026-05-25")];
  }, 240_000);

  it("has nothing to show at the first run but the day on which its first forecast comes due", () => {
    expect(first.promise).toMatchObject({ due: [], coverage: [], nextDueOn: "2026-06-01" });
    expect(first.promise!.made.map(({ metric, dueOn }) => [metric, dueOn])).toEqual([
      ["spend", "2026-06-01"],
      ["losses_30", "2026-06-24"],
      ["losses", "2027-05-25"],
      ["saves", "2027-06-01"],
    ]);
    for (const { value, low, high } of first.promise!.made) {
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
    }
  });

  it("scores what has come due against the data, and keeps the rest waiting", async () => {
    const connection = await connect();
    const [counted] = await rows<{ lost: number; spent: number }>(
      connection,
      `select
         (select count(*) from '${firm}/customers.parquet' where started_on <= date '2026-05-25'
           and ended_on > date '2026-05-25' and ended_on <= date '2026-06-24') as lost,
         (select coalesce(sum(cost), 0) from '${firm}/interventions.parquet'
           where contacted_on > date '2026-05-25' and contacted_on <= date '2026-06-01') as spent`,
    );
    const due = Object.fromEntries(second.promise!.due.map((one) => [one.metric, one]));
    expect(Object.keys(due).sort()).toEqual(["losses_30", "spend"]);
    expect(due["losses_30"]).toMatchObject({ asOf: "2026-05-25", dueOn: "2026-06-24", actual: counted!.lost });
    expect(due["spend"]).toMatchObject({ actual: counted!.spent });
    const { low, high, isCovered } = due["losses_30"]!;
    expect(isCovered).toBe(low <= counted!.lost && counted!.lost <= high);
    const made = first.promise!.made.find(({ metric }) => metric === "losses_30")!;
    expect(due["losses_30"]).toMatchObject({ value: made.value, low: made.low, high: made.high });
    expect(second.promise!.coverage).toContainEqual({ metric: "losses_30", scored: 1, covered: Number(isCovered) });
    expect(second.promise!.nextDueOn).toBe("2026-07-06");
  });

  it("does not rewrite a forecast once a later week is published", () => {
    expect(again.promise!.made).toEqual(first.promise!.made);
  });
});
