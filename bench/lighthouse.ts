/**
 * Lighthouse (mobile, simulated throttling) on the pages of a site: npx tsx bench/lighthouse.ts [SITE] [PAGE ...] [--write]
 *
 * SITE is the address of one playbook's published site, http://127.0.0.1:3000/aftersales by default (npm start serves it).
 * PAGE is a page or a language and a page, `model` or `zh/model`; all pages in both languages when left out. One customer's
 * page opens the first of the list. Below a page under 95 stand its longest tasks, slowed down as Lighthouse does.
 * Lighthouse comes through npx, not as a dependency: it and its 200 packages would treble an installation. The browser is
 * that of the tests. `--write` puts the table into docs/pages.md: of all pages, or the rows of those measured.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import chromium from "@sparticuz/chromium";
import { pages } from "../src/components/navigation.js";
import { columnReader } from "../src/columnReader.js";
import type { StoredColumn } from "../src/packedColumns.js";

const lighthouse = "lighthouse@12.8.2";
const categories = ["performance", "accessibility", "best-practices", "seo"] as const;
const flags = "--headless=new --no-sandbox --disable-gpu --no-zygote";

interface Audit {
  readonly score: number | null;
  readonly title: string;
  readonly numericValue?: number;
  readonly details?: { readonly items?: readonly { url?: string; duration?: number; startTime?: number }[] };
}

interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number; readonly auditRefs: { id: string }[] }>>;
  readonly audits: Readonly<Record<string, Audit>>;
}

const given = process.argv.slice(2).filter((one) => !one.startsWith("--"));
const site = (given.find((one) => one.includes("://")) ?? "http://127.0.0.1:3000/aftersales").replace(/\/$/, "");
const wanted = given.filter((one) => !one.includes("://"));
const all = pages.flatMap(({ path }) => ["zh", "en"].map((lang) => `${lang}/${path}`));
const unknown = wanted.filter((one) => !all.includes(one) && !all.includes(`en/${one}`));
if (unknown.length) throw new Error(`no such page: ${unknown.join(", ")}; there are ${all.join(", ")}`);
const measured = all.filter((page) => !wanted.length || wanted.includes(page) || wanted.includes(page.slice(3)));

const CHROME_PATH = process.env.HOLDFAST_CHROMIUM ?? (await chromium.executablePath());
const someone = measured.some((page) => page.endsWith("/customer")) ? await firstCustomer() : "";
console.log(`load before: ${loadavg()[0]!.toFixed(1)} on ${cpus().length} processors`);
const rows = new Map<string, string>();
for (const page of measured) {
  const report = measure(`${site}/${page}.html${page.endsWith("/customer") ? someone : ""}`);
  rows.set(page, rowOf(page, report));
  console.log(rows.get(page));
  for (const id of categories.slice(1)) for (const fault of faults(report, id)) console.log(`    ${id}: ${fault}`);
  if ((report.categories["performance"]?.score ?? 0) < 0.95)
    for (const task of tasks(report)) console.log(`    ${task}`);
}
if (process.argv.includes("--write")) write();

/** A run in ten fails on a busy machine, whatever the page: each page has three. */
function measure(url: string, attempts = 3): Report {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-lighthouse-"));
  const file = join(folder, "report.json");
  try {
    const args = ["--yes", lighthouse, url, "--output=json", `--output-path=${file}`, "--quiet"];
    const run = spawnSync("npx", [...args, `--chrome-flags=${flags}`, `--only-categories=${categories.join(",")}`], {
      encoding: "utf8",
      env: { ...process.env, CHROME_PATH },
      timeout: 180_000,
    });
    if (run.status === 0) {
      const report = JSON.parse(readFileSync(file, "utf8")) as Report;
      if (categories.every((id) => typeof report.categories[id]?.score === "number")) return report;
    }
    if (attempts === 1)
      throw new Error(`lighthouse failed on ${url}:\n${(run.stderr || String(run.error)).slice(-2_000)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return measure(url, attempts - 1);
}

function rowOf(page: string, report: Report): string {
  const number = (id: string) => report.audits[id]?.numericValue ?? NaN;
  const scores = categories.map((id) => String(Math.round(100 * report.categories[id]!.score)));
  const seconds = (id: string) => (number(id) / 1000).toFixed(1);
  const paints = [seconds("first-contentful-paint"), seconds("largest-contentful-paint")];
  const rest = [number("total-blocking-time").toFixed(0), number("cumulative-layout-shift").toFixed(3)];
  return `| ${[page, ...scores, ...paints, ...rest, Math.round(number("total-byte-weight") / 1000)].join(" | ")} |`;
}

function faults({ categories: each, audits }: Report, id: string): string[] {
  return (each[id]?.auditRefs ?? [])
    .map((ref) => audits[ref.id])
    .filter((audit) => audit && audit.score !== null && audit.score < 1)
    .map((audit) => audit!.title);
}

function tasks({ audits }: Report): string[] {
  return (audits["long-tasks"]?.details?.items ?? []).map(
    ({ url = "", duration = 0, startTime = 0 }) =>
      `${duration.toFixed(0)} ms at ${startTime.toFixed(0)} ms: ${url.split("/").slice(-2).join("/")}`,
  );
}

/** The query that opens the first customer of the list; nothing where the site holds none or has sealed them. */
async function firstCustomer(): Promise<string> {
  const page = await (await fetch(`${site}/en/customers.html`)).text();
  const file = /_file\/data\/customer-list\.[0-9a-f]+\.json/.exec(page)?.[0];
  if (!file) return "";
  const { columns } = (await (await fetch(`${site}/${file}`)).json()) as { columns?: Record<string, StoredColumn> };
  if (!columns) return "";
  return `?id=${encodeURIComponent(columnReader<string>(columns["id"]!).at(0))}`;
}

function write(): void {
  const file = fileURLToPath(new URL("../docs/pages.md", import.meta.url));
  const [from, to] = ["<!-- lighthouse: begin -->", "<!-- lighthouse: end -->"];
  const text = readFileSync(file, "utf8");
  const [start, end] = [text.indexOf(from) + from.length, text.indexOf(to)];
  for (const row of text.slice(start, end).split("\n")) {
    const page = all.find((one) => row.startsWith(`| ${one} `));
    if (page && !rows.has(page)) rows.set(page, row);
  }
  const heads = ["page", "performance", "accessibility", "best practices", "SEO"];
  const more = ["first paint, s", "largest paint, s", "blocking, ms", "shift", "kB"];
  const head = `| ${[...heads, ...more].join(" | ")} |`;
  const table = [head, `|---|${"---:|".repeat(9)}`, ...all.flatMap((page) => rows.get(page) ?? [])].join("\n");
  const said = `${lighthouse}, mobile, simulated throttling; ${cpus().length} processors (${cpus()[0]?.model.trim()}), load ${loadavg()[0]!.toFixed(1)}.`;
  writeFileSync(file, `${text.slice(0, start)}\n${said}\n\n${table}\n${text.slice(end)}`);
}
