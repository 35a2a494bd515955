import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { makePageData } from "../fixtures/pages/makePageData.js";
import { launch } from "./browser.js";
import { passphrase } from "./site.js";

const url = inject("siteUrl");
let browser: Browser;
beforeAll(async () => {
  // a name that is neither HTTPS nor localhost, on the same server
  browser = await launch("--host-resolver-rules=MAP holdfast.test 127.0.0.1");
});
afterAll(() => browser.close());

const { customerList } = makePageData({ playbook: "saas", audience: "team", customers: 60 });
const [name, id] = [customerList.columns.name[0]!, customerList.columns.id[0]!];
const form = "form.sealed";

async function open(address: string): Promise<{ page: Page; faults: string[]; close: () => Promise<void> }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(address);
  return { page, faults, close: () => context.close() };
}

async function enter(page: Page, text: string): Promise<void> {
  await page.locator("#passphrase").fill(text);
  await page.keyboard.press("Enter");
}

describe("a sealed team site", () => {
  it("asks for the passphrase, says when it is wrong, and opens with the right one", async () => {
    const { page, faults, close } = await open(`${url}/sealed/saas/zh/customers.html`);
    await page.locator(form).waitFor();
    expect(await page.locator("main").innerText()).not.toContain(name);
    expect(await page.locator("#passphrase").evaluate((input) => input === document.activeElement)).toBe(true);
    await enter(page, "not the passphrase at all");
    await page.getByText("口令不对").waitFor();
    await enter(page, passphrase);
    await page.getByRole("link", { name }).first().waitFor();
    expect(await page.locator(form).count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it("asks once a session: the next pages open by themselves, another session asks again", async () => {
    const { page, faults, close } = await open(`${url}/sealed/saas/en/customers.html`);
    await page.locator(form).waitFor();
    await enter(page, passphrase);
    await page.getByRole("link", { name }).first().click();
    await page.locator("h1", { hasText: name }).waitFor();
    await page.goto(`${url}/sealed/saas/en/this-week.html`);
    await page.locator("main tbody a").first().waitFor();
    expect(await page.locator(form).count()).toBe(0);
    // what is kept is the derived key, in this tab only
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]),
    );
    expect(kept).not.toContain(passphrase);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    expect(faults).toEqual([]);
    await close();
    const other = await open(`${url}/sealed/saas/en/customer.html?id=${id}`);
    await other.page.locator(form).waitFor();
    await other.close();
  });

  it("opens the notebook's tables with the same passphrase", async () => {
    const { page, faults, close } = await open(
      `${url}/sealed/saas/en/notebook.html#table=select%20count(*)%20as%20n%20from%20customers`,
    );
    await page.locator(form).waitFor();
    await enter(page, passphrase);
    await page.locator(".nb-cell tbody th", { hasText: "60" }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it("shows what holds no customer without asking", async () => {
    const { page, faults, close } = await open(`${url}/sealed/saas/en/ceo-report.html`);
    await page.locator(".figs .v").first().waitFor();
    expect(await page.locator(".sealed").count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it("says on an address that is neither HTTPS nor this machine why it cannot open", async () => {
    const { page, close } = await open(`${url.replace("127.0.0.1", "holdfast.test")}/sealed/saas/en/customers.html`);
    await page.getByText("neither HTTPS nor this machine").waitFor();
    expect(await page.locator("#passphrase").count()).toBe(0);
    await close();
  });
});
