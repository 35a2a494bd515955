import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { drawn, launch } from "./browser.js";

const url = inject("siteUrl");
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Before the page's own code: notes which parts of the page stand, whenever that changes, and what moves. */
const watch = `
  globalThis.stands = [];
  globalThis.moved = [];
  new PerformanceObserver((list) => moved.push(...list.getEntries().flatMap(({ sources }) => sources.map(({ node }) => node?.nodeName + " " + node?.parentElement?.className + " " + node?.textContent.slice(0, 40)))))
    .observe({ type: "layout-shift", buffered: true });
  addEventListener("DOMContentLoaded", () => {
    const parts = [...document.querySelector("main").children].filter((one) => one.textContent.trim() || one.querySelector("observablehq-loading"));
    globalThis.parts = parts;
    const note = () => {
      const now = parts.map((one) => getComputedStyle(one).display !== "none");
      if (String(now) !== String(stands.at(-1))) stands.push(now);
      requestAnimationFrame(note);
    };
    note();
  });`;

describe.each(["ceo-report", "this-week", "customers", "timing", "model", "roadmap", "method", "what-if"])(
  "%s",
  (path) => {
    it("appears from the top down, moves nothing that stands, and is whole once nothing is loading", async () => {
      const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
      const page = await context.newPage();
      await page.addInitScript(watch);
      await page.goto(`${url}/team/aftersales/zh/${path}.html`);
      await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
      await drawn(page);
      const stands = (await page.evaluate("stands")) as boolean[][];
      expect(stands[0]).not.toContain(true);
      expect(stands.at(-1)).not.toContain(false);
      for (const now of stands) expect(now).toEqual([...now].sort((a, b) => Number(b) - Number(a)));
      expect(await page.locator("main section h2").allInnerTexts()).not.toContain("");
      expect(await page.evaluate("moved")).toEqual([]);
      await context.close();
    });
  },
);

describe("a link to a section", () => {
  it("leads there once the section stands", async () => {
    const page = await browser.newPage({ viewport: { width: 412, height: 823 } });
    await page.goto(`${url}/team/aftersales/en/ceo-report.html#gates`);
    await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
    await drawn(page);
    expect((await page.locator("#gates").boundingBox())!.y).toBeLessThan(823);
    await page.close();
  });
});
