// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { stopLoss } from "../../src/components/ceo/stopLoss.js";
import { pageContext } from "../../src/components/context.js";
import { planState } from "../../src/components/experiments/planNotice.js";
import { cardFinding, experimentsFinding } from "../../src/components/findings/experiments.js";
import { promisesFinding } from "../../src/components/findings/promises.js";
import { roadmapFinding } from "../../src/components/findings/roadmap.js";
import { curveFinding, timingPageFinding } from "../../src/components/findings/timing.js";
import { allocationFinding } from "../../src/components/findings/week.js";
import { ceoReport } from "../../src/components/pages/ceoReport.js";
import { experiments } from "../../src/components/pages/experiments.js";
import { roadmap } from "../../src/components/pages/roadmap.js";
import { thisWeek } from "../../src/components/pages/thisWeek.js";
import { timing } from "../../src/components/pages/timing.js";
import { coverageByDay } from "../../src/components/roadmap/diary.js";
import type { Lang } from "../../src/playbooks/types.js";
import { aftersales } from "../../src/playbooks/aftersales.js";
import { saas as saasPlaybook } from "../../src/playbooks/saas.js";
import { makePageData } from "../fixtures/pages/makePageData.js";

const after = makePageData({ playbook: "aftersales", audience: "team", customers: 400, scale: 500 });
const saas = makePageData({ playbook: "saas", audience: "team", customers: 400 });
const executive = makePageData({ playbook: "aftersales", audience: "executive", customers: 400 });
const flat = makePageData({ playbook: "aftersales", audience: "team", customers: 300, isFlat: true });
const textOf = (element: Element) => element.textContent.replace(/\s+/g, " ").trim();
const all = (page: object): string =>
  Object.values(page)
    .map((part: unknown) => (part instanceof Element ? textOf(part) : typeof part === "string" ? part : ""))
    .join(" ");

describe.each(["zh", "en"] as const)("the programme's pages, %s", (lang) => {
  it.each([
    ["a team's", after],
    ["another playbook's", saas],
    ["an executive's", executive],
    ["a flat table's", flat],
  ] as const)("are whole from %s data, each picture with a description and a table", (_, data) => {
    const pages = [
      timing(data.timing, lang),
      experiments(data.experiments, lang),
      roadmap(data.roadmap, data.ceo, lang),
    ];
    for (const page of pages) {
      expect(all(page) + JSON.stringify(page.finding)).not.toMatch(/undefined|NaN|\[object|Infinity/);
      for (const part of Object.values(page).filter((one): one is HTMLElement => one instanceof HTMLElement))
        for (const chart of part.querySelectorAll(".chart")) {
          expect(chart.querySelector("svg")?.getAttribute("aria-label")).toMatch(/\d/);
          expect(chart.querySelectorAll("details tbody tr").length).toBeGreaterThan(0);
        }
    }
  });
});

describe("Timing", () => {
  it("shows the measured points with interval and size, the curve in use and why, and that curve and tier table disagree", () => {
    const page = timing(after.timing, "en");
    expect(curveFinding(after.timing).en).toBe(
      "Decisions still follow the published curve: a point has under 20 outcomes",
    );
    const label = page.curve.querySelector("svg")!.getAttribute("aria-label")!;
    expect(label).toMatch(/day 7 62%, measured \d+\.\d% \(\d+\.\d%–\d+\.\d%, n=180\)/);
    expect(textOf(page.agreement)).toContain("55.9%");
    expect(textOf(page.agreement)).toContain("day 13.4");
    expect(timingPageFinding(after.timing, aftersales).zh).toContain("再拖一周");
  });

  it("says for each reason which curve decisions follow", () => {
    const said = (["measured", "few_outcomes", "not_falling", "no_effect"] as const).map(
      (reason) => curveFinding({ curve: { ...after.timing.curve, reason } }).zh,
    );
    expect(new Set(said).size).toBe(4);
    expect(said[0]).toContain("实测曲线");
  });
});

describe("Experiments", () => {
  const [card] = saas.experiments.cards;
  it("warns in plain sight that a plan was changed after it was registered, with both hashes", () => {
    expect(planState(card!, saas.experiments.run.asOf)).toBe("changed");
    const page = experiments(saas.experiments, "zh");
    const warning = page.cards.querySelector('.warn[role="alert"]')!;
    expect(textOf(warning)).toContain("计划在登记之后被改过");
    expect(textOf(warning)).toContain(card!.hash);
    expect(textOf(warning)).toContain(card!.registered!.hash);
    expect(experimentsFinding(saas.experiments).en).toContain("changed after registration");
  });

  it("warns of nothing where the plan stands as it was registered, and says what nobody registered", () => {
    const page = experiments(after.experiments, "en");
    expect(page.cards.querySelector(".warn")).toBeNull();
    expect(textOf(page.cards)).toContain("unchanged since");
    expect(textOf(page.cards)).toContain("No plan was registered");
  });

  it("says that a plan came after its own start", () => {
    const late = { ...after.experiments.cards[0]!, registered: null };
    expect(planState(late, "2026-06-29")).toBe("late");
  });

  it("says that a comparison nobody registered suggests something, and names strategies in words", () => {
    const better = { ...card!.arms[1]!, id: "contract_review", verdict: "better" as const };
    const hint = { ...card!, isRegistered: false, arms: [card!.arms[0]!, better] };
    expect(cardFinding(hint, saasPlaybook)).toEqual({ zh: "合同复议更好", en: "Better: contract review" });
    const cards = [hint].map((one) => ({ ...one, registered: null, isEnded: true }));
    expect(experimentsFinding({ ...saas.experiments, cards })).toEqual({
      zh: "登记过的实验都还没有结论，1 组未登记的比较有线索",
      en: "No registered experiment is decided, 1 unregistered comparison suggests a better strategy",
    });
    const own = { ...better, id: "our_own_idea" };
    expect(cardFinding({ ...hint, arms: [own] }, saasPlaybook).en).toBe("Better: our_own_idea");
  });

  it("names what cannot be finished, and never a winner where the ratio is red", () => {
    const long = { ...card!, duration: { ...card!.duration, weeks: 686, isFeasible: false } };
    expect(cardFinding(long, saasPlaybook).en).toContain("a year would not be enough");
    const red = { ...card!, ratio: { chiSquare: 40, pValue: 1e-9, isRed: true } };
    expect(cardFinding(red, saasPlaybook).zh).toBe("分派比例不对，比较不能信");
    const page = experiments({ ...after.experiments, cards: [long] }, "zh");
    expect(textOf(page.cards)).toContain("做不成");
  });
});

describe("a gate that says stop", () => {
  const gates = [
    { gate: "auc", state: "STOP", interval: { value: 0.77, low: 0.74, high: 0.79 }, needs: { outcomes: 0, weeks: 0 } },
  ] as const;
  it("is a stop-loss on the CEO report and on the roadmap, with the plan's answer", () => {
    const context = (lang: Lang) => pageContext(after.ceo.run, lang, aftersales);
    expect(textOf(stopLoss(context("zh"), gates))).toContain(
      "止损 AUC：整个区间 0.740–0.790 在止线 0.800 以下。暂停推广。",
    );
    const report = ceoReport({ ...after.ceo, gates: [...gates, ...after.ceo.gates.slice(1)] }, "en");
    expect(textOf(report.stop)).toContain("pause the roll-out");
    expect(ceoReport(after.ceo, "en").stop.querySelector('[role="alert"]')).toBeNull();
    expect(roadmapFinding({ ...after.roadmap, stops: ["auc"] }, aftersales).zh).toBe("止损：AUC 叫停");
  });
});

describe("the diary", () => {
  it("opens the CEO report with what was promised and what happened, once something has come due", () => {
    const report = ceoReport(saas.ceo, "en");
    expect(textOf(report.finding.promised)).toBe("Two of three within range; losses in 30 days was outside");
    const rows = [...report.promises.querySelectorAll(".prom tbody tr")].map(textOf);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatch(/Losses in 30 days.*227.*178–277.*291.*outside/);
    expect(textOf(ceoReport(after.ceo, "en").finding.promised)).toContain("No forecast is due yet");
  });

  it("counts coverage over the weeks", () => {
    expect(coverageByDay(saas.ceo.promise!.due)).toEqual([
      { day: "2026-06-17", scored: 1, covered: 1 },
      { day: "2026-06-24", scored: 3, covered: 2 },
      { day: "2026-06-29", scored: 4, covered: 3 },
    ]);
    expect(textOf(roadmap(saas.roadmap, saas.ceo, "zh").diary)).toContain("在区间内");
  });

  it("names the worst where none was kept", () => {
    const miss = (en: string, missedBy: number) => ({ name: { zh: en, en }, isCovered: false, missedBy });
    expect(promisesFinding([miss("Spend", 3), miss("Losses", 1)], { zh: "", en: "" }).en).toBe(
      "None of two within range; spend missed by most",
    );
  });
});

describe("this week's money", () => {
  it("stands three ways beside the queue and the bound", () => {
    const page = thisWeek(after.week, after.ceo, "en");
    const rows = [...page.allocation.querySelectorAll("tbody tr")].map(textOf);
    expect(rows).toHaveLength(4);
    expect(rows[0]).toContain("−¥5,890");
    expect(textOf(page.allocation.querySelector("tfoot")!)).toContain("¥47,650");
    const money = (value: number) => String(value);
    expect(allocationFinding(after.ceo.allocation, money, true).en).toBe(
      "The queue earns 99% of the bound; the riskiest first would earn 53528 less",
    );
    expect(textOf(thisWeek(executive.week, { ...executive.ceo, allocation: undefined }, "zh").allocation)).toContain(
      "不到五位",
    );
  });

  it("asks for remaining values where there are none, instead of counting nobody", () => {
    const tiers = executive.ceo.tiers.map((tier) => ({ ...tier, money: null }));
    const page = thisWeek(executive.week, { ...executive.ceo, tiers, allocation: undefined }, "zh");
    expect(page.finding.allocation).toBe("没有剩余价值，算不出钱该花在谁身上");
    expect(textOf(page.allocation)).toContain("remaining_ltv");
  });
});
