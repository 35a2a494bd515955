import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkFiles } from "../../../loaders/playbook/checkFiles.js";
import { newPlaybook } from "../../../loaders/playbook/newPlaybook.js";
import { playbookDoc } from "../../../loaders/playbook/playbookDoc.js";
import { checkPlaybook } from "../../../src/playbooks/checkPlaybook.js";
import { playbooks } from "../../../src/playbooks/index.js";
import type { Playbook } from "../../../src/playbooks/types.js";

let folder = "";
beforeEach(() => {
  // beside the original, so that its imports of the model hold
  folder = mkdtempSync("src/.playbooks-");
  cpSync("src/playbooks", folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (file: string) => readFileSync(join(folder, file), "utf8");
const edit = (file: string, from: string, to: string) => {
  expect(text(file)).toContain(from);
  writeFileSync(join(folder, file), text(file).replace(from, to));
};
const line = (file: string, part: string) =>
  text(file)
    .split("\n")
    .findIndex((each) => each.includes(part)) + 1;

describe("a new playbook", () => {
  it.each(["aftersales", "saas"])(
    "copied from %s is registered, has a name of its own and nothing wrong",
    async (from) => {
      const files = newPlaybook("carRental", from, folder);
      expect(files).toEqual(["carRental.ts", "carRentalRoi.ts", "carRentalWords.ts", "index.ts"]);
      expect(text("index.ts")).toContain("[aftersales, saas, carRental]");
      const { playbookById } = (await import(/* @vite-ignore */ join(process.cwd(), folder, "index.ts"))) as {
        playbookById: (id: string) => Playbook;
      };
      expect(playbookById("carRental")).toMatchObject({
        id: "carRental",
        name: { en: "carRental" },
        disagreements: [],
      });
      for (const file of files.slice(0, 3))
        expect(text(file)).not.toMatch(new RegExp(String.raw`\b${from}|published\(|ours\(`));
      expect(await checkFiles("carRental", folder)).toEqual([]);
    },
  );

  it("leaves the copied one as it was, and refuses a name that is taken, no name, and an unknown source", () => {
    const before = readdirSync(folder);
    for (const name of ["saas", "types", "index", "Fleet", "2nd", "a-b", "aftersalesroi", ""])
      expect(() => newPlaybook(name, "saas", folder)).toThrow(/a playbook cannot be called/);
    expect(() => newPlaybook("fleet", "sas", folder)).toThrow(
      /no playbook to copy called sas.*allowed: aftersales, saas/,
    );
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe("a check names the line", () => {
  it("of a type error", async () => {
    newPlaybook("fleet", "saas", folder);
    edit("fleet.ts", "horizonDays: 30", 'horizonDays: "30"');
    expect(await checkFiles("fleet", folder)).toEqual([
      `${folder}/fleet.ts:${line("fleet.ts", "horizonDays")}:3: Type 'string' is not assignable to type 'number'.`,
    ]);
  });

  it("of a value out of range, in the file that states it", async () => {
    newPlaybook("fleet", "aftersales", folder);
    edit("fleet.ts", "above: 0.5,", "above: 0.9,");
    edit("fleetRoi.ts", "share_high: placeholder(0.08)", "share_high: placeholder(8)");
    edit("fleet.ts", 'when: "days_overdue > 30"', 'when: "days_overdue >> 30"');
    expect(await checkFiles("fleet", folder)).toEqual([
      `${folder}/fleet.ts:${line("fleet.ts", "above: 0.9")}:7: tiers.high.above: not below the tier before it, 0.7: 0.9`,
      `${folder}/fleetRoi.ts:${line("fleetRoi.ts", "share_high")}:5: roi.assumptions.share_high: not in 0 to 1: 8`,
      expect.stringMatching(new RegExp(`fleet.ts:${line("fleet.ts", ">> 30")}:7: riskFactors.0.when: `)) as string,
    ]);
  });
});

describe("a playbook that ships", () => {
  it.each(playbooks.map((playbook) => [playbook.id, playbook] as const))("%s is in range", (_, playbook) => {
    expect(checkPlaybook(playbook)).toEqual([]);
  });
});

describe("out of range are", () => {
  const saas = playbooks.find(({ id }) => id === "saas")!;
  const what = (change: Partial<Playbook>) =>
    checkPlaybook({ ...saas, ...change }).map(({ path, what: said }) => `${path.join(".")}: ${said}`);

  it.each<[string, Partial<Playbook>, string]>([
    ["a horizon of no days", { horizonDays: 0 }, "horizonDays: not in 1 to 3650: 0"],
    ["a horizon that is no number", { horizonDays: NaN }, "horizonDays: not in 1 to 3650: NaN"],
    ["tables without customers", { tables: ["usage"] }, "tables: the table customers is required"],
    [
      "weights",
      { health: { ...saas.health, components: saas.health.components.slice(1) } },
      "health.components: weights do not add up to 1: 0.7",
    ],
    [
      "gates",
      { gates: { ...saas.gates, auc: { ...saas.gates.auc, stop: 0.9 } } },
      "gates.auc.stop: not below the go line, 0.85: 0.9",
    ],
    [
      "a floor outside its range",
      { winback: { ...saas.winback, floor: { value: 0.5, low: 0.1, high: 0.2 } } },
      "winback.floor: not between its low 0.1 and high 0.2: 0.5",
    ],
    [
      "an unknown assumption",
      { roi: { ...saas.roi, assumptions: { ...saas.roi.assumptions, ltw: saas.roi.assumptions["ltv"]! } } },
      "roi.assumptions.ltw: the ROI model has no assumption of this name: ltw",
    ],
  ])("%s", (_, change, said) => {
    expect(what(change).map((each) => each.replace("0.7000000000000001", "0.7"))).toEqual([said]);
  });
});

it("docs/playbook.md is what the types say; npm run docs writes it", () => {
  expect(readFileSync("docs/playbook.md", "utf8")).toBe(playbookDoc());
});
