import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { rows } from "../../../loaders/query.js";
import type { CeoData, ModelData, WeekData } from "../../../src/pageData.js";
import { pages, sampleFiles, week } from "../../support/weekly.js";
import { smallBusiness } from "../../support/smallBusiness.js";
import { folder } from "../sources/staging.js";

/** Every text of a customer that says who it is. */
async function identities(source: string): Promise<string[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const columns = ["customer_id", "name", "contact_name", "contact_email", "phone", "owner"];
  const found = await rows<{ text: string }>(
    connection,
    columns
      .map(
        (column) =>
          `select distinct ${column} as text from '${join(source, "customers.parquet")}' where ${column} is not null`,
      )
      .join(" union "),
  );
  connection.closeSync();
  instance.closeSync();
  return found.map(({ text }) => text);
}

const isHidden = (count: unknown): boolean => typeof count !== "number";

async function publish(dir: string, ...args: string[]): Promise<void> {
  const { exitCode, error } = await week(dir, ...args);
  expect([exitCode, error]).toEqual([0, undefined]);
}

describe.each(["aftersales", "saas"] as const)("executive pages of %s", (playbook) => {
  it("hold aggregates only: nobody's id, name, e-mail or telephone number is in any file", async () => {
    const dir = folder();
    const source = await sampleFiles(join(dir, "source"), { playbook, customers: 300, asOf: "2026-06-29" });
    await publish(dir, "--playbook", playbook, "--source", source);
    const files = Object.entries(pages(dir));
    const texts = await identities(source);
    expect(files.length).toBeGreaterThanOrEqual(3);
    expect(texts.length).toBeGreaterThan(1000);
    for (const [name, content] of files)
      expect([name, texts.filter((text) => content.includes(text))]).toEqual([name, []]);

    const ceo = JSON.parse(pages(dir)["ceo.json"]!) as CeoData;
    const small = ceo.histogram.filter(({ customers }) => customers < 5);
    const sizes = Object.fromEntries(ceo.tiers.map(({ tier, customers }) => [tier, customers]));
    expect(small.filter(({ tier }) => sizes[tier]! >= 5)).toEqual([]);
    const data = JSON.parse(pages(dir)["week.json"]!) as WeekData;
    expect([data.queue, data.rejects]).toEqual([undefined, []]);
    expect(["customer-list.json", "notebook-tables.json"].map((name) => pages(dir)[name])).toEqual(["{}", "{}"]);

    // no segment that would single somebody out, and no model to score an acquaintance with
    const { report } = JSON.parse(pages(dir)["model.json"]!) as ModelData;
    const counts = report!.segments.flatMap(({ rows: count, events }) => [count, events]);
    expect(counts.filter((count) => typeof count === "number" && count > 0 && count < 5)).toEqual([]);
    for (const segment of report!.segments.filter(({ rows: count, events }) => isHidden(count) || isHidden(events)))
      expect([segment.rate, segment.auc]).toEqual([null, undefined]);
    expect(JSON.parse(pages(dir)["churn-model.json"] ?? '{"models":[]}')).toEqual({ models: [] });
  });
});

describe("a row that was set aside", () => {
  const files = () =>
    smallBusiness({ "tickets.csv": "ticket_id,customer_id,opened_at,title\nT1,K-1001,Zanzibar,Ottoline\n" });
  const bytes = async (...more: string[]) => {
    const dir = folder();
    await publish(dir, "--playbook", "saas", "--source", files(), ...more);
    return Object.values(pages(dir)).join("\n");
  };

  it("is shown to the team with the value that was wrong, not to executives", async () => {
    expect(await bytes("--audience", "team", "--plain")).toContain("Zanzibar");
    const executive = await bytes();
    for (const text of ["Zanzibar", "Ottoline", "K-1001", "Quillfeather", "quillfeather"])
      expect(executive).not.toContain(text);
  });
});
