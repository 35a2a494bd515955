// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from "vitest";
import { pageContext } from "../../src/components/context.js";
import { figure } from "../../src/components/figure.js";
import { live, store } from "../../src/components/live.js";
import { ageInDays, dataNotices } from "../../src/components/runLine.js";
import { slider } from "../../src/components/slider.js";
import { makePageData } from "../fixtures/pages/makePageData.js";

const { run } = makePageData({ playbook: "aftersales", audience: "team", customers: 60 }).ceo;
afterEach(() => document.body.replaceChildren());

describe("figure", () => {
  const show = (lang: "zh" | "en" = "en") => {
    const element = figure(pageContext(run, lang), "107%", {
      name: "ROI",
      formula: "roi = net / investment",
      source: "playbook",
    });
    document.body.append(element);
    return element;
  };
  const press = (target: EventTarget, key: string) =>
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

  it("is an inline element with the button role that the keyboard reaches", () => {
    const element = show();
    expect([element.tagName, element.getAttribute("role"), element.tabIndex]).toEqual(["SPAN", "button", 0]);
  });

  it.each(["Enter", " "])("opens its receipt with the key %j: name, formula, source, run", (key) => {
    press(show(), key);
    expect(document.getElementById("receipt")!.textContent).toMatch(
      /ROI[\s\S]*roi = net \/ investment[\s\S]*playbook[\s\S]*29 Jun 2026[\s\S]*6c2f81d0a94e/,
    );
  });

  it("closes by Escape and gives the focus back", () => {
    const element = show("zh");
    element.click();
    press(document, "Escape");
    expect(document.getElementById("receipt")).toBeNull();
    expect(document.activeElement).toBe(element);
  });

  it("shows one receipt at a time", () => {
    const [first, second] = [show(), show()];
    first.click();
    second.click();
    expect(document.querySelectorAll("#receipt")).toHaveLength(1);
  });
});

describe("slider", () => {
  const state = {
    min: 0,
    max: 100,
    value: 40,
    step: 1,
    ticks: [
      { at: 0, label: "0" },
      { at: 2, label: "close" },
      { at: 100, label: "100" },
    ],
  };
  const make = () => {
    const onInput = vi.fn();
    const made = slider({ id: "budget", label: "Budget", unit: "¥M", digits: 1, say: String, onInput }, state);
    document.body.append(made.element);
    const [box, range] = [
      document.getElementById("budget") as HTMLInputElement,
      document.getElementById("budget-range") as HTMLInputElement,
    ];
    return { ...made, onInput, box, range };
  };

  it("names both halves by one label", () => {
    const { box, range } = make();
    expect(box.labels?.[0]?.textContent).toBe("Budget");
    expect(range.getAttribute("aria-label")).toBe("Budget");
  });

  it("holds what is typed within its range", () => {
    const { box, onInput } = make();
    box.value = "250";
    box.dispatchEvent(new Event("change"));
    expect(onInput).toHaveBeenCalledWith(100);
  });

  it("puts back what is no number", () => {
    const { box, onInput } = make();
    box.value = "";
    box.dispatchEvent(new Event("change"));
    expect(onInput).not.toHaveBeenCalled();
    expect(box.value).toBe("40.0");
  });

  it("leaves out a tick that would run into another, never an end", () => {
    make();
    expect([...document.querySelectorAll(".tk")].map((tick) => tick.textContent)).toEqual(["0", "100"]);
  });

  it("moves by update without calling back", () => {
    const { update, box, range, onInput } = make();
    update({ ...state, value: 55 });
    expect([box.value, range.value]).toEqual(["55.0", "55"]);
    expect(onInput).not.toHaveBeenCalled();
  });
});

describe("live", () => {
  it("draws now and after each change", () => {
    const source = store(1);
    const element = live(source, (value) => `n = ${value}`);
    source.set(2);
    expect(element.textContent).toBe("n = 2");
  });
});

describe("notices", () => {
  const text = (changes: Partial<typeof run>, now: string) =>
    dataNotices(pageContext({ ...run, ...changes }, "en"), new Date(now)).textContent;
  it("says that sample data are simulated", () => {
    expect(text({}, "2026-06-30T08:00:00Z")).toMatch(/simulated/);
  });
  it("says nothing about fresh real data", () => {
    expect(text({ source: "tables" }, "2026-07-06T23:00:00Z")).toBe("");
  });
  it("says when data are past their cadence", () => {
    expect(text({ source: "tables" }, "2026-07-08T00:00:00Z")).toMatch(/9 days old, past their cadence of 7 days/);
  });
  it("says what a flat table cannot show", () => {
    expect(text({ source: "flat" }, "2026-06-30T08:00:00Z")).toMatch(/no history/);
  });
  it("counts whole days, never below 0", () => {
    expect([
      ageInDays("2026-06-29", new Date("2026-06-30T23:59:00Z")),
      ageInDays("2026-06-29", new Date("2026-06-01")),
    ]).toEqual([1, 0]);
  });
});
