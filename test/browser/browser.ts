import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import { chromium as playwright, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

/** A real browser: the one inside the npm package, or the one that `HOLDFAST_CHROMIUM` names. */
export async function launch(...more: string[]): Promise<Browser> {
  const named = process.env.HOLDFAST_CHROMIUM;
  if (named && !existsSync(named)) throw new Error(`invalid HOLDFAST_CHROMIUM; no such file: ${named}`);
  return playwright.launch({
    executablePath: named ?? (await chromium.executablePath()),
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", ...more],
  });
}

export interface Opened {
  readonly page: Page;
  /** What went wrong so far: console errors, exceptions, violations of the policy, failed or outside requests. */
  readonly faults: string[];
  /** Addresses requested, in order. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** Opens a page and waits until its figures are drawn. */
export async function open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  const requests: string[] = [];
  const { origin } = new URL(url);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => faults.push(`failed: ${request.url()}`));
  page.on("request", (request) => {
    requests.push(request.url());
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url()))
      faults.push(`outside: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`status ${response.status()}: ${response.url()}`);
  });
  await page.goto(url, { waitUntil: "load" });
  await page.waitForFunction(() => !document.querySelector("observablehq-loading"));
  await drawn(page);
  return { page, faults, requests, close: () => context.close() };
}

/** Observers draw charts at their width in the frame after the layout. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
  );
}
