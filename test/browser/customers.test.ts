import { readFileSync } from "node:fs";
import { readXlsx } from "hucre/xlsx";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, open } from "./browser.js";

const url = inject("siteUrl");
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const list = "main [role=region] tbody tr";

describe("customers", () => {
  it("finds a customer by a part of the name, and everybody again without it", async () => {
    const { page, faults, close } = await open(browser, `${url}/team/aftersales/zh/customers.html`);
    const name = await page.locator("main tbody a").nth(3).innerText();
    const search = page.locator("main input[type=search]");
    await search.fill(name);
    for (const found of await page.locator("main tbody a").allInnerTexts()) expect(found).toContain(name);
    await search.fill("no such customer");
    expect(await page.locator("main tbody a").count()).toBe(0);
    await search.fill("");
    expect(await page.locator("main tbody a").count()).toBeGreaterThan(10);
    expect(faults).toEqual([]);
    await close();
  });

  it("draws only the rows that are seen, and others as they come into sight", async () => {
    const { page, close } = await open(browser, `${url}/team/aftersales/en/customers.html`);
    const [first, drawn] = [await page.locator("main tbody a").first().innerText(), await page.locator(list).count()];
    expect(drawn).toBeLessThan(120);
    await page
      .locator("main [role=region]")
      .last()
      .evaluate((box) => box.scrollTo(0, 9_000));
    await page.waitForFunction((name) => document.querySelector("main tbody a")?.textContent !== name, first);
    await close();
  });

  it.each([
    ["CSV", /^customers-\d{4}-\d\d-\d\d\.csv$/],
    ["Excel", /^customers-\d{4}-\d\d-\d\d\.xlsx$/],
  ])("hands out what is shown as %s; Excel's writer is fetched only then", async (kind, name) => {
    const { page, requests, faults, close } = await open(browser, `${url}/team/saas/zh/customers.html`);
    await page.locator("main select").first().selectOption("critical");
    const shown = Number(/^[\d,]+/.exec(await page.locator("main output").innerText())![0]);
    const before = requests.length;
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: kind }).first().click();
    const download = await waiting;
    expect(download.suggestedFilename()).toMatch(name);
    expect(requests.slice(before).some((each) => each.endsWith(".js"))).toBe(kind === "Excel");
    const bytes = readFileSync(await download.path());
    if (kind === "CSV") {
      const lines = bytes.toString("utf8").trim().split("\r\n");
      expect(lines).toHaveLength(shown + 1);
      expect(lines.slice(1).every((line) => line.includes("极高"))).toBe(true);
    } else expect(bytes.subarray(0, 2).toString()).toBe("PK");
    expect(faults).toEqual([]);
    await close();
  });

  it("hands out all rows as Excel, more than a page could pack beside its own work", async () => {
    const { page, faults, close } = await open(browser, `${url}/team/aftersales/en/customers.html`);
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Excel" }).first().click();
    const { sheets } = await readXlsx(readFileSync(await (await waiting).path()));
    expect(sheets[0]!.rows).toHaveLength(901);
    expect(faults).toEqual([]);
    await close();
  });

  it("prints its first 500 rows and says so, not the empty room of all others", async () => {
    const { page, faults, close } = await open(browser, `${url}/team/aftersales/en/customers.html`);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await page.locator(`${list} a`).count()).toBe(500);
    expect(await page.locator(".on-paper").textContent()).toBe(
      "900 rows, the first 500 printed; a download holds them all",
    );
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    expect(await page.locator(`${list} a`).count()).toBeLessThan(120);
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    const sheets = pdf.match(/\/Type\s*\/Page\b/g)!.length;
    expect([sheets > 5, sheets < 20]).toEqual([true, true]);
    expect(faults).toEqual([]);
    await close();
  });

  it("is worked by the keyboard: Enter on a head sorts, arrows go along the heads and into the rows", async () => {
    const { page, close } = await open(browser, `${url}/team/aftersales/en/customers.html`);
    const focused = () => page.evaluate(() => document.activeElement!.textContent!.trim());
    await page.locator("main thead button").first().focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("main thead th").first().getAttribute("aria-sort")).toBe("ascending");
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe(await page.locator("main thead button").nth(1).innerText());
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe(await page.locator("main tbody a").first().innerText());
    await close();
  });

  it("keeps the focus on the next row at every arrow, down past what is drawn and up again", async () => {
    const { page, close } = await open(browser, `${url}/team/aftersales/en/customers.html`);
    await page.locator("main tbody a").first().focus();
    const row = () => page.evaluate(() => document.activeElement!.closest("tr")?.dataset["row"]);
    const isSeen = () =>
      page.evaluate(() => {
        const [line, box] = [document.activeElement!, document.querySelector("main [role=region] thead")!];
        const [{ top, bottom }, view] = [line.getBoundingClientRect(), box.closest("[role=region]")!];
        return top >= box.getBoundingClientRect().bottom - 1 && bottom <= view.getBoundingClientRect().bottom + 1;
      });
    for (const [key, from, step] of [
      ["ArrowDown", 0, 10],
      ["ArrowUp", 70, -10],
    ] as const) {
      for (let tens = 1; tens <= 7 && (step > 0 || tens <= 3); tens++) {
        for (let i = 0; i < 10; i++) await page.keyboard.press(key);
        expect(await row()).toBe(String(from + tens * step));
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        expect([await row(), await isSeen()]).toEqual([String(from + tens * step), true]);
      }
    }
    await close();
  });

  it("opens one customer from the list, and the same one in the other language", async () => {
    const { page, faults, close } = await open(browser, `${url}/team/aftersales/zh/customers.html`);
    const link = page.locator("main tbody a").first();
    const name = await link.innerText();
    await link.click();
    await page.waitForURL("**/zh/customer.html?*");
    await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
    expect(await page.locator("h1").innerText()).toContain(name);
    expect(await page.locator("main :is(svg[role=img], svg[role=group])").count()).toBeGreaterThanOrEqual(3);
    await page.locator("#other-language").click();
    await page.waitForURL("**/en/customer.html?*");
    await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
    expect(await page.locator("h1").innerText()).toContain(name);
    expect(await page.locator("main").innerText()).not.toMatch(/undefined|\bNaN\b|\[object/);
    expect(faults).toEqual([]);
    await close();
  });

  it("opens from the queue of the week", async () => {
    const { page, faults, close } = await open(browser, `${url}/team/saas/en/this-week.html`);
    const link = page.locator("main tbody a").first();
    const name = await link.innerText();
    await link.click();
    await page.waitForURL("**/en/customer.html?*");
    await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
    expect(await page.locator("h1").innerText()).toContain(name);
    expect(faults).toEqual([]);
    await close();
  });

  it("shows a flat table's customer without history and says why", async () => {
    const { page, faults, close } = await open(browser, `${url}/flat/aftersales/en/customers.html`);
    await page.locator("main tbody a").first().click();
    await page.waitForURL("**/en/customer.html?*");
    await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
    expect(await page.locator("main").innerText()).not.toMatch(/undefined|\bNaN\b|\[object/);
    expect(faults).toEqual([]);
    await close();
  });

  it("holds no customer in an executive build, and says how a team build is made", async () => {
    const { page, faults, close } = await open(browser, `${url}/executive/aftersales/en/customers.html`);
    expect(await page.locator("main").innerText()).toMatch(/--audience team/);
    expect(await page.locator("main tbody a").count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });
});
