import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, open, type Opened } from "./browser.js";

const url = inject("siteUrl");
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** The page with its draws: the seed stands there with the first outcome. */
async function openWhatIf(lang: "zh" | "en", hash = "", site = "team/aftersales", options = {}): Promise<Opened> {
  const opened = await open(browser, `${url}/${site}/${lang}/what-if.html${hash}`, options);
  await ready(opened.page);
  return opened;
}
const ready = (page: Page) =>
  page.waitForFunction(() => {
    const finished = document.querySelectorAll(".mc dd").length >= 6;
    return finished && !document.querySelector("#week")?.textContent?.includes("…");
  });

const column = (page: Page, line: number) => page.locator(`.scen tbody tr:nth-child(${line}) td`).allInnerTexts();
const roiLine = 5;
const yours = (page: Page) => page.locator(".scen .big .cur").innerText();
const findings = (page: Page) => page.locator("h2").allInnerTexts();
/** All that the page says, but not the age of the data. */
const said = (page: Page) => page.locator(".wi").innerText();
const settled = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))));

describe("What-if", () => {
  it("shows the five published readings to the digit, whatever the data", async () => {
    const { page, close } = await openWhatIf("en");
    expect((await column(page, roiLine)).slice(0, 5)).toEqual(["359%", "250%", "216%", "200%", "107%"]);
    expect((await column(page, 2)).slice(0, 5)).toEqual(["10.84", "14.20", "15.74", "15.74", "14.20"]);
    await page.locator(".scen .big td .fig").first().click();
    expect(await page.locator("#receipt").innerText()).toContain("(¥49.7M − ¥10.8M) / ¥10.8M = 359%");
    await close();
  });

  it("takes each preset as the working copy: 358.7, 250.2, 215.9, 200.1, 107.2 %", async () => {
    const { page, close } = await openWhatIf("en");
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
    const { page, faults, close } = await openWhatIf("en");
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
    const { page, close } = await openWhatIf("en");
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
    const { page, close } = await openWhatIf("en");
    const range = () => page.locator("#range").innerText();
    const before = await range();
    await page.getByLabel("Remaining LTV, low").fill("500");
    await page.getByLabel("Remaining LTV, low").press("Enter");
    await settled(page);
    expect(await range()).not.toBe(before);
    await close();
  });

  it("reproduces a scenario in a fresh browser from its link", async () => {
    const { page, close } = await openWhatIf("zh");
    await page.locator("#a-ltv").fill("3800");
    await page.locator("#a-ltv").press("Enter");
    await page.locator("#a-count_low_tier").check();
    await page.getByLabel("剩余价值（LTV），低值").fill("3000");
    await page.getByLabel("剩余价值（LTV），低值").press("Enter");
    await page.locator("#week-advisor_call").fill("40");
    await page.locator("#week-advisor_call").press("Enter");
    await page.locator("#goal-result").selectOption("payback");
    await page.waitForTimeout(500);
    await ready(page);
    const [link, text] = [page.url(), await said(page)];
    const fresh = await openWhatIf("zh", new URL(link).hash);
    expect(await said(fresh.page)).toBe(text);
    expect(fresh.faults).toEqual([]);
    await fresh.close();
    await close();
  });

  it("opens as it is on garbage, and names what it did not take over", async () => {
    const { page, faults, close } = await openWhatIf("en", "#v=1&ltv=3800&margin=7&<img src=x>=1");
    expect(await page.locator("#a-ltv").inputValue()).toBe("3800");
    expect(await page.locator(".notices").last().innerText()).toContain("margin = 7, not in [0, 1]");
    expect(faults).toEqual([]);
    await close();
  });

  it("says when a link was made on other data, and what it said then", async () => {
    const { page, close } = await openWhatIf("en", "#v=1&playbook=aftersales&data=2026-06-22&was.roi=0.5");
    expect(await page.locator(".notices").last().innerText()).toMatch(
      /data to 22 Jun 2026 and then gave an ROI of 50%; on today's data it gives \d+%/,
    );
    await close();
  });

  it("keeps named scenarios and lays them beside the working copy", async () => {
    const { page, close } = await openWhatIf("en");
    await page.locator("#a-ltv").fill("3000");
    await page.locator("#a-ltv").press("Enter");
    await page.locator("#scenario-name").fill("=cmd|' /C calc'!A0 <b>low</b>");
    await page.locator("#scenario-name").press("Enter");
    const kept = await yours(page);
    await page.getByRole("button", { name: "Reset all" }).click();
    await page.getByLabel(/^show beside/).check();
    await settled(page);
    expect((await column(page, roiLine))[5]).toBe(kept);
    await page.reload();
    await ready(page);
    await page.locator("ul.saved .open").click();
    await settled(page);
    expect(await page.locator("#a-ltv").inputValue()).toBe("3000");
    expect(await page.locator("ul.saved b").count()).toBe(0);
    await close();
  });

  it("loads the workbook's writer only when asked, and neutralises what a spreadsheet would run", async () => {
    const { page, requests, faults, close } = await openWhatIf("en");
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

  it("copies its link", async () => {
    const { page, close } = await openWhatIf("en", "#v=1&ltv=3800", "team/aftersales", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByText("Link copied").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("&ltv=3800");
    await close();
  });

  it("finds what would have to be true, and where one assumption alone breaks even", async () => {
    const { page, close } = await openWhatIf("en");
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
    const { page, faults, close } = await openWhatIf("zh", "", site);
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
      const { page, faults, close } = await openWhatIf("en");
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
    const { page, close } = await openWhatIf("zh");
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

  it("lays saved scenarios over the cash curve, with what each differs from the base", async () => {
    const { page, faults, close } = await openWhatIf("en");
    for (const [name, ltv] of [
      ["low", "3000"],
      ["high", "5000"],
    ] as const) {
      await page.locator("#a-ltv").fill(ltv);
      await page.locator("#a-ltv").press("Enter");
      await page.locator("#scenario-name").fill(name);
      await page.locator("#scenario-name").press("Enter");
      await page.getByLabel(`show beside: ${name}`).check();
    }
    await settled(page);
    expect(await page.locator("section:has(#cash) svg .lineO").count()).toBe(2);
    const lines = await page.locator(".cash-list tbody tr").allInnerTexts();
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^A .*[+−]¥/s);
    await page.getByLabel("base", { exact: true }).selectOption({ label: "low" });
    await settled(page);
    expect(
      (await page.locator(".cash-list tbody tr").allInnerTexts()).filter((line) => line.endsWith("base")),
    ).toHaveLength(1);
    const shown = await page.locator(".cash-list").innerText();
    await page.waitForTimeout(400); // the link follows once nothing has changed for a moment
    const { hash } = new URL(page.url());
    expect(faults).toEqual([]);
    await close();

    // a fresh browser has saved nothing
    const other = await openWhatIf("en", hash);
    await settled(other.page);
    expect(await other.page.locator(".cash-list").innerText()).toBe(shown);
    expect(await other.page.locator("section:has(#cash) svg .lineO").count()).toBe(2);
    await other.page.getByLabel("show beside: high").uncheck();
    await settled(other.page);
    expect(await other.page.locator("section:has(#cash) svg .lineO").count()).toBe(1);
    expect(await other.page.locator("ul.saved .open").allInnerTexts()).toEqual(["low", "high"]);
    expect(other.faults).toEqual([]);
    await other.close();
  });

  it("prints the results before the assumptions, all of them, on a handful of pages", async () => {
    for (const lang of ["zh", "en"] as const) {
      const { page, close } = await openWhatIf(lang);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      expect(pdf.match(/\/Type \/Page\b/g)!.length).toBeLessThanOrEqual(4);
      await close();
    }
  });

  it("names the placeholders of a business without published money, and which to replace first", async () => {
    const { page, close } = await openWhatIf("en", "", "team/saas");
    expect(await page.locator(".placeholders").innerText()).toMatch(
      /placeholders\. Replace these first.*: .+; .+; .+\./,
    );
    await close();
    const published = await openWhatIf("en");
    expect(await published.page.locator(".placeholders").isVisible()).toBe(false);
    await published.close();
  });
});
