import { describe, expect, it } from "vitest";
import { customerActionFinding } from "../../src/components/findings/customerAction.js";
import { customerHistoryFinding, periodWords } from "../../src/components/findings/customerHistory.js";
import { customerReasonsFinding } from "../../src/components/findings/customerReasons.js";
import { customerTimingFinding, type TimingCase } from "../../src/components/findings/customerTiming.js";
import { aftersales } from "../../src/playbooks/aftersales.js";
import { saas } from "../../src/playbooks/saas.js";

const nothing = { usage: [], adoption: [], engagement: [], value: [] };

/** A history of 26 weeks that goes from one score to another; components follow. */
function history(from: number | null, to: number | null, components: Record<string, readonly [number, number]> = {}) {
  const weeks = 26;
  const line = (a: number | null, b: number | null) =>
    Array.from({ length: weeks }, (_, i) => (a === null || b === null ? null : a + ((b - a) * i) / (weeks - 1)));
  return {
    coverage: 1,
    history: {
      asOf: line(0, 0).map((_, i) => `2026-01-${i}`),
      overall: line(from, to),
      p: line(0.1, 0.6),
      backfilled: line(0, 0).map(() => false),
      components: {
        ...nothing,
        ...Object.fromEntries(Object.entries(components).map(([id, [a, b]]) => [id, line(a, b)])),
      },
    },
  };
}

describe("customerHistoryFinding", () => {
  it("names the component whose weighted fall is largest, not the one that fell most points", () => {
    // usage falls 30 points at weight .30 (9.0), value 40 at .20 (8.0)
    const finding = customerHistoryFinding(history(69, 41, { usage: [70, 40], value: [90, 50] }), aftersales);
    expect(finding.zh).toBe("半年里健康分由 69 降到 41，到店保养拖累最多");
    expect(finding.en).toBe("The health score fell from 69 to 41 in half a year; service visits cost most");
  });
  it("says that a rise is a rise, and what helped", () => {
    const finding = customerHistoryFinding(history(41, 69, { usage: [40, 70], value: [90, 50] }), aftersales);
    expect(finding.zh).toBe("半年里健康分由 41 升到 69，到店保养帮助最大");
  });
  it("calls a change under 5 points none", () => {
    expect(customerHistoryFinding(history(60, 55.1), aftersales).zh).toBe("半年里健康分变动不到 5 分");
    expect(customerHistoryFinding(history(60, 55), aftersales).zh).toContain("由 60 降到 55");
  });
  it("says why there is no score", () => {
    const { zh, en } = customerHistoryFinding({ ...history(null, null), coverage: 0.3 }, aftersales);
    expect(zh).toBe("没有健康分：有数据的只占 30% 权重，至少要 50%");
    expect(en).toBe("No health score: data cover 30% of its weight, 50% is the least");
  });
  it("makes no line of one week", () => {
    const one = history(60, 60);
    const only = { ...one, history: { ...one.history, overall: [60.4] } };
    expect(customerHistoryFinding(only, aftersales).zh).toBe("健康分 60，只有这一周");
  });
  it("counts weeks where they are neither half a year nor a year", () => {
    expect([9, 26, 52].map((weeks) => periodWords(weeks).en)).toEqual(["9 weeks", "half a year", "a year"]);
  });
});

describe("customerReasonsFinding", () => {
  const labelOf = (id: string) => ({ zh: `特征${id}`, en: `Feature ${id}` });
  const of = (...values: number[]) => values.map((logOdds, i) => ({ feature: String(i), value: 1, logOdds }));
  it("gives the share of the upward total that five reasons make up", () => {
    // 3.0 + .9 in all, the five strongest are 3.0: 76.9 %
    const finding = customerReasonsFinding(
      { p: 0.6, contributions: of(1, 0.8, 0.5, 0.4, 0.3, 0.3, 0.3, 0.3, -0.5) },
      labelOf,
    );
    expect(finding.zh).toBe("五个原因占推高作用的 77%，最强的是特征0");
    expect(finding.en).toBe("Five reasons make up 77% of the push, feature 0 first");
  });
  it("names a reason alone that makes up two fifths or more", () => {
    expect(customerReasonsFinding({ p: 0.6, contributions: of(2, 1, 1, 1) }, labelOf).zh).toBe(
      "一个原因占推高作用的 40%：特征0",
    );
  });
  it("says so where more holds than pushes", () => {
    expect(customerReasonsFinding({ p: 0.02, contributions: of(0.5, -1) }, labelOf).zh).toBe("留得住的理由比推走的多");
    expect(customerReasonsFinding({ p: 0.02, contributions: of(-1) }, labelOf).en).toBe(
      "Nothing raises the probability of leaving",
    );
  });
  it("has no reasons without a probability", () => {
    expect(customerReasonsFinding({ p: null, contributions: [] }, labelOf).zh).toBe("没有流失概率，也就没有原因可列");
  });
});

describe("customerTimingFinding", () => {
  // the worked customer of the definitions: LTV 5,200, uplift .20, crossed nine days ago; g is .9599, .6003 and 0
  const worked = {
    day: 9,
    uplift: 0.2,
    naturalStay: 0.36,
    cost: 300,
    now: { g: 0.9599, gain: 998 },
    byWeekEnd: { g: 0.6003, gain: 624 },
    nextWeek: { g: 0, gain: 0 },
    costOfWaiting: 624,
  };
  const open: TimingCase = { standing: "open", hasClock: true, detail: { tier: "high", ltv: 5_200, timing: worked } };
  it("gives the worth of contact this week, and nothing next week", () => {
    const { zh, en } = customerTimingFinding(open, aftersales);
    expect(zh).toBe("本周内联系值 624–998 元，拖到下周归零");
    expect(en).toBe("Contact this week is worth ¥624–¥998; next week nothing");
  });
  it("says what a week costs while something is left", () => {
    const timing = { ...worked, nextWeek: { g: 0.126, gain: 131 }, costOfWaiting: 493 };
    expect(customerTimingFinding({ ...open, detail: { ...open.detail, timing } }, aftersales).zh).toBe(
      "本周内联系值 624–998 元，拖到下周少 493 元",
    );
  });
  it("is worth nothing by the end of the week where the window closes within it", () => {
    const timing = { ...worked, byWeekEnd: { g: 0, gain: 0 }, costOfWaiting: 0 };
    expect(customerTimingFinding({ ...open, detail: { ...open.detail, timing } }, aftersales).zh).toBe(
      "今天联系还值 998 元，到周末归零",
    );
  });
  it("says that the window has passed", () => {
    const gone = { g: 0, gain: 0 };
    const timing = { ...worked, now: gone, byWeekEnd: gone, costOfWaiting: 0 };
    expect(customerTimingFinding({ ...open, detail: { ...open.detail, timing } }, saas).zh).toBe(
      "窗口已过，等待不再有代价",
    );
  });
  it("has no clock in the medium tier", () => {
    const medium: TimingCase = {
      standing: "open",
      hasClock: false,
      detail: { tier: "medium", ltv: 4_000, timing: undefined },
    };
    expect(customerTimingFinding(medium, aftersales).zh).toBe("中风险层没有时钟，早一周晚一周效果一样");
  });
  it("prices nothing without a remaining value", () => {
    const unknown = { tier: "high" as const, ltv: null, timing: undefined };
    expect(customerTimingFinding({ ...open, detail: unknown }, aftersales).zh).toBe("剩余价值未知，算不出等待的代价");
  });
  it.each(["lost", "holdout", "contacted", "opted_out", "unscored"] as const)(
    "does not price the time of one who is %s",
    (standing) => {
      const { zh, en } = customerTimingFinding({ ...open, standing }, aftersales);
      expect(`${zh}${en}`).not.toMatch(/\d/);
    },
  );
});

describe("customerActionFinding", () => {
  it("is the tier's first two actions without what stands in brackets", () => {
    const { zh, en } = customerActionFinding("open", "high", aftersales);
    expect(zh).toBe("专属顾问一对一回访，对症解决");
    expect(en).toBe("One-to-one call by the dedicated advisor, matching fix");
  });
  it("names no action for the lost, the held-out, the contacted and those who opted out", () => {
    for (const standing of ["lost", "holdout", "contacted", "opted_out"] as const)
      expect(customerActionFinding(standing, "high", aftersales).zh).not.toContain("回访");
  });
});
