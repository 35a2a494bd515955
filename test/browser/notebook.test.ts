import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { encodeCells, type CellView } from "../../src/components/notebook/cells.js";
import { makePageData } from "../fixtures/pages/makePageData.js";
import { launch, open } from "./browser.js";

const url = inject("siteUrl");
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const address = (site: string, lang: string, ...cells: [CellView, string][]) =>
  `${url}/${site}/${lang}/notebook.html${cells.length ? `#${encodeCells(cells.map(([view, sql]) => ({ view, sql })))}` : ""}`;

const answered = (page: Page, cells = 1) =>
  page.waitForFunction((n) => document.querySelectorAll(".nb-cell .out > *").length >= n, cells, { timeout: 50_000 });
const cellTexts = (page: Page) => page.locator(".nb-cell tbody :is(th, td):not(.empty)").allInnerTexts();

describe("notebook", () => {
  it("answers from this week's tables, in the browser alone, with what the address asks", async () => {
    const { customerList } = makePageData({ playbook: "aftersales", audience: "team", customers: 900, scale: 200 });
    const { p } = customerList.columns;
    const sql =
      "select count(*) as n, round(sum(p), 3) as total, max(first_crossed_on) as day, bool_or(is_lost) as lost from customers -- 中文";
    const { page, faults, requests, close } = await open(browser, address("team/aftersales", "zh", ["table", sql]));
    await answered(page);
    const [n, total, day, lost] = (await cellTexts(page)).filter((text) => text !== "");
    expect(n).toBe("900");
    expect(Number(total)).toBeCloseTo(
      p.reduce<number>((sum, each) => sum + each!, 0),
      2,
    );
    expect([day, lost]).toEqual([expect.stringMatching(/^2026-\d\d-\d\d$/), "true"]);
    expect(faults).toEqual([]);
    expect(requests.filter((each) => each.endsWith(".wasm"))).toHaveLength(1);
    await close();
  });

  it("reaches nothing outside, whatever a query says, and its settings cannot be opened again", async () => {
    const reach: [CellView, string][] = [
      ["table", "select * from read_csv('https://example.org/x.csv')"],
      ["table", "install httpfs"],
      ["table", "load icu"],
      ["table", "attach 'https://example.org/x.duckdb'"],
      ["table", "set enable_external_access = true"],
      ["table", "set autoload_known_extensions = true"],
      ["table", "copy (select 1) to 'x.csv'"],
      ["table", "select 42 as last"],
    ];
    const { page, faults, close } = await open(browser, address("team/saas", "en", ...reach));
    await answered(page, reach.length);
    // the browser's engine answers `install` without doing anything
    expect(await page.locator(".nb-cell [role=alert]").count()).toBe(reach.length - 2);
    expect(await cellTexts(page)).toContain("42");
    expect(faults).toEqual([]);
    await close();
  });

  it("says where a query is wrong, by line and column, also after Chinese", async () => {
    const { page, faults, close } = await open(
      browser,
      address("team/saas", "en", ["table", "select name,\n  '流失' as 层, nam\nfrom customers"], ["table", "selec 1"]),
    );
    await answered(page, 2);
    const problems = await page.locator(".nb-cell [role=alert]").allInnerTexts();
    expect(problems[0]).toMatch(/line 2, column 14[\s\S]*nam/);
    expect(problems[1]).toMatch(/line 1, column 1[\s\S]*syntax error/i);
    expect(faults).toEqual([]);
    await close();
  });

  it("is worked by the keyboard: runs, adds and removes cells, and keeps them in the address", async () => {
    const { page, faults, close } = await open(browser, address("team/saas", "en", ["table", "select 1 as a"]));
    await answered(page);
    await page.locator("textarea").first().focus();
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("select 7 * 6 as answer");
    await page.keyboard.press("Control+Enter");
    await page.getByText("42", { exact: true }).waitFor();
    expect(await page.locator(".nb-cell").count()).toBe(2);
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe("#table=select 1 as a&table=select 7 * 6 as answer");
    expect(await page.locator("#other-language").getAttribute("href")).toContain("#table=");
    await page.keyboard.press("Alt+Shift+Delete");
    expect(await page.locator(".nb-cell").count()).toBe(1);
    expect(await page.locator("textarea").evaluate((text) => text === document.activeElement)).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });

  it("draws a result as bars and as lines, each with its description and table", async () => {
    const sql = "select tier, count(*) as customers from customers where tier is not null group by tier order by tier";
    const { page, faults, close } = await open(browser, address("team/saas", "zh", ["bar", sql], ["line", sql]));
    await answered(page, 2);
    expect(await page.locator(".nb-cell svg[role=img]").count()).toBe(2);
    expect(await page.locator(".nb-cell svg rect").count()).toBe(4);
    expect(await page.locator(".nb-cell details.behind").count()).toBe(2);
    expect(faults).toEqual([]);
    await close();
  });

  it("takes from an address only what it could have written itself", async () => {
    const { page, faults, close } = await open(
      browser,
      `${url}/team/saas/en/notebook.html#script=x&table=%E0%A4%A&bar=select%201`,
    );
    await answered(page);
    expect(await page.locator("textarea").count()).toBe(1);
    expect(await page.locator("main").innerText()).toContain("2 part(s) of the link");
    expect(faults).toEqual([]);
    await close();
  });

  it("loads its engine once it is asked, answers all its examples in both playbooks, and ends a query that does not", async () => {
    for (const site of ["team/aftersales", "team/saas"]) {
      const { page, faults, requests, close } = await open(browser, address(site, "en"));
      expect(requests.filter((each) => /duckdb|notebook-tables/.test(each))).toEqual([]);
      expect(new URL(page.url()).hash).toBe("");
      expect(await page.locator(".unasked").isVisible()).toBe(true);
      await page.getByRole("button", { name: "Run all" }).click();
      await answered(page, 2);
      expect(await page.locator(".unasked").isVisible()).toBe(false);
      const starters = page.locator("[role=group] button");
      for (let i = 2; i < (await starters.count()); i++) await starters.nth(i).click();
      await answered(page, await starters.count());
      expect(await page.locator(".nb-cell [role=alert]").count()).toBe(0);
      expect(faults).toEqual([]);
      await close();
    }
    const endless = "select count(*) from range(10000000) a, range(10000000) b where hash(a.range + b.range) = 1";
    const { page, close } = await open(browser, address("team/saas", "en", ["table", endless]));
    await page.getByText("Running…").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Stopped.").waitFor();
    await page.locator("textarea").fill("select 5 as five");
    await page.keyboard.press("Control+Enter");
    await page.getByText("5", { exact: true }).waitFor();
    await close();
  });

  it("is loaded by no other page, and holds nothing in an executive build", async () => {
    for (const path of ["customers", "this-week"]) {
      const { requests, close } = await open(browser, `${url}/team/saas/en/${path}.html`);
      expect(requests.filter((each) => /duckdb|notebook/.test(each))).toEqual([]);
      await close();
    }
    const { page, requests, faults, close } = await open(browser, address("executive/aftersales", "zh"));
    expect(await page.locator("main").innerText()).toContain("--audience team");
    expect(await page.locator("textarea").count()).toBe(0);
    expect(requests.filter((each) => each.includes("duckdb"))).toEqual([]);
    expect((await fetch(`${url}/executive/aftersales/_file/duckdb-1.32.0/duckdb-eh.wasm`)).status).toBe(404);
    expect(await page.locator(".bar nav").innerText()).not.toContain("查询");
    expect(faults).toEqual([]);
    await close();
  });
});
