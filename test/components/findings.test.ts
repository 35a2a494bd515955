import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adviceClause, adviceOf } from "../../src/components/findings/advice.js";
import { askFinding } from "../../src/components/findings/ask.js";
import { earlyFinding } from "../../src/components/findings/model.js";
import { newlyFinding } from "../../src/components/findings/week.js";
import { ceoPageFinding, roiAgainst } from "../../src/components/findings/ceoPage.js";
import { gatesFinding } from "../../src/components/findings/gates.js";
import { concentration, leavingFinding, topTwo } from "../../src/components/findings/leaving.js";
import { paysFinding } from "../../src/components/findings/pays.js";
import { shareWords } from "../../src/components/findings/shareWords.js";
import type { GateLight, TierRow, ModelData } from "../../src/pageData.js";
import { aftersales } from "../../src/playbooks/aftersales.js";
import { tierIds } from "../../src/playbooks/types.js";

/** Shares of 200,000 customers and expected losses by tier. */
const tiers = (customers: readonly number[], losses: readonly number[]): TierRow[] =>
  tierIds.map((tier, i) => ({
    tier,
    customers: customers[i]!,
    expectedLosses: losses[i]!,
    meanP: losses[i]! / customers[i]!,
    meanLtv: 4_000,
    money: losses[i]! * 4_000,
  }));
/** The published plan: 3, 8, 12 and 77 % of customers, 36,000 losses. */
const published = tiers([6_000, 16_000, 24_000, 154_000], [4_800, 9_600, 9_600, 12_000]);
/** Everybody leaves at the same rate. */
const even = tiers([6_000, 16_000, 24_000, 154_000], [1_080, 2_880, 4_320, 27_720]);

describe("shareWords", () => {
  it("takes words only within 1.5 points of the round value", () => {
    expect([0.4, 0.415, 0.385].map((share) => shareWords(share).zh)).toEqual(["四成", "四成", "四成"]);
    expect([0.416, 0.384].map((share) => shareWords(share))).toEqual([
      { zh: "42%", en: "42%" },
      { zh: "38%", en: "38%" },
    ]);
    expect([0.11, 0.333, 0.5, 0.67, 0.25].map((share) => shareWords(share).en)).toEqual([
      "a tenth",
      "a third",
      "half",
      "two thirds",
      "a quarter",
    ]);
  });
});

describe("who leaves", () => {
  it("finds the smallest group from the top that holds 40 % of losses on at most 20 % of customers", () => {
    expect(concentration(published)).toEqual({ tiers: ["critical", "high"], customers: 0.11, losses: 0.4 });
    expect(concentration(even)).toBeUndefined();
  });

  it("states the concentration, else total and money only", () => {
    const amounts = { heads: { zh: "36,000", en: "36,000" }, money: { zh: "14,400 万元", en: "¥144M" } };
    expect(leavingFinding(published, aftersales, amounts)).toEqual({
      zh: "11% 的车主，占去四成流失",
      en: "11% of owners make up two fifths of losses",
    });
    expect(leavingFinding(even, aftersales, amounts)).toEqual({
      zh: "预计流失 36,000 人，牵涉 14,400 万元",
      en: "36,000 expected losses, ¥144M at stake",
    });
  });

  it("names the top two tiers only at twice their share of customers", () => {
    expect(topTwo(published)?.losses).toBeCloseTo(0.4, 12);
    expect(topTwo(even)).toBeUndefined();
    expect(topTwo(tiers([0, 0, 10, 90], [0, 0, 3, 7]))).toBeUndefined();
  });
});

const light = (gate: GateLight["gate"], state: GateLight["state"], rest: Partial<GateLight> = {}): GateLight => ({
  gate,
  state,
  needs: { outcomes: null, weeks: null },
  ...rest,
});
const interval = { value: 0.6, low: 0.55, high: 0.65 };

describe("advice", () => {
  it("stops on any STOP, whatever the others say", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("GO", "NOT_YET", "BETWEEN"), { maxLength: 2 }), (states) => {
        const gates = [light("roi", "STOP"), ...states.map((state) => light("auc", state as "GO"))];
        expect(adviceOf(gates)).toEqual({ advice: "stop" });
      }),
    );
  });

  it("releases the next phase only when all are GO", () => {
    const go = [light("auc", "GO"), light("stay", "GO", { interval }), light("roi", "GO")];
    expect(adviceOf(go)).toEqual({ advice: "release" });
    expect(adviceOf([...go.slice(0, 2), light("roi", "BETWEEN")]).advice).toBe("hold");
  });

  it("starts the first phase while nobody has an outcome", () => {
    expect(adviceOf([light("auc", "GO"), light("stay", "NOT_YET"), light("roi", "BETWEEN")])).toEqual({
      advice: "start",
    });
  });

  it("extends by the weeks that NOT YET names, the longest of them", () => {
    const waits = (weeks: number) => ({ interval, needs: { outcomes: 10 * weeks, weeks } });
    const gates = [light("auc", "NOT_YET", waits(3)), light("stay", "NOT_YET", waits(8)), light("roi", "BETWEEN")];
    expect(adviceOf(gates)).toEqual({ advice: "extend", weeks: 8 });
    expect(adviceClause(adviceOf(gates), aftersales.phases)).toEqual({
      zh: "先续试点 8 周",
      en: "extend the pilot by 8 weeks",
    });
  });

  it("asks for nothing when a gate says stop", () => {
    const amount = { zh: "1,420 万元", en: "¥14.2M" };
    const amounts = { year: amount, first: amount, next: amount };
    expect(askFinding("stop", aftersales.phases, amounts).en).not.toContain("¥");
    expect(askFinding("start", aftersales.phases, amounts).en).toContain("pilot");
    expect(askFinding("release", aftersales.phases, amounts).en).toContain("region");
  });
});

describe("CEO page", () => {
  const gate = { go: 2, stop: 0, state: "BETWEEN", isValueAssumed: false } as const;
  const advice = { zh: "先做试点", en: "start with the pilot" };

  it("says where losses gather, ROI against its lines, and the advice", () => {
    expect(ceoPageFinding({ tiers: published, roi: 1.072, gate, advice }, aftersales)).toEqual({
      zh: "四成流失来自一成车主；ROI 107% 未到推进线，先做试点",
      en: "Two fifths of losses come from a tenth of owners; ROI 107% misses the go line: start with the pilot",
    });
  });

  it("says that losses follow headcount where nothing stands out", () => {
    expect(ceoPageFinding({ tiers: even, roi: 1, gate, advice }, aftersales).zh).toMatch(/^流失在各层与人数相当；/);
  });

  it("puts figures between Chinese words with a space", () => {
    const some = tiers([5, 10, 20, 65], [13, 30, 27, 30]);
    expect(ceoPageFinding({ tiers: some, roi: 1, gate, advice }, aftersales).zh).toMatch(
      /^43% 的流失来自 15% 的车主；/,
    );
  });

  it("tells above, between and below the lines apart", () => {
    const state = (roi: number) => (roi > 2 ? "GO" : roi < 0 ? "STOP" : "BETWEEN");
    expect([2.01, 2, 0, -0.01].map((roi) => roiAgainst(roi, { ...gate, state: state(roi) }).en)).toEqual([
      "ROI 201% clears the go line",
      "ROI 200% misses the go line",
      "ROI 0% misses the go line",
      "ROI −1% is below the stop line",
    ]);
  });
});

describe("ROI past a line while its range is not", () => {
  const gate = { go: 2, stop: 0, state: "NOT_YET", isValueAssumed: false } as const;

  it("claims neither to clear nor to miss it", () => {
    expect([2.58, 1, -0.1].map((roi) => roiAgainst(roi, gate).en)).toEqual([
      "ROI 258% is not yet proven",
      "ROI 100% misses the go line",
      "ROI −10% is not yet certain",
    ]);
    expect(roiAgainst(2.58, gate).zh).toBe("ROI 258% 尚未坐实");
  });

  it("says that there is no value to reckon with, whatever the playbook's would give", () => {
    expect(roiAgainst(-0.9, { ...gate, isValueAssumed: true }).zh).toBe("数据里没有剩余价值，ROI 作不得数");
  });
});

describe("newly at risk, week by week", () => {
  it("sets this week against the weeks before", () => {
    expect(newlyFinding({ newlyAtRisk: 149 }, [120, 140, 160]).en).toBe(
      "149 this week against 140 in a usual one, within the usual range",
    );
    expect(newlyFinding({ newlyAtRisk: 161 }, [120, 140, 160]).zh).toBe("往周一般 140 位，本周 161 位，是最多的一周");
    expect(newlyFinding({ newlyAtRisk: 1 }, []).en).toBe("There are no weeks before to compare with");
  });
});

describe("gates", () => {
  it("counts states in a fixed order, and says that none stops only if it is true", () => {
    expect(gatesFinding([{ state: "BETWEEN" }, { state: "GO" }, { state: "NOT_YET" }])).toEqual({
      zh: "一门通过，一门未定，一门介于两线之间，没有一门叫停",
      en: "One gate passes, one is undecided, one lies between its lines, none says stop",
    });
    expect(gatesFinding([{ state: "STOP" }, { state: "NOT_YET" }, { state: "NOT_YET" }])).toEqual({
      zh: "两门未定，一门叫停",
      en: "Two gates are undecided, one says stop",
    });
  });
});

describe("what it pays", () => {
  const reading = (roi: number, isDefault = false) => ({ roi, isDefault });
  it("names the highest and lowest reading and where the default stands", () => {
    expect(paysFinding([reading(3.59), reading(2.5), reading(1.07, true)]).zh).toBe(
      "三种算法由 359% 到 107%，默认取最低的一种",
    );
    expect(paysFinding([reading(3.59), reading(1.12, true), reading(1.07)]).en).toBe(
      "Three readings run from 359% to 107%; ours gives 112%",
    );
    expect(paysFinding([reading(0.5), reading(1.12, true)]).en).toContain("the default is the highest");
  });

  it("says one figure where there is one reading", () => {
    expect(paysFinding([reading(-0.2, true)]).en).toBe("ROI is −20%");
  });
});

describe("early warning", () => {
  const run = (horizonDays: number) => ({ horizonDays, model: {} }) as ModelData["run"];
  it("is the score itself where the horizon is a month", () => {
    expect(earlyFinding({ run: run(30), early: null }).zh).toBe("期限只有 30 天，本身就是预警");
    expect(earlyFinding({ run: run(365), early: null }).en).toBe("The early-warning score has too few outcomes yet");
  });
});
