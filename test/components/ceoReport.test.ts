// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { ceoReport } from "../../src/components/pages/ceoReport.js";
import { makePageData, type PageDataChoice } from "../fixtures/pages/makePageData.js";

const choices: PageDataChoice[] = [
  { playbook: "aftersales", audience: "team", customers: 300, scale: 200 },
  { playbook: "aftersales", audience: "executive", customers: 300 },
  { playbook: "saas", audience: "team", customers: 300 },
  { playbook: "aftersales", audience: "team", customers: 300, isFlat: true },
];

const textOf = (part: unknown): string =>
  part instanceof Node
    ? (part.textContent ?? "")
    : typeof part === "string"
      ? part
      : part
        ? Object.values(part).map(textOf).join("\n")
        : "";

describe.each(choices)("CEO report of $playbook, $audience, flat $isFlat", (choice) => {
  const { ceo } = makePageData(choice);
  it.each(["zh", "en"] as const)("fills every section with figures, %s", (lang) => {
    const report = ceoReport(ceo, lang);
    for (const part of Object.values(report.finding)) expect(textOf(part)).not.toBe("");
    const text = Object.values(report).map(textOf).join("\n");
    expect(text).not.toMatch(/undefined|NaN|\[object|Infinity/);
    expect(text).toMatch(/\d/);
  });

  it("writes Chinese with full-width punctuation, English without Chinese characters", () => {
    const zh = Object.values(ceoReport(ceo, "zh")).map(textOf).join("\n");
    expect(zh.match(/[\u4e00-\u9fff][,;:!?(]/g)).toBeNull();
    const en = Object.values(ceoReport(ceo, "en")).map(textOf).join("\n");
    expect(en.match(/[\u4e00-\u9fff]/g)).toBeNull();
  });

  it("gives every chart a description with figures and a table behind it", () => {
    const parts = Object.values(ceoReport(ceo, "en")).filter(
      (part): part is HTMLElement => part instanceof HTMLElement,
    );
    const charts = parts.flatMap((part) => [...part.querySelectorAll(".chart")]);
    expect(charts.length).toBeGreaterThanOrEqual(6);
    for (const chart of charts) {
      expect(chart.querySelector(":is(svg[role=img], svg[role=group])")!.getAttribute("aria-label")).toMatch(/\d/);
      expect(chart.querySelectorAll("tbody tr").length).toBeGreaterThan(0);
    }
  });
});

describe("CEO report of data without a remaining value", () => {
  const { ceo } = makePageData({ playbook: "aftersales", audience: "team", customers: 300, isFlat: true });
  const poor = {
    ...ceo,
    tiers: ceo.tiers.map((tier) => ({ ...tier, meanLtv: null, money: null })),
    next30: { ...ceo.next30, money: null },
    history: ceo.history.map((week) => ({ ...week, money: null })),
  };

  it.each([
    ["zh", "数据里没有剩余价值，金额算不出", /业务手册/],
    ["en", "the data give no remaining value, so no money can be named", /playbook/],
  ] as const)("names no money and says whose value the ROI borrows, %s", (lang, said, whose) => {
    const report = ceoReport(poor, lang);
    const text = Object.values(report).map(textOf).join("\n");
    expect(text).toContain(said);
    expect(text).toMatch(whose);
    expect(text).not.toMatch(/牵涉 0|¥0 at stake|¥0\.0M at stake|undefined|NaN/);
  });

  it("lets no ROI gate stop or release on a value that is not the team's", () => {
    const text = Object.values(ceoReport(poor, "en")).map(textOf).join("\n");
    expect(text).toContain("no verdict rests on somebody else's");
    expect(textOf(ceoReport(poor, "en").finding.page)).toContain("no ROI can be trusted");
  });
});

describe("a paragraph that a model wrote", () => {
  const { ceo } = makePageData({ playbook: "aftersales", audience: "team", customers: 300, scale: 200 });
  const said = { text: "这一周共有……", writer: "model", model: "qwen3", writtenOn: "2026-06-29" } as const;
  const report = ceoReport({ ...ceo, summary: { zh: said, en: { ...said, text: "This week …" } } }, "zh");

  it("opens the page and is signed with model and day", () => {
    expect(textOf(report.summary)).toBe(said.text);
    expect(textOf(report.advice)).toContain("qwen3 撰写（2026-06-29），数字由系统填入。");
  });

  it("gives way to the rules' own once an assumption is moved", () => {
    const box = report.ask.querySelector<HTMLInputElement>("#sw-count_low_tier")!;
    box.checked = true;
    box.dispatchEvent(new Event("change"));
    expect(textOf(report.summary)).not.toContain(said.text);
    expect(textOf(report.advice)).toContain("按规则写成");
  });
});

describe("CEO report of a business too small to learn from", () => {
  const { ceo } = makePageData({ playbook: "saas", audience: "team", customers: 300 });
  const note = { zh: "流失模型还学不出来：……", en: "No churn model yet: ..." };
  const blind = { ...ceo, run: { ...ceo.run, model: { ...ceo.run.model, id: "none", note, evaluation: undefined } } };

  it("says why there are no probabilities, and predicts nothing", () => {
    const report = ceoReport(blind, "en");
    expect(textOf(report.summary)).toBe(note.en);
    expect(textOf(report.finding.page)).toBe("No churn probabilities yet: look at health scores first");
    expect(textOf(report.finding.leaving)).toBe("No churn probabilities yet: look at health scores first");
  });
});
