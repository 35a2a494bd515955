// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { findCustomer, shardPath } from "../../src/components/customer/findCustomer.js";
import { customerSources } from "../../src/components/customer/sources.js";
import { gainCurve } from "../../src/components/customer/timingChart.js";
import { strongestBars } from "../../src/components/customer/contributionBars.js";
import { customerView, type CustomerView } from "../../src/components/customer/view.js";
import { customerPage, type CustomerPage } from "../../src/components/pages/customer.js";
import type { CustomerDetail } from "../../src/pageData.js";
import type { Lang } from "../../src/playbooks/types.js";
import { makePageData } from "../fixtures/pages/makePageData.js";

const { customers, shards } = makePageData({ playbook: "aftersales", audience: "team", customers: 500 });
const details = shards.flatMap((shard) => Object.values(shard));
const base = details.find(
  (one) =>
    one.tier === "high" && one.timing && one.timing.now.g > 0 && !one.isHoldout && !one.isContacted && !one.isLost,
)!;

const show = (detail: Partial<CustomerDetail> = {}, lang: Lang = "zh") =>
  customerPage(customers, lang, {
    search: `?id=${base.id}`,
    load: () => Promise.resolve({ [base.id]: { ...base, ...detail } }),
  });
const viewOf = (detail: Partial<CustomerDetail> = {}, lang: Lang = "zh"): CustomerView =>
  customerView(customers, { ...base, ...detail }, lang);
const textOf = (element: Element | null | undefined) => element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
const finding = (page: CustomerPage, part: keyof CustomerPage) => textOf((page[part] as Element).querySelector("h2"));

beforeEach(() => {
  document.body.innerHTML = '<a id="other-language" href="http://localhost/en/customer.html">English</a>';
});

describe("findCustomer", () => {
  it("finds the file of a customer from the id alone", () => {
    const shard = shards.findIndex((one) => base.id in one);
    expect(findCustomer(customers, `?id=${base.id}`)).toEqual({ kind: "found", id: base.id, shard });
  });
  it("knows an address without a customer, and a build without customers", () => {
    expect(findCustomer(customers, "").kind).toBe("none");
    expect(findCustomer({ shards: 0 }, `?id=${base.id}`).kind).toBe("executive");
  });
  it("pads the number of the file", () => {
    expect(shardPath("6c2f", 3)).toBe("../_file/data/customers/6c2f/03.json");
  });
});

describe("customerPage", () => {
  it.each(["zh", "en"] as const)("shows every section in %s", async (lang) => {
    const page = await show({}, lang);
    for (const part of ["history", "why", "timing", "action", "sources"] as const)
      expect(finding(page, part).length).toBeGreaterThan(5);
    expect(textOf(page.head)).toContain(base.name);
    const all = Object.values(page)
      .map((element) => textOf(element as Element))
      .join(" ");
    expect(all).not.toMatch(/undefined|NaN|\[object|Infinity/);
  });
  it("describes each picture with its figures and keeps a table behind it", async () => {
    const page = await show();
    for (const part of [page.history, page.why, page.timing]) {
      const picture = part!.querySelector('svg[role="img"]');
      expect(picture?.getAttribute("aria-label")).toMatch(/\d/);
      expect(part!.querySelectorAll("details table tbody tr").length).toBeGreaterThan(3);
    }
  });
  it("keeps the customer when the language changes", async () => {
    await show();
    expect((document.getElementById("other-language") as HTMLAnchorElement).href).toBe(
      `http://localhost/en/customer.html?id=${base.id}`,
    );
  });
  it("opens the source of a lead figure", async () => {
    const { head } = await show();
    document.body.append(head);
    head.querySelector<HTMLElement>(".cu-figs .fig")!.click();
    expect(textOf(document.getElementById("receipt"))).toContain("0.30 × usage");
  });
  it.each(["X<b>1", "toString"])("says that nobody has the id %s, and links back to the list", async (id) => {
    const load = () => Promise.resolve({ [base.id]: base });
    const { head, history } = await customerPage(customers, "zh", { search: `?id=${id}`, load });
    expect(textOf(head)).toContain(`没有编号 ${id}`);
    expect(head.querySelector('a[href="./customers.html"]')).not.toBeNull();
    expect(history).toBeUndefined();
  });
  it("says why an executive build has no customer", async () => {
    const { customers: executive } = makePageData({ playbook: "aftersales", audience: "executive", customers: 50 });
    const { head } = await customerPage(executive, "en", { search: "?id=1" });
    expect(textOf(head)).toContain("aggregates only");
  });
  it("says so when the file cannot be read", async () => {
    const load = () => Promise.reject(new Error("detail file not readable; wanted 200 for x: 404"));
    const { head } = await customerPage(customers, "en", { search: `?id=${base.id}`, load });
    expect(textOf(head)).toContain("cannot be read");
  });
});

describe("a customer of whom something is not known", () => {
  const noScore = {
    health: null,
    status: null,
    coverage: 0.3,
    history: { ...base.history, overall: base.history.overall.map(() => null) },
  };
  it("has no health score and shows the probability all the same", async () => {
    const page = await show(noScore);
    expect(finding(page, "history")).toContain("没有健康分");
    expect(textOf(page.head)).toContain("数据只占 30% 权重");
    expect(page.history!.querySelector(".lineT")).not.toBeNull();
  });
  it("has no probability: no tier, no reasons, no clock, no action", async () => {
    const page = await show({
      p: null,
      tier: null,
      previousP: null,
      contributions: [],
      baseLogOdds: null,
      timing: undefined,
    });
    expect(finding(page, "why")).toContain("没有流失概率");
    expect(finding(page, "timing")).toContain("算不出时机");
    expect(finding(page, "action")).toContain("没有流失概率");
    expect(page.draft).toBeNull();
  });
  it("has no remaining value: no amount is made up", async () => {
    const page = await show({ ltv: null, timing: undefined });
    expect(finding(page, "timing")).toContain("剩余价值未知");
    expect(page.timing!.querySelector("svg")).toBeNull();
    expect(textOf(page.action)).toContain("净得算不出");
  });
  it("is held out: no action and no price of waiting", async () => {
    const page = await show({ isHoldout: true });
    expect(finding(page, "timing")).toContain("对照组");
    expect(page.action!.querySelector(".play")).toBeNull();
  });
  it("opted out of marketing: nobody is told to write", async () => {
    const facts = { ...base.facts, marketing_opt_out: true } as unknown as CustomerDetail["facts"];
    const page = await show({ facts, queue: { ...base.queue!, state: "opted_out" } });
    expect(finding(page, "action")).toContain("已退订");
    expect(page.draft).toBeNull();
    // a call by the advisor is no marketing: the queue holds this one, and no letter goes out
    const called = await show({ facts });
    expect(called.action!.querySelector(".play")).not.toBeNull();
    expect(called.draft).toBeNull();
  });
});

describe("a customer's place in the week", () => {
  it("names state, rank and who acts, as the queue has them", async () => {
    const queue = { state: "waiting", rank: 1204, owner: "周敏", contactedOn: null } as const;
    expect(textOf((await show({ queue })).head.querySelector(".place"))).toBe(
      "本周：超出本周产能 · 名单第 1,204 位 · 由 周敏 负责",
    );
    const done = { state: "done", rank: 3, owner: null, contactedOn: "2026-04-13" } as const;
    expect(textOf((await show({ queue: done }, "en")).head.querySelector(".place"))).toBe(
      "This week: done · contacted 13 Apr 2026 · nobody to act",
    );
    expect((await show({ queue: undefined })).head.querySelector(".place")).toBeNull();
  });

  it("is explained with the uplift and the curve that the week was decided with", () => {
    const terms = {
      economics: { ...customers.terms!.economics, medium: { uplift: 0.033, cost: 50 } },
      curve: {
        isMeasured: true,
        curve: [
          { days: 7, stayRate: 0.7 },
          { days: 14, stayRate: 0.5 },
        ],
        floor: { value: 0.4 },
      },
    };
    const measured = (detail: Partial<CustomerDetail>) =>
      customerView({ ...customers, terms }, { ...base, ...detail }, "en");
    expect(measured({ tier: "medium", timing: undefined }).treatment!.uplift).toBe(0.033);
    const gain = gainCurve(measured({ p: 0.64, ltv: 1_000, tier: "high" }), { ...base.timing!, uplift: 0.2 });
    expect(measured({}).winback.source).toBe("measured");
    // g(14) = (.5 - .4) / (.7 - .4) = 1/3, and nothing is known after day 14
    expect([7, 14, 15].map((day) => Math.round(gain(day)))).toEqual([200, 67, 0]);
  });
});

describe("what a run has written", () => {
  const by = { model: "qwen3", writtenOn: "2026-06-29" };
  it("stands in place of the built-in writer's sentences", async () => {
    const said = { text: "上次久等之后就没有再来。", writer: "model" as const, ...by };
    const page = await show({ explanation: { zh: said, en: said } });
    expect(textOf(page.why!.querySelector(".said"))).toContain("上次久等之后就没有再来。 qwen3 撰写");
  });
  it("is a letter with its state and the command that approves it", async () => {
    const letter = {
      ...{ id: "d-17", state: "DRAFT" as const, subject: "这次不用等", salutation: "尊敬的车主：" },
      ...{ text: "我们注意到您的爱车保养已逾期。", writer: "builtin" as const, ...by },
      approve: "npm run drafts -- approve d-17",
    };
    const { draft: section } = await show({ draft: { zh: letter } });
    expect(textOf(section)).toContain("npm run drafts -- approve d-17");
    expect(textOf(section!.querySelector('[aria-current="step"]'))).toBe("草稿 DRAFT");
    expect(textOf(section)).toContain("15 字");
  });
});

describe("customerSources", () => {
  it("puts this customer's numbers into each formula", () => {
    const inputs = { ...base.inputs, visits_12m: 1, expected_visits: 3, days_overdue: 48 };
    const usage = customerSources(viewOf({ inputs })).find(({ id }) => id === "usage")!;
    expect(usage.formula).toBe("60 × min(1, visits_12m / expected_visits) + 40 × max(0, 1 − days_overdue / 90)");
    expect(usage.inputs).toBe("60 × min(1, 1 / 3) + 40 × max(0, 1 − 48 / 90)");
  });
  it("names the inputs that are missing", () => {
    const usage = customerSources(viewOf({ inputs: { ...base.inputs, days_overdue: null } })).find(
      ({ id }) => id === "usage",
    )!;
    expect(usage.inputs).toContain("没有数据：days_overdue");
  });
  it("reaches p from the base and the contributions", () => {
    const p = customerSources(viewOf()).find(({ id }) => id === "p")!;
    expect(p.inputs).toContain(`= ${base.p!.toFixed(4)}`);
  });
});

describe("strongestBars", () => {
  it("shows five upward and two downward contributions, upward shares never above 1", () => {
    const bars = strongestBars(viewOf());
    expect(bars.filter(({ logOdds }) => logOdds > 0)).toHaveLength(5);
    expect(bars.filter(({ logOdds }) => logOdds < 0).length).toBeLessThanOrEqual(2);
    expect(bars.slice(0, 5).reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
  });
});

describe("gainCurve", () => {
  it("meets the three points that the weekly run computed", () => {
    const view = viewOf();
    const { timing } = view.detail;
    const gain = gainCurve(view, timing!);
    const points = [timing!.now, timing!.byWeekEnd, timing!.nextWeek];
    points.forEach((point, i) => expect(gain(timing!.day + 7 * i)).toBeCloseTo(point.gain, 6));
  });
  it("gives the worked customer's 998 today, 624 within the week and nothing after", () => {
    const view = viewOf({ p: 0.64, ltv: 5_200, tier: "high" });
    const gain = gainCurve(view, { ...base.timing!, uplift: 0.2 });
    expect([9, 16, 23].map((day) => Math.round(gain(day)))).toEqual([998, 624, 0]);
  });
});
