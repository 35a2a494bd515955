import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pages } from "../../../src/components/navigation.js";
import { axeFaults } from "../../browser/access.js";
import { drawn, launch, open } from "../../browser/browser.js";
import { serveSites } from "../../browser/site.js";
import { record } from "../record.js";

const isQuick = process.env["HOLDFAST_VERIFY"] === "quick";
/** The sites that differ: playbook, audience, and a flat table without history. */
const sites = ["team/saas", "team/aftersales", "executive/aftersales", "flat/aftersales"].slice(0, isQuick ? 1 : 4);
const looks = [
  ["light", 1280],
  ["dark", 1280],
  ["light", 390],
  ["dark", 390],
] as const;

let browser: Browser;
let served: Awaited<ReturnType<typeof serveSites>>;
beforeAll(async () => {
  served = await serveSites(...sites);
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await served.close();
});

describe.each(sites)("axe on %s", (site) => {
  const ended = { tried: 0, held: 0 };
  const note = "pages in both languages, light and dark, 1280 and 390 px wide; every severity";
  afterAll(() => record("pages", { what: `axe: ${site}`, ...ended, note }));
  const seen = pages.filter(({ path }) => !isQuick || ["ceo-report", "customer"].includes(path));
  it.each(seen.flatMap(({ path }) => (["zh", "en"] as const).map((lang) => [lang, path] as const)))(
    "finds nothing: %s/%s",
    async (lang, path) => {
      const query = path === "customer" ? await firstCustomer(site) : "";
      const { page, close } = await open(browser, `${served.url}/${site}/${lang}/${path}.html${query}`, {
        bypassCSP: true,
      });
      for (const [colorScheme, width] of looks) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 844 });
        await drawn(page);
        ended.tried++;
        expect({ colorScheme, width, faults: await axeFaults(page) }).toEqual({ colorScheme, width, faults: [] });
        ended.held++;
      }
      await close();
    },
  );
});

/** The page of one customer without one says so only; an executive's site holds none. */
async function firstCustomer(site: string): Promise<string> {
  if (site.startsWith("executive")) return "";
  const { page, close } = await open(browser, `${served.url}/${site}/en/customers.html`);
  const link = await page.locator("main tbody a").first().getAttribute("href");
  await close();
  return link!.slice(link!.indexOf("?"));
}
