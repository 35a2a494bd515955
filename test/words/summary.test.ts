import { describe, expect, it } from "vitest";
import { playbooks } from "../../src/playbooks/index.js";
import { tierIds } from "../../src/playbooks/types.js";
import { checkWritten } from "../../src/words/checks/index.js";
import { fillSlots } from "../../src/words/fillSlots.js";
import { summarySlots, type SummaryFacts } from "../../src/words/summarySlots.js";
import { writeSummary } from "../../src/words/builtin/writeBuiltin.js";

export function weekFacts(seed: number, audience: "team" | "executive" = "team"): SummaryFacts {
  const tiers = { critical: 3 * seed, high: 8 * seed, medium: 12 * seed, low: 77 * seed };
  const point = {
    asOf: "2026-06-22",
    backfilled: false,
    customers: 100 * seed,
    tiers: { ...tiers, high: 7 * seed },
    expectedLosses: 0,
    money: 0,
    newlyAtRisk: 0,
  };
  return {
    run: {
      ...{
        runId: "r",
        playbook: "x",
        asOf: "2026-06-29",
        audience,
        source: "sample",
        horizonDays: 365,
        cadenceDays: 7,
        weeks: 2,
      },
      customers: { accepted: 110 * seed, active: 100 * seed, lost: 10 * seed, rejected: 0 },
      ...{ withoutScore: 0, meanCoverage: 1, missingTables: [] },
      model: {
        ...{ id: "m", kind: "logistic", trainedRows: 1, trainedEvents: 1, trainedFrom: null, trainedTo: null },
        evaluation: {
          ...{ protocol: "out_of_time", testWeek: null, rows: 1, events: 1, brier: 0.1 },
          ...{ auc: { value: 0.861, low: 0.842, high: 0.88 }, calibration: { slope: 1, intercept: 0 } },
        },
      },
    },
    tiers: tierIds.map((tier) => ({
      tier,
      customers: tiers[tier],
      meanP: 0.5,
      meanLtv: 4000,
      expectedLosses: tiers[tier] / 2,
      money: 2000 * tiers[tier],
    })),
    next30: { heads: 2.4 * seed, money: 9000 * seed, method: "calibrated" },
    newlyAtRisk: seed,
    history: [point, { ...point, asOf: "2026-06-29", tiers }],
    gates: [
      { gate: "auc", state: "GO", needs: { outcomes: 0, weeks: 0 } },
      { gate: "stay", state: "NOT_YET", needs: { outcomes: 90, weeks: 5 } },
      { gate: "roi", state: "NOT_YET", needs: { outcomes: null, weeks: null } },
    ],
  };
}

describe.each(playbooks.map((playbook) => [playbook.id, playbook] as const))(
  "the chief executive's paragraph: %s",
  (_, playbook) => {
    it.each(["zh", "en"] as const)("is five sentences that pass every check, in %s", (lang) => {
      for (let seed = 1; seed <= 60; seed++) {
        const slots = summarySlots(weekFacts(seed), playbook);
        const written = writeSummary(slots, lang, { seed: String(seed) });
        expect(checkWritten({ task: "summary", lang, slots }, written)).toEqual([]);
      }
    });

    it("is written for a first week without a tested model, too", () => {
      const facts = weekFacts(3);
      const first = {
        ...facts,
        history: facts.history.slice(1),
        run: { ...facts.run, model: { ...facts.run.model, evaluation: undefined } },
      };
      for (const lang of ["zh", "en"] as const) {
        const slots = summarySlots(first, playbook);
        expect(checkWritten({ task: "summary", lang, slots }, writeSummary(slots, lang, { seed: "1" }))).toEqual([]);
      }
    });

    it("does not say a headline count under five in a build without customers", () => {
      const slots = summarySlots(weekFacts(1, "executive"), playbook);
      const text = fillSlots(writeSummary(slots, "zh", { seed: "1" }).text, slots, "zh");
      expect(text).toContain("不到 5");
      expect(text).not.toMatch(/极高风险的共 3|新进入风险的有 1/);
    });
  },
);

it("reads as the week's figures", () => {
  const slots = summarySlots(weekFacts(200), playbooks[0]!);
  const text = fillSlots(writeSummary(slots, "en", { seed: "1" }).text, slots, "en");
  for (const figure of [
    "20,000 owners",
    "2,200 owners",
    "200 owners",
    "0.86 (0.84–0.88)",
    "7 to 14 days",
    "480 owners",
  ])
    expect(text).toContain(figure);
});
