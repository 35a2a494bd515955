/**
 * Lighthouse (mobile, simulated throttling) on every page in both languages: npx tsx bench/lighthouse.ts [SITE] [--write]
 *
 * SITE is the address of one playbook's published site, http://127.0.0.1:3000/aftersales by default (npm start serves it).
 * Lighthouse comes through npx, not as a dependency: it and its 200 packages would treble an installation. The browser is
 * that of the tests. `--write` puts the table into docs/pages.md.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import chromium from "@sparticuz/chromium";
import { pages } from "../src/components/navigation.js";

const lighthouse = "lighthouse@12.8.2";
const categories = ["performance", "accessibility", "best-practices", "seo"] as const;
const flags = "--headless=new --no-sandbox --disable-gpu --no-zygote";

interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number; readonly auditRefs: { id: string }[] }>>;
  readonly audits: Readonly<Record<string, { score: number | null; title: string; numericValue?: number }>>;
}

const site = process.argv.slice(2).find((one) => !one.startsWith("--")) ?? "http://127.0.0.1:3000/aftersales";
const CHROME_PATH = process.env.HOLDFAST_CHROMIUM ?? (await chromium.executablePath());
const rows: string[] = [];
for (const { path } of pages.filter(({ within }) => !within))
  for (const lang of ["zh", "en"]) {
    const report = measure(`${site}/${lang}/${path}.html`);
    const scores = categories.map((id) => String(Math.round(100 * (report.categories[id]?.score ?? 0))));
    const seconds = (id: string) => ((report.audits[id]?.numericValue ?? 0) / 1000).toFixed(1);
    const bytes = Math.round((report.audits["total-byte-weight"]?.numericValue ?? 0) / 1000);
    const times = [seconds("largest-contentful-paint"), report.audits["total-blocking-time"]?.numericValue?.toFixed(0)];
    rows.push(`| ${lang}/${path} | ${[...scores, ...times, bytes].join(" | ")} |`);
    console.log(rows.at(-1));
    for (const id of categories.slice(1)) for (const fault of faults(report, id)) console.log(`    ${id}: ${fault}`);
  }
if (process.argv.includes("--write")) write();

function measure(url: string): Report {
  const args = ["--yes", lighthouse, url, "--output=json", "--quiet", `--chrome-flags=${flags}`];
  const run = spawnSync("npx", [...args, `--only-categories=${categories.join(",")}`], {
    encoding: "utf8",
    env: { ...process.env, CHROME_PATH },
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`lighthouse failed on ${url}:\n${run.stderr.slice(-2_000)}`);
  return JSON.parse(run.stdout) as Report;
}

function faults({ categories: all, audits }: Report, id: string): string[] {
  return (all[id]?.auditRefs ?? [])
    .map((ref) => audits[ref.id])
    .filter((audit) => audit && audit.score !== null && audit.score < 1)
    .map((audit) => audit!.title);
}

function write(): void {
  const file = fileURLToPath(new URL("../docs/pages.md", import.meta.url));
  const [from, to] = ["<!-- lighthouse: begin -->", "<!-- lighthouse: end -->"];
  const text = readFileSync(file, "utf8");
  const head = "| page | performance | accessibility | best practices | SEO | largest paint, s | blocking, ms | kB |";
  const table = [head, `|---|${"---:|".repeat(7)}`, ...rows].join("\n");
  const said = `${lighthouse}, mobile, simulated throttling; ${cpus().length} processors (${cpus()[0]?.model.trim()}).`;
  const [start, end] = [text.indexOf(from) + from.length, text.indexOf(to)];
  writeFileSync(file, `${text.slice(0, start)}\n${said}\n\n${table}\n${text.slice(end)}`);
}
