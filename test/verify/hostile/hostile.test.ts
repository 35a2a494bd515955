import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse as parseCsv } from "csv-parse/sync";
import { readXlsx } from "hucre/xlsx";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runDrafts } from "../../../loaders/outreach/drafts.js";
import { serve, type Served } from "../../../loaders/publish/serve.js";
import { pages } from "../../../src/components/navigation.js";
import { encodeCells } from "../../../src/components/notebook/cells.js";
import { launch, open, type Opened } from "../../browser/browser.js";
import { openMailServer, type MailServer } from "../faults/mailServer.js";
import { record } from "../record.js";
import { hostileTexts, writeHostileBusiness } from "./hostileBusiness.js";
import { hostileIds, writeHostileFlat } from "./hostileFlat.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const isQuick = process.env["HOLDFAST_VERIFY"] === "quick";
const everything = "every text column of every table";
const businesses = (
  [
    { playbook: "saas", where: everything, isFlat: false },
    { playbook: "aftersales", where: everything, isFlat: false },
    { playbook: "saas", where: "names and cells of a flat table", isFlat: true },
  ] as const
).slice(0, isQuick ? 1 : 3);
const languages = isQuick ? (["en"] as const) : (["zh", "en"] as const);
const paths = isQuick ? ["this-week", "customers", "customer", "notebook"] : pages.map(({ path }) => path);
const asOf = "2026-06-29";
/** What a spreadsheet would run, were it to start a cell. */
const runs = /^\s*[=+\-@＝＋－＠]/;

let browser: Browser;
let mail: MailServer;
beforeAll(async () => {
  [browser, mail] = [await launch(), await openMailServer()];
});
afterAll(async () => {
  await browser.close();
  await mail.close();
});

describe.each(businesses)("$playbook, $where written by an enemy", ({ playbook, where, isFlat }) => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-hostile-"));
  const warehouse = join(folder, "w.duckdb");
  const pageData = join(root, ".holdfast/page-data", playbook);
  let served: Served | undefined;
  let spoken = 0;
  let isHeld = true;
  beforeEach(({ onTestFinished }) => onTestFinished(({ task }) => void (isHeld &&= task.result?.state === "pass")));
  const held = { pages: 0, files: 0, letters: 0 };

  beforeAll(async () => {
    if (existsSync(pageData)) cpSync(pageData, join(folder, "kept"), { recursive: true });
    spoken = isFlat ? writeHostileFlat(folder) : await writeHostileBusiness(folder, { playbook, customers: 400, asOf });
    const flat = [join(folder, "in/t.csv"), "--mapping", join(folder, "mapping.json")];
    const { code, err } = await weekly(folder, playbook, isFlat ? flat : [join(folder, "in")]);
    expect([code, code === 0 ? "" : err]).toEqual([0, ""]);
    served = await serve({ dir: join(folder, "dist"), port: 0 });
  });
  afterAll(async () => {
    const note = `${held.pages} pages in a browser, ${held.files} files for spreadsheets, ${held.letters} letters: nothing ran`;
    record("attacks", {
      what: `hostile text in ${where}, ${playbook}`,
      tried: spoken,
      held: isHeld ? spoken : 0,
      note,
    });
    await served?.close();
    rmSync(pageData, { recursive: true, force: true });
    if (existsSync(join(folder, "kept"))) cpSync(join(folder, "kept"), pageData, { recursive: true });
    rmSync(folder, { recursive: true, force: true });
  });

  const address = (lang: string, path: string) => `${served?.url}/${playbook}/${lang}/${path}`;

  it("is read, every row of it used but the one whose date is none", () => {
    expect(readFileSync(join(folder, "log.txt"), "utf8").match(/"rejected":(\d+)/)?.[1]).toBe(isFlat ? "0" : "1");
  });

  it.each(languages.flatMap((lang) => paths.map((path) => [lang, path] as const)))(
    "opens %s/%s with nothing run and nothing built from it",
    async (lang, path) => {
      const query = path === "customer" ? await someone(lang) : path === "notebook" ? `.html#${query5}` : ".html";
      const opened = await open(browser, address(lang, path + query));
      await handle(opened.page);
      await expectHarmless(opened);
      await opened.close();
      held.pages++;
    },
  );

  it("shows the texts as they are", async () => {
    const { page, close } = await open(browser, address("en", "customers.html"));
    const names = await page.locator("main tbody a").allInnerTexts();
    expect(names.length).toBeGreaterThan(10);
    for (const name of names)
      expect(hostileTexts.some((text) => name.startsWith(text.replace(/\s+/g, " ")))).toBe(true);
    await close();
  });

  it("hands no formula to a spreadsheet: downloads, files of the site, the queue for the CRM", async () => {
    const { page, close } = await open(browser, address("en", "customers.html"));
    for (const kind of ["CSV", "Excel"]) {
      const waiting = page.waitForEvent("download");
      await page.getByRole("button", { name: kind }).first().click();
      const bytes = readFileSync(await (await waiting).path());
      await expectNoFormula(kind, bytes);
      held.files++;
    }
    await close();
    const below = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".csv") && !/^(in|raw|kept)\//.test(file),
    );
    expect(below).toContain("w.duckdb.queue.csv");
    for (const file of below) {
      await expectNoFormula("CSV", readFileSync(join(folder, file)));
      held.files++;
    }
  });

  it("tells the team figures alone", () => {
    const digest = readFileSync(`${warehouse}.digest.txt`, "utf8");
    for (const text of hostileTexts) expect(digest).not.toContain(text);
    expect(digest.trim().split("\n").length).toBeLessThan(12);
  });

  it("writes letters that go to one address each, in plain text", async () => {
    const said: string[] = [];
    const env = { HOLDFAST_SMTP_URL: mail.url, HOLDFAST_MAIL_FROM: "team@holdfast.example" };
    const io = { out: (line: string) => void said.push(line), env, cwd: folder };
    const drafts = (...args: string[]) => runDrafts([...args, "--warehouse", warehouse, "--by", "chen"], io);
    await drafts("list");
    const ids = said.flatMap((line) => line.match(/^D\w+/)?.[0] ?? []);
    if (!isFlat) expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) await drafts("approve", id).catch(() => undefined);
    mail.take();
    await drafts("send");
    for (const { to, source } of mail.letters()) {
      expect(to).toHaveLength(1);
      const [head = ""] = source.split("\r\n\r\n");
      expect(
        head
          .replace(/\r\n[ \t]+/g, " ")
          .split("\r\n")
          .map((line) => line.split(":")[0]!.toLowerCase())
          .sort(),
      ).toEqual([
        "content-transfer-encoding",
        "content-type",
        "date",
        "from",
        "message-id",
        "mime-version",
        "subject",
        "to",
      ]);
      expect(head).toMatch(/content-type: text\/plain/i);
      held.letters++;
    }
  });

  /** The address of a customer's page, as the list of customers links it; in the flat table of one with an id of its own. */
  async function someone(lang: string): Promise<string> {
    if (isFlat) return `.html?id=${hostileIds[lang === "zh" ? 0 : 1]}`;
    const { page, close } = await open(browser, address(lang, "customers.html"));
    const href = await page
      .locator("main tbody a")
      .nth(lang === "zh" ? 2 : 5)
      .getAttribute("href");
    await close();
    return href!.replace("./customer", "");
  }
});

const query5 = encodeCells([{ view: "table", sql: "select * from customers limit 20" }]);

/** As a reader does: opens what folds, points at pictures, asks for receipts. */
async function handle(page: Page): Promise<void> {
  if (page.url().includes("notebook"))
    await page.waitForFunction(() => document.querySelectorAll(".nb-cell .out > *").length > 0, undefined, {
      timeout: 50_000,
    });
  await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
  for (const picture of (await page.locator("main svg:visible").all()).slice(0, 4))
    await picture.hover({ force: true }).catch(() => undefined);
  for (const figure of (await page.locator("main [aria-haspopup]:visible").all()).slice(0, 3)) {
    await figure.click({ timeout: 2000 }).catch(() => undefined);
    await page.keyboard.press("Escape");
  }
  await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
}

async function expectHarmless({ page, faults }: Opened): Promise<void> {
  // the policy's refusals are console errors, so an attack that it alone held back would be one of these
  expect(faults).toEqual([]);
  const found = await page.evaluate(() => ({
    owned: "owned" in globalThis,
    handlers: [...document.querySelectorAll("*")].flatMap((each) =>
      each.getAttributeNames().filter((name) => /^on/i.test(name)),
    ),
    built: document.querySelectorAll(
      "main script, main iframe, main base, main meta, main style, main object, main embed, main math, main img[src=x]",
    ).length,
    links: [...document.querySelectorAll("a[href]")]
      .map((a) => (a as HTMLAnchorElement).href)
      .filter((href) => !/^(https?|blob|data):/.test(href) || href.includes("//evil.example")),
    text: document.querySelector("main")?.textContent?.length ?? 0,
    shown: document.querySelector("main")?.checkVisibility() ?? false,
    policy: document.querySelector("meta[http-equiv=Content-Security-Policy]")?.getAttribute("content") ?? "",
  }));
  expect(found).toMatchObject({ owned: false, handlers: [], built: 0, links: [], shown: true });
  expect(found.text).toBeGreaterThan(100);
  expect(found.policy).toMatch(/^default-src 'none'/);
  expect(found.policy).not.toMatch(/'unsafe-eval'|script-src[^;]*'unsafe-inline'|\*/);
}

async function expectNoFormula(kind: string, bytes: Buffer): Promise<void> {
  if (kind === "CSV") {
    const cells = (parseCsv(bytes, { bom: true, relax_column_count: true }) as string[][]).flat();
    expect(cells.filter((cell) => runs.test(cell) && !/^-?[\d.]+(e[+-]?\d+)?$/i.test(cell))).toEqual([]);
    return;
  }
  const { sheets } = await readXlsx(bytes);
  for (const { rows, cells } of sheets) {
    expect(rows.flat().filter((cell) => typeof cell === "string" && runs.test(cell))).toEqual([]);
    expect([...(cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([]);
  }
}

/** The weekly run as a team schedules it, in a process of its own; what it said is kept in log.txt. */
function weekly(
  folder: string,
  playbook: string,
  source: readonly string[],
): Promise<{ code: number | null; err: string }> {
  const script = `${JSON.stringify(process.execPath)} --import tsx loaders/weekly.ts "$@" > ${JSON.stringify(join(folder, "log.txt"))}`;
  const args = ["--playbook", playbook, "--source", ...source, "--warehouse", join(folder, "w.duckdb")];
  const more = ["--out", join(folder, "dist"), "--audience", "team", "--plain", "--as-of", asOf, "--json"];
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(HOLDFAST|OPENAI)_/.test(name)));
  const child = spawn("sh", ["-c", script, "sh", ...args, ...more], {
    cwd: root,
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => (err = (err + chunk.toString()).slice(-4000)));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, err })));
}
