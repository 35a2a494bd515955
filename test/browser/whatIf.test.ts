import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch } from "./browser.js";
import { column, findings, openWhatIf, ready, roiLine, settled, yours } from "./whatIfPage.js";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe("What-if", () => {
  it("shows the five published readings to the digit, whatever the data", async () => {
    const { page, close } = await openWhatIf(browser, "en");
    expect((await column(page, roiLine)).slice(0, 5)).toEqual(["359%", "250%", "216%", "200%", "107%"]);
    expect((await column(page, 2)).slice(0, 5)).toEqual(["10.84", "14.20", "15.74", "15.74", "14.20"]);
    await page.locator(".scen .big td .fig").first().click();
    expect(await page.locator("#receipt").innerText()).toContain("(¥49.7M − ¥10.8M) / ¥10.8M = 359%");
    await close();
  });

  it("takes each preset as the working copy: 358.7, 250.2, 215.9, 200.1, 107.2 %", async () => {
    const { page, close } = await openWhatIf(browser, "en");
    const shown: string[] = [];
    for (let i = 0; i < 5; i++) {
      await page.locator(".scen thead .link").nth(i).click();
      await settled(page);
      await page.waitForTimeout(300);
      const stamp = new URLSearchParams(new URL(page.url()).hash.slice(1)).get("was.roi");
      shown.push((Number(stamp) * 100).toFixed(1));
      expect(await yours(page)).toBe((await column(page, roiLine))[i]);
    }
    expect(shown).toEqual(["358.7", "250.2", "215.9", "200.1", "107.2"]);
    await close();
  });

  it("moves every figure with a slider, by the keyboard alone, and says what was changed", async () => {
    const { page, faults, close } = await openWhatIf(browser, "en");
    const [before, headings] = [await yours(page), await findings(page)];
    await page.locator(".as:has(#a-ltv) input[type=range]").focus();
    for (let i = 0; i < 12; i++) await page.keyboard.press("ArrowRight");
    await ready(page);
    await settled(page);
    expect(await yours(page)).not.toBe(before);
    expect(await findings(page)).not.toEqual(headings);
    expect(await page.locator(".as:has(#a-ltv) .was").innerText()).toMatch(/^was ¥[\d,]+, changed by you reset$/);
    expect(await page.locator(".scen thead .cur small").innerText()).toBe("1 change");
    expect(faults).toEqual([]);
    await close();
  });

  it("undoes a drag in one step, and resets one or all", async () => {
    const { page, close } = await openWhatIf(browser, "en");
    const before = await yours(page);
    await page.locator("#a-ltv").fill("3000");
    await page.locator("#a-ltv").press("Enter");
    await page.locator("#a-margin").fill("90");
    await page.locator("#a-margin").press("Enter");
    await settled(page);
    expect(await page.locator(".scen thead .cur small").innerText()).toBe("2 changes");
    await page.getByRole("button", { name: "Undo" }).click();
    await settled(page);
    expect(await page.locator("#a-margin").inputValue()).toBe("100");
    await page.getByRole("button", { name: "reset: Remaining LTV" }).click();
    await settled(page);
    expect(await yours(page)).toBe(before);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Reset all" }).click();
    await settled(page);
    expect(await yours(page)).toBe(before);
    await close();
  });

  it("draws from the low and high that the reader sets", async () => {
    const { page, close } = await openWhatIf(browser, "en");
    const range = () => page.locator("#range").innerText();
    const before = await range();
    await page.getByLabel("Remaining LTV, low").fill("500");
    await page.getByLabel("Remaining LTV, low").press("Enter");
    await settled(page);
    expect(await range()).not.toBe(before);
    await close();
  });

  it("loads the workbook's writer only when asked, and neutralises what a spreadsheet would run", async () => {
    const { page, requests, faults, close } = await openWhatIf(browser, "en");
    const loaded = requests.length;
    expect(requests.some((request) => request.includes("writeWorkbook"))).toBe(false);
    const [workbook] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Excel with formulas" }).click(),
    ]);
    expect(requests.slice(loaded).some((request) => request.includes("writeWorkbook"))).toBe(true);
    expect(
      readFileSync(await workbook.path())
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");
    await page.locator("#scenario-name").fill("=1+1");
    await page.locator("#scenario-name").press("Enter");
    await page.getByLabel("show beside: =1+1").check();
    await settled(page);
    const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).click()]);
    const text = readFileSync(await csv.path(), "utf8");
    expect(text).toContain(",'=1+1,");
    expect(text).toContain("roi,share,3.58745387");
    expect(faults).toEqual([]);
    await close();
  });

  it("finds what would have to be true, and where one assumption alone breaks even", async () => {
    const { page, close } = await openWhatIf(browser, "en");
    expect(await page.locator("#goal").innerText()).toMatch(/ROI of 200% needs Remaining LTV: ¥[\d,]+/);
    await page.locator("#goal-target").fill("100000");
    await page.locator("#goal-target").press("Enter");
    await page
      .getByText("Remaining LTV alone does not bring ROI")
      .or(page.getByText(/ROI of 100,?000% needs/))
      .first()
      .waitFor();
    expect(await page.locator(".even-list tbody tr").count()).toBeGreaterThan(10);
    await close();
  });

  it.each(["team/saas", "flat/aftersales", "executive/aftersales"])("works on %s", async (site) => {
    const { page, faults, close } = await openWhatIf(browser, "zh", "", site);
    await page.locator(".as:has(#a-ltv) input[type=range]").focus();
    await page.keyboard.press("PageUp");
    await settled(page);
    expect(await page.locator("main").innerText()).not.toMatch(/undefined|NaN|\[object|Infinity/);
    expect(faults).toEqual([]);
    await close();
  });

  it.each(["#waterfall", "#tornado", "#range", "#cash", "#goal", "#week"])(
    "opens the receipt of a figure in a picture by click and by Enter, and gives the focus back: %s",
    async (section) => {
      const { page, faults, close } = await openWhatIf(browser, "en");
      const figures = page.locator(`section:has(> h2${section}) svg .fig`);
      expect(await figures.count()).toBeGreaterThan(0);
      await figures.first().click();
      const receipt = page.locator("#receipt");
      expect(await receipt.locator(".mono").first().innerText()).toMatch(/=.*\d/s);
      expect(await receipt.innerText()).toContain("29 Jun 2026");
      await page.keyboard.press("Escape");
      await figures.last().focus();
      await page.keyboard.press("Enter");
      await receipt.waitFor();
      await page.keyboard.press("Escape");
      expect(await figures.last().evaluate((element) => element === document.activeElement)).toBe(true);
      expect(faults).toEqual([]);
      await close();
    },
  );

  it("opens a receipt for every figure that there is, each with its source and the date of the data", async () => {
    const { page, close } = await openWhatIf(browser, "zh");
    const asked = await page.evaluate(() => {
      const seen: string[] = [];
      for (const summary of document.querySelectorAll<HTMLElement>(".wi summary")) summary.click();
      for (const each of document.querySelectorAll(".wi .fig:not([hidden])")) {
        each.dispatchEvent(new MouseEvent("click", { bubbles: true }));
        seen.push(document.querySelector("#receipt")?.textContent ?? "none");
        document.querySelector("#receipt")?.remove();
      }
      return seen;
    });
    expect(asked.length).toBeGreaterThan(200);
    for (const text of asked) {
      expect(text).toMatch(/来源.+2026-06-29/s);
      expect(text).not.toMatch(/undefined|NaN|\[object|Infinity/);
    }
    await close();
  });

  it("prints the results before the assumptions, all of them, on a handful of pages", async () => {
    for (const lang of ["zh", "en"] as const) {
      const { page, close } = await openWhatIf(browser, lang);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      expect(pdf.match(/\/Type \/Page\b/g)!.length).toBeLessThanOrEqual(4);
      await close();
    }
  });

  it("names the placeholders of a business without published money, and which to replace first", async () => {
    const { page, close } = await openWhatIf(browser, "en", "", "team/saas");
    expect(await page.locator(".placeholders").innerText()).toMatch(
      /placeholders\. Replace these first.*: .+; .+; .+\./,
    );
    await close();
    const published = await openWhatIf(browser, "en");
    expect(await published.page.locator(".placeholders").isVisible()).toBe(false);
    await published.close();
  });
});
