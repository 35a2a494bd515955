/**
 * `npm run screenshots -- [SITE]`: a picture of every page of one published playbook in both languages, light and dark,
 * 1280 and 390 px wide, into `.holdfast/screenshots`; with `--readme` the READMEs' pictures too.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { pages } from "../../src/components/navigation.js";
import { exitCodeOf, explain } from "../command.js";
import { showsUsage } from "../showsUsage.js";
import { UserError } from "../userError.js";
import { findBrowser } from "./reportPdf.js";
import { serve } from "./serve.js";

const usage = `usage: npm run screenshots -- [SITE] [--readme]
  A picture of every page in both languages, light and dark, 1280 and 390 px wide, into .holdfast/screenshots.
  SITE is a published playbook, dist/aftersales by default; npm start makes it.
  --readme   writes the READMEs' pictures, docs/images/ceo-report.*.png, too
exit codes: 0 done; 1 no browser; 2 no site`;

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, ".holdfast/screenshots");
const [widths, looks] = [[1280, 390] as const, ["light", "dark"] as const];

async function main(args: readonly string[]): Promise<void> {
  const site = resolve(args.find((one) => !one.startsWith("-")) ?? "dist/aftersales");
  if (!existsSync(join(site, "zh"))) throw noSite(site);
  const found = await findBrowser();
  if (!found) throw new Error("no browser found; set CHROME_PATH to a Chrome or Chromium");
  mkdirSync(folder, { recursive: true });
  const { url, close } = await serve({ dir: site, port: 0 });
  const browser = await found.start();
  try {
    for (const lang of ["zh", "en"] as const) {
      const someone = await firstCustomer(browser, `${url}/${lang}`);
      for (const { path } of pages)
        for (const width of widths)
          for (const colorScheme of looks) {
            const file = join(folder, `${path}.${lang}.${width}.${colorScheme}.png`);
            await picture(browser, `${url}/${lang}/${path}.html${path === "customer" ? someone : ""}`, file, {
              width,
              colorScheme,
            });
          }
      const file = join(root, `docs/images/ceo-report.${lang}.png`);
      if (args.includes("--readme"))
        await picture(browser, `${url}/${lang}/ceo-report.html`, file, { width: 1280, colorScheme: "light" });
    }
  } finally {
    await browser.close();
    await close();
  }
  process.stderr.write(`${pages.length * 2 * widths.length * looks.length} pictures in ${folder}\n`);
}

async function picture(
  browser: Browser,
  url: string,
  path: string,
  { width, colorScheme }: { readonly width: number; readonly colorScheme: "light" | "dark" },
): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "networkidle" });
  await page.screenshot({ path, fullPage: true });
  await context.close();
}

/** The query that opens the first customer of the list; nothing where the site holds none. */
async function firstCustomer(browser: Browser, url: string): Promise<string> {
  const page = await browser.newPage();
  await page.goto(`${url}/customers.html`, { waitUntil: "networkidle" });
  const links = page.locator("main tbody a");
  const href = (await links.count()) ? await links.first().getAttribute("href") : null;
  await page.close();
  return href?.slice(href.indexOf("?")) ?? "";
}

function noSite(site: string): UserError {
  return new UserError({
    what: "there is no published playbook",
    where: site,
    allowed: "the folder of one playbook in a site, such as dist/aftersales",
    todo: "npm start makes one from the sample",
  });
}

if (!showsUsage(usage)) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}
