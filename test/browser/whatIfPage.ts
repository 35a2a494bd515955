import type { Browser, Page } from "playwright-core";
import { inject } from "vitest";
import { open, type Opened } from "./browser.js";

/** The page with its draws: the seed stands there with the first outcome. */
export async function openWhatIf(
  browser: Browser,
  lang: "zh" | "en",
  hash = "",
  site = "team/aftersales",
  options = {},
): Promise<Opened> {
  const opened = await open(browser, `${inject("siteUrl")}/${site}/${lang}/what-if.html${hash}`, options);
  await ready(opened.page);
  return opened;
}
export const ready = (page: Page) =>
  page.waitForFunction(() => {
    const finished = document.querySelectorAll(".mc dd").length >= 6;
    return finished && !document.querySelector("#week")?.textContent?.includes("…");
  });

export const column = (page: Page, line: number) =>
  page.locator(`.scen tbody tr:nth-child(${line}) td`).allInnerTexts();
export const roiLine = 5;
export const yours = (page: Page) => page.locator(".scen .big .cur").innerText();
export const findings = (page: Page) => page.locator("h2").allInnerTexts();
/** All that the page says, but not the age of the data. */
export const said = (page: Page) => page.locator(".wi").innerText();
export const settled = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))));
