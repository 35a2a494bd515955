import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyScenario } from "../../../loaders/playbookCommand.js";
import { evaluateRoi, roiModel } from "../../../src/model/roi/index.js";
import { playbookById } from "../../../src/playbooks/index.js";
import type { Playbook } from "../../../src/playbooks/types.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "playbooks-"));
  cpSync("src/playbooks", join(folder, "playbooks"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = () => join(folder, "playbooks");
const text = (file: string) => readFileSync(join(files(), file), "utf8");
const link = (query: string) => `https://example.com/aftersales/en/what-if.html#v=1&playbook=${query}`;
const load = async (id: string) =>
  Object.values((await import(/* @vite-ignore */ `${files()}/${id}.ts`)) as Record<string, Playbook>)[0];

describe("applying a scenario to its playbook", () => {
  it("changes the numbers of the named lines and nothing else", () => {
    const before = text("aftersalesRoi.ts");
    const { diff } = applyScenario(link("aftersales&ltv=3800&count_low_tier=1"), files());
    expect(text("aftersalesRoi.ts")).toBe(
      before
        .replace("ltv: published(4_000, [3_500, 4_500]),", "ltv: published(3_800, [3_300, 4_300]),")
        .replace("count_low_tier: choice(0),", "count_low_tier: choice(1),"),
    );
    expect(diff).toContain("-    ltv: published(4_000, [3_500, 4_500]),\n+    ltv: published(3_800, [3_300, 4_300]),");
  });

  it("writes the reader's own low and high, for skewed figures and shares too", () => {
    const query =
      "aftersales&integration_cost=1500000&integration_cost.range=1200000_2000000&share_high.range=0.07_0.09";
    applyScenario(link(query), files());
    expect(text("aftersalesRoi.ts")).toContain(
      "integration_cost: skewed(published(1_500_000, [1_200_000, 2_000_000])),",
    );
    expect(text("aftersalesRoi.ts")).toContain("share_high: published(0.08, [0.07, 0.09]),");
  });

  it("finds the floor beside the win-back curve", () => {
    applyScenario(link("saas&floor=0.3"), files());
    expect(text("saas.ts")).toContain("floor: { value: 0.3, low: 0.1545, high: 0.3545 },");
    expect(text("saasRoi.ts")).toBe(readFileSync("src/playbooks/saasRoi.ts", "utf8"));
  });

  it("gives a playbook whose model says what the link said", async () => {
    const overrides = { ltv: 3_800, stay_high: 0.63, days_to_contact: 9, cost_critical: 760.5 };
    const query = Object.entries(overrides).map(([id, value]) => `${id}=${value}`);
    applyScenario(link(`aftersales&${query.join("&")}`), files());
    const applied = await load("aftersalesRoi");
    const model = roiModel({ ...playbookById("aftersales"), roi: applied as unknown as Playbook["roi"] });
    expect(evaluateRoi(model)["roi"]).toBe(evaluateRoi(roiModel(playbookById("aftersales")), overrides)["roi"]);
  });

  it.each(["aftersales", "saas"] as const)("can write every assumption of %s", (id) => {
    const { given } = roiModel(playbookById(id));
    const all = Object.entries(given).map(([name, { value }]) => `${name}=${value}`);
    expect(applyScenario(link(`${id}&${all.join("&")}`), files()).diff).toBe("");
  });

  it("writes nothing in a dry run", () => {
    const { diff, notes } = applyScenario(link("aftersales&stay_high=0.63"), files(), true);
    expect(diff).toContain("+    stay_high: published(0.63, [0.58, 0.68]),");
    expect(notes.join()).toContain("marked as published");
    expect(text("aftersalesRoi.ts")).toBe(readFileSync("src/playbooks/aftersalesRoi.ts", "utf8"));
  });

  it.each([
    ["aftersales&margin=7", "margin=7: not in [0, 1]"],
    ["aftersales", "the link changes no assumption"],
    ["elsewhere&ltv=1", "no known playbook in it: elsewhere"],
    ["aftersales&ltv=3800&evil=1", "evil=1: unknown here"],
  ])("refuses %s whole", (query, message) => {
    expect(() => applyScenario(link(query), files())).toThrow(message);
    expect(text("aftersalesRoi.ts")).toBe(readFileSync("src/playbooks/aftersalesRoi.ts", "utf8"));
  });

  it("names an assumption that is stated in another form, and writes nothing", () => {
    const query = link("aftersales&ltv=3800&floor=0.3");
    rmSync(join(files(), "aftersales.ts"));
    cpSync("src/playbooks/saasRoi.ts", join(files(), "aftersales.ts"));
    expect(() => applyScenario(query, files())).toThrow("assumption floor is stated 0 times; in aftersales.ts");
    expect(text("aftersalesRoi.ts")).toBe(readFileSync("src/playbooks/aftersalesRoi.ts", "utf8"));
  });
});
