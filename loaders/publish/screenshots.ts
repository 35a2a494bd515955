/**
 * `npm run screenshots -- [SITE]`: a picture of every page of every published playbook in both languages, light and
 * dark, 1280 and 390 px wide, into `.holdfast/screenshots/PLAYBOOK`; with `--readme` the READMEs' pictures too.
 */
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { pages } from "../../src/components/navigation.js";
import { notebookWords } from "../../src/components/notebook/words.js";
import { exitCodeOf, explain } from "../command.js";
import { showsUsage } from "../showsUsage.js";
import { UserError } from "../userError.js";
import { findBrowser } from "./reportPdf.js";
import { serve } from "./serve.js";

const usage = `usage: npm run screenshots -- [SITE] [--readme]
  A picture of every page in both languages, light and dark, 1280 and 390 px wide, into .holdfast/screenshots/PLAYBOOK.
  SITE is a published site or one playbook of it, dist by default; npm start makes it.
  --readme   writes the READMEs' pictures, docs/images/ceo-report.*.png, too: the after-sales sample
exit codes: 0 done; 1 no browser; 2 no site`;

const root = fileURLToPath(new URL("../..", import.meta.url));
const settled = { waitUntil: "networkidle" } as const;
const languages = ["zh", "en"] as const;
const looks = [1280, 390].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ viewport: { width, height: 900 }, colorScheme })),
);

async function main(args: readonly string[]): Promise<void> {
  const playbooks = playbooksOf(resolve(args.find((one) => !one.startsWith("-")) ?? "dist"));
  const found = await findBrowser();
  if (!found) throw new Error("no browser found; set CHROME_PATH to a Chrome or Chromium");
  const browser = await found.start();
  try {
    for (const { name, dir } of playbooks) {
      const folder = join(root, ".holdfast/screenshots", name);
      const { url, close } = await serve({ dir, port: 0 });
      try {
        process.stderr.write(`${await everyPage(browser, { url, dir, folder })} pictures in ${folder}\n`);
        if (args.includes("--readme") && name === "aftersales") await readmePictures(browser, url);
      } finally {
        await close();
      }
    }
  } finally {
    await browser.close();
  }
}

/** The playbooks of a site, or the one whose folder is given. */
function playbooksOf(site: string): readonly { readonly name: string; readonly dir: string }[] {
  const isPlaybook = (dir: string) => existsSync(join(dir, "zh"));
  if (isPlaybook(site)) return [{ name: basename(site), dir: site }];
  const names = existsSync(site) ? readdirSync(site).filter((name) => isPlaybook(join(site, name))) : [];
  if (!names.length) throw noSite(site);
  return names.map((name) => ({ name, dir: join(site, name) }));
}

/** @returns how many pictures were made */
async function everyPage(browser: Browser, { url, dir, folder }: Record<"url" | "dir" | "folder", string>) {
  mkdirSync(folder, { recursive: true });
  let made = 0;
  for (const look of looks) {
    const context = await browser.newContext(look);
    const page = await context.newPage();
    for (const lang of languages) {
      const someone = await firstCustomer(page, `${url}/${lang}`);
      for (const { path } of pages.filter(({ path }) => existsSync(join(dir, lang, `${path}.html`)))) {
        await page.goto(`${url}/${lang}/${path}.html${path === "customer" ? someone : ""}`, settled);
        await page.waitForFunction(isWhole);
        if (path === "notebook") await page.getByRole("button", { name: notebookWords[lang].runAll }).click();
        await page.waitForFunction(hasAnswers);
        const name = `${path}.${lang}.${look.viewport.width}.${look.colorScheme}.png`;
        await page.screenshot({ path: join(folder, name), fullPage: true });
        made += 1;
      }
    }
    await context.close();
  }
  return made;
}

async function readmePictures(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext(looks[0]);
  const page = await context.newPage();
  for (const lang of languages) {
    await page.goto(`${url}/${lang}/ceo-report.html`, settled);
    await page.waitForFunction(isWhole);
    await page.screenshot({ path: join(root, `docs/images/ceo-report.${lang}.png`), fullPage: true });
  }
  await context.close();
}

/** Nothing of the page waits to be drawn. */
function isWhole(): boolean {
  return !document.querySelector("observablehq-loading") && document.querySelector("h1") !== null;
}

/** Every cell of the notebook has its answer; true on any other page. */
function hasAnswers(): boolean {
  return [...document.querySelectorAll(".nb-cell .out")].every((out) => out.hasChildNodes());
}

/** The query that opens the first customer of this week's queue; nothing where the site holds none. */
async function firstCustomer(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/this-week.html`, settled);
  await page.waitForFunction(isWhole);
  const links = page.locator("main tbody a");
  const href = (await links.count()) ? await links.first().getAttribute("href") : null;
  return href?.slice(href.indexOf("?")) ?? "";
}

function noSite(site: string): UserError {
  return new UserError({
    what: "there is no published playbook",
    where: site,
    allowed: "a site such as dist, or the folder of one playbook in it",
    todo: "npm start makes one from the samples",
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
