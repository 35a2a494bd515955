import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CeoData, CustomerDetail, WeekData } from "../../../src/pageData.js";
import { week } from "../../support/weekly.js";

let dir: string;
let ceo: CeoData;
let thisWeek: WeekData;
let customers: CustomerDetail[];

const read = <T>(name: string) => JSON.parse(readFileSync(join(dir, "page-data", name), "utf8")) as T;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "pages-"));
  const { error } = await week(
    dir,
    "--playbook",
    "saas",
    "--source",
    "sample",
    "--customers",
    "1200",
    "--audience",
    "team",
    "--no-notify",
  );
  if (error) throw error;
  ceo = read("ceo.json");
  thisWeek = read("week.json");
  customers = readdirSync(join(dir, "page-data", "customers")).flatMap((name) =>
    Object.values(read<Record<string, CustomerDetail>>(`customers/${name}`)),
  );
}, 300_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("words on the pages", () => {
  it("give the chief executive five sentences in both languages, and say who wrote them", () => {
    expect(ceo.summary!.zh.text.match(/。/g)).toHaveLength(5);
    expect(ceo.summary!.en.text).toContain(`${ceo.run.customers.active.toLocaleString("en")} accounts`);
    expect(ceo.summary!.en).toMatchObject({ writer: "builtin", model: null, writtenOn: null });
  });

  it("explain everybody above the low tier, and nobody else", () => {
    const above = customers.filter(({ tier }) => tier !== null && tier !== "low");
    expect(above.length).toBeGreaterThan(0);
    for (const { explanation, p } of above) {
      expect(explanation!.zh.text).toContain(`${Math.round(100 * p!)}%`);
      expect(explanation!.en.text).toContain(`${Math.round(100 * p!)}%`);
    }
    expect(
      customers
        .filter(({ tier }) => tier === null || tier === "low")
        .every(({ explanation }) => explanation === undefined),
    ).toBe(true);
  });

  it("hold letters for the top of the queue only, none of them to somebody held out, reached or unwilling", () => {
    const written = customers.filter(({ draft }) => draft);
    expect(written.length).toBeGreaterThan(0);
    expect(written.length).toBeLessThanOrEqual(20);
    for (const { draft, isHoldout, isContacted, facts } of written) {
      expect([isHoldout, isContacted, facts.marketing_opt_out]).toEqual([false, false, false]);
      expect(draft!.zh).toMatchObject({ state: "DRAFT", writer: "builtin" });
      expect(draft!.en!.approve).toBe(`npm run drafts -- approve ${draft!.en!.id}`);
    }
  });

  it("say how many texts passed the checks", () => {
    expect(thisWeek.words).toMatchObject({
      writer: "builtin",
      passed: { first: 0, second: 0, builtin: thisWeek.words!.texts },
    });
  });
});
