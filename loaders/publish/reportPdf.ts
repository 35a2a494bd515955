import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "./serve.js";

/** Where Chrome is on systems that have one, if `CHROME_PATH` does not say. */
const usualPlaces = [
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Whether a file of the site is the CEO report on paper: the page that holds aggregates only. */
export function isReportPdf(path: string): boolean {
  return /^ceo-report\.(zh|en)\.pdf$/.test(path);
}

/**
 * Prints the CEO report of a built site beside it, `ceo-report.<lang>.pdf`, one A4 page each.
 * @returns why there is none where no browser starts; a site is published without
 */
export async function printReports(dir: string): Promise<string | undefined> {
  const found = await findBrowser();
  if (!found) return "no browser found; set CHROME_PATH to a Chrome or Chromium for ceo-report.<lang>.pdf";
  const served = await serve({ dir, port: 0 });
  try {
    const browser = await found.start();
    try {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
      const page = await context.newPage();
      for (const lang of ["zh", "en"]) {
        await page.goto(`${served.url}/${lang}/ceo-report.html`, { waitUntil: "load" });
        await page.waitForFunction(
          () => !document.querySelector("observablehq-loading") && document.querySelector("h1"),
        );
        const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true });
        writeFileSync(join(dir, `ceo-report.${lang}.pdf`), bytes);
      }
    } finally {
      await browser.close();
    }
    return undefined;
  } catch (error) {
    return `the browser at ${found.path} did not print: ${(error as Error).message.split("\n")[0]}`;
  } finally {
    await served.close();
  }
}

/** Both packages are for development: an installation without them prints nothing. */
export async function findBrowser() {
  try {
    const { chromium } = await import("playwright-core");
    const path = await browserPath();
    if (!path) return undefined;
    const args = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"];
    return { path, start: () => chromium.launch({ executablePath: path, args }) };
  } catch {
    return undefined;
  }
}

async function browserPath(): Promise<string | undefined> {
  const named = process.env.CHROME_PATH ?? usualPlaces.find((place) => existsSync(place));
  if (named) return named;
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}
