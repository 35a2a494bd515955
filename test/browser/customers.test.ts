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

  it("hands out what is shown as a file that a spreadsheet does not run", async () => {
    const { page, close } = await open(browser, `${url}/team/saas/zh/customers.html`);
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: /CSV/ }).first().click();
    const download = await waiting;
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
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
