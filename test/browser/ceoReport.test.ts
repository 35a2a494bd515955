import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, open } from "./browser.js";

const url = inject("siteUrl");
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const roi = (page: Page) => page.locator(".figs .v").first().innerText();
const heading = (page: Page) => page.locator("h1").innerText();

describe("CEO report", () => {
  it("needs at most 15 requests and 200 kB", async () => {
    const { page, requests, close } = await open(browser, `${url}/team/aftersales/zh/ceo-report.html`);
    const sizes = await page.evaluate(() =>
      performance.getEntriesByType("resource").map((entry) => (entry as PerformanceResourceTiming).encodedBodySize),
    );
    expect(requests.length).toBeLessThanOrEqual(15);
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(200_000);
    await close();
  });

  it("moves every figure with a slider: less budget, fewer saved, higher churn", async () => {
    const { page, close } = await open(browser, `${url}/team/aftersales/zh/ceo-report.html`);
    const before = {
      roi: await roi(page),
      text: await page.locator("main").innerText(),
      churn: await page.locator("#churn").inputValue(),
    };
    await page.locator("#budget").fill(String(Math.round(Number(await page.locator("#budget").inputValue()) * 0.6)));
    await page.locator("#budget").press("Enter");
    expect(await roi(page)).not.toBe(before.roi);
    expect(await page.locator("main").innerText()).not.toBe(before.text);
    expect(Number(await page.locator("#churn").inputValue())).toBeGreaterThan(Number(before.churn));
    await close();
  });

  it("is moved by the keyboard alone", async () => {
    const { page, close } = await open(browser, `${url}/team/aftersales/en/ceo-report.html`);
    const [before, title] = [await roi(page), await heading(page)];
    await page.locator("#ltv-range").focus();
    for (let i = 0; i < 30; i++) await page.keyboard.press("ArrowRight");
    expect(await roi(page)).not.toBe(before);
    expect(await heading(page)).not.toBe(title);
    await close();
  });

  it("compares with the published readings and returns to this week's data", async () => {
    const { page, close } = await open(browser, `${url}/team/aftersales/zh/ceo-report.html`);
    const before = await roi(page);
    const presets = page.locator(".presets button");
    expect(await presets.locator(".v").allInnerTexts()).toEqual([before, "359%", "250%", "216%", "200%", "107%"]);
    await presets.nth(1).click();
    expect(await roi(page)).toBe("359%");
    expect(await presets.nth(1).getAttribute("aria-pressed")).toBe("true");
    await presets.nth(0).click();
    expect(await roi(page)).toBe(before);
    await close();
  });

  it("counts the low tier only by its switch", async () => {
    const { page, close } = await open(browser, `${url}/team/aftersales/en/ceo-report.html`);
    expect(await page.locator("tr.bau").count()).toBe(1);
    const before = await page.locator(".tiers tfoot td").nth(5).innerText();
    await page.locator("#sw-count_low_tier").check();
    expect(await page.locator("tr.bau").count()).toBe(0);
    expect(await page.locator(".tiers tfoot td").nth(5).innerText()).not.toBe(before);
    await close();
  });

  it("opens the receipt of a figure by Enter, closes it by Escape and gives the focus back", async () => {
    const { page, close } = await open(browser, `${url}/team/aftersales/en/ceo-report.html`);
    const figure = page.locator(".figs .fig").first();
    await figure.focus();
    await page.keyboard.press("Enter");
    const receipt = page.locator("#receipt");
    expect(await receipt.innerText()).toMatch(/Formula[\s\S]*Benefit[\s\S]*Investment[\s\S]*Run/);
    await page.keyboard.press("Escape");
    expect(await receipt.count()).toBe(0);
    expect(await figure.evaluate((element) => element === document.activeElement)).toBe(true);
    await close();
  });

  it("says that sample data are simulated, and when data are past their cadence", async () => {
    const { page, close } = await open(browser, `${url}/team/aftersales/en/ceo-report.html`);
    expect(await page.locator(".notices").innerText()).toMatch(/simulated/);
    await close();
  });

  it.each(["team/aftersales", "team/saas", "executive/aftersales", "flat/aftersales"])(
    "prints on one A4 page in both languages: %s",
    async (site) => {
      for (const lang of ["zh", "en"]) {
        for (const width of [1280, 390]) {
          const { page, close } = await open(browser, `${url}/${site}/${lang}/ceo-report.html`, {
            viewport: { width, height: 844 },
          });
          const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
          expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
          expect(pdf).toMatch(/\/MediaBox\s*\[\s*0 0 59[45][.\d]* 84[12][.\d]*\s*\]/);
          await close();
        }
      }
    },
  );

  it("is printed by the build beside the site, one page a language", async () => {
    for (const lang of ["zh", "en"]) {
      const pdf = Buffer.from(await (await fetch(`${url}/team/aftersales/ceo-report.${lang}.pdf`)).arrayBuffer());
      expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    }
  });

  it("is dark ink on white paper also in dark mode, and nothing on it is cut", async () => {
    for (const lang of ["zh", "en"]) {
      const { page, close } = await open(browser, `${url}/team/saas/${lang}/ceo-report.html`, { colorScheme: "dark" });
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      const seen = await page.evaluate(() => {
        const main = document.querySelector("main")!.getBoundingClientRect();
        const cut = [...document.querySelectorAll("main svg, main table")].filter((each) => {
          const box = each.getBoundingClientRect();
          return box.width > 0 && (box.right > main.right + 1 || box.left < main.left - 1);
        });
        const { backgroundColor, color } = getComputedStyle(document.body);
        return { backgroundColor, color, cut: cut.map(({ outerHTML }) => outerHTML.slice(0, 80)) };
      });
      expect(seen).toEqual({ backgroundColor: "rgb(255, 255, 255)", color: "rgb(22, 25, 29)", cut: [] });
      await close();
    }
  });

  it("keeps its size whatever the number of customers", async () => {
    const { page, close } = await open(browser, `${url}/executive/aftersales/zh/ceo-report.html`);
    expect(await page.locator(".tiers tfoot td").first().innerText()).toMatch(/^17\d,\d{3}$/);
    await close();
  });
});
