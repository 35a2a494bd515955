import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { pages } from "../../src/components/navigation.js";
import { makePageData } from "../fixtures/pages/makePageData.js";
import { axeFaults, figureFaults } from "./access.js";
import { drawn, launch, open } from "./browser.js";

const url = inject("siteUrl");
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const languages = ["zh", "en"] as const;
const sites = ["team/aftersales", "team/saas", "executive/aftersales", "flat/aftersales"] as const;

describe.each(sites)("every page of %s", (site) => {
  it.each(languages.flatMap((lang) => pages.map(({ path }) => [lang, path] as const)))(
    "opens without a fault: %s/%s",
    async (lang, path) => {
      const { page, faults, close } = await open(browser, `${url}/${site}/${lang}/${path}.html`);
      expect(faults).toEqual([]);
      expect(await page.locator(".observablehq--error").count()).toBe(0);
      expect(await page.locator("html").getAttribute("lang")).toBe(lang === "zh" ? "zh-CN" : "en");
      expect(await page.locator("h1").count()).toBe(1);
      for (const heading of await page.locator("h1, h2").allInnerTexts()) {
        expect(heading.trim()).not.toBe("");
        expect(heading).not.toMatch(/undefined|NaN|\[object|null|Infinity/);
      }
      const text = await page.locator("main").innerText();
      expect(text).not.toMatch(/undefined|\bNaN\b|\[object|Infinity/);
      expect(await figureFaults(page)).toEqual([]);
      await close();
    },
  );
});

/** One of the fixture's customers, so that the page of one customer shows one. */
const someone = makePageData({ playbook: "aftersales", audience: "team", customers: 900, scale: 200 }).week.queue![0]!
  .id;
const addresses = pages.map(({ path }) => `${path}.html${path === "customer" ? `?id=${someone}` : ""}`);

describe.each(addresses)("%s", (path) => {
  it.each(["light", "dark"] as const)("has no fault that axe finds, %s", async (colorScheme) => {
    const lang = colorScheme === "light" ? "zh" : "en";
    const { page, close } = await open(browser, `${url}/team/aftersales/${lang}/${path}`, {
      colorScheme,
      bypassCSP: true,
    });
    expect(await axeFaults(page)).toEqual([]);
    await close();
  });

  // 640 and 320 px are a 1280 px window at 200 and 400 % zoom
  it("never scrolls sideways, opened on a phone or made smaller while open, and every chart has words and a table", async () => {
    for (const lang of languages) {
      const { page, close } = await open(browser, `${url}/team/aftersales/${lang}/${path}`, {
        viewport: { width: 390, height: 844 },
      });
      for (const width of [390, 1280, 640, 320]) {
        await page.setViewportSize({ width, height: 844 });
        await drawn(page);
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect({ lang, width, beyond }).toEqual({ lang, width, beyond: Math.min(beyond, 0) });
      }
      expect(await figureFaults(page)).toEqual([]);
      await close();
    }
  });

  it("moves nothing for those who asked for less motion", async () => {
    const { page, close } = await open(browser, `${url}/team/aftersales/en/${path}`, { reducedMotion: "reduce" });
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((element) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
          return /[1-9]/.test(transitionDuration) || animationName !== "none" || scrollBehavior === "smooth";
        })
        .map(({ tagName, className }) => `${tagName} ${String(className)}`),
    );
    expect(moving).toEqual([]);
    await close();
  });
});

describe("a site", () => {
  it("sends a reader to the browser's language", async () => {
    for (const [locale, lang] of [
      ["zh-CN", "zh"],
      ["en-GB", "en"],
      ["de-DE", "en"],
    ] as const) {
      const { page, close } = await open(browser, `${url}/team/aftersales/`, { locale });
      await page.waitForURL(`**/${lang}/ceo-report.html`);
      await close();
    }
  });

  it("switches to the same page in the other language", async () => {
    const { page, close } = await open(browser, `${url}/team/aftersales/zh/customers.html`);
    await page.locator("#other-language").click();
    await page.waitForURL("**/en/customers.html");
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await close();
  });

  it("lists its playbooks in the browser's language", async () => {
    for (const [locale, word] of [
      ["zh-CN", "车主留存"],
      ["en-GB", "After-sales"],
    ] as const) {
      const { page, faults, close } = await open(browser, `${url}/team/`, { locale });
      expect(await page.locator("main").innerText()).toContain(word);
      expect(faults).toEqual([]);
      await close();
    }
  });
});
