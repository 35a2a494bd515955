/**
 * How long a weekly run takes, and how much memory, by the number of customers:
 *
 *     npm run -s bench -- --sizes 20,20000,200000 --runs 5 [--playbook aftersales] [--memory 8GiB] [--weeks 1] [--docs]
 *
 * Each run is a process of its own: the sample is made first and not counted, then the first run (every week scored, the
 * model fitted) and the next week's. Results are kept in bench/results/scale.json, a size replacing its former figures;
 * `--docs` writes the table and the picture of docs/scale.md from them.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { addDays } from "../loaders/calendar.js";
import { scaleData } from "./scaleData.js";
import { writeScaleDocs } from "./scaleDocs.js";
import { machine, weeklyRun, type WeeklyRun } from "./weeklyRun.js";

export interface Run extends Pick<WeeklyRun, "ms" | "cpuSeconds" | "peakBytes" | "load" | "steps"> {
  readonly which: "first" | "next";
}

export interface Measured {
  readonly playbook: string;
  readonly customers: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly runs: readonly Run[];
  readonly memoryLimit?: string;
  /** Weeks that the first run scored, where they were not all. */
  readonly weeks?: number;
  readonly command: string;
  readonly machine: string;
}

const asOf = "2026-06-29";
const file = new URL("results/scale.json", import.meta.url);
const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "" },
    runs: { type: "string", default: "5" },
    playbook: { type: "string", default: "aftersales" },
    memory: { type: "string" },
    weeks: { type: "string" },
    data: { type: "string", default: join(tmpdir(), "holdfast-scale") },
    docs: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
  allowPositionals: true,
});

if (values.help) {
  process.stdout.write(`usage: npm run bench -- [options]

Measures weekly runs by the number of customers.

  npm run -s bench -- --sizes 20,20000,200000 [--runs 5] [--playbook aftersales] [--memory 8GiB] [--weeks 1] [--data DIR] [--docs]

  --sizes     customers, one size after another
  --runs      runs of each size: the first and the next week's each time
  --playbook  aftersales or saas
  --memory    most memory that DuckDB takes
  --weeks     weeks that the first run scores; all of them where it is left out
  --data      folder of the samples and the warehouse
  --docs      writes the tables and the picture of docs/scale.md from what was measured so far
`);
  process.exit(0);
}
for (const customers of values.sizes.split(",").filter(Boolean).map(Number)) await measure(customers);
if (values.docs) await writeScaleDocs(readResults());

async function measure(customers: number): Promise<void> {
  const { playbook, memory, weeks } = values;
  const dir = join(values.data, `${playbook}-${customers}`);
  const stamp = `${dir}.json`;
  if (!existsSync(stamp)) {
    writeFileSync(stamp, JSON.stringify(await scaleData({ playbook: playbook as "saas", customers, asOf, dir })));
  }
  const rows = Object.entries(JSON.parse(readFileSync(stamp, "utf8")) as Record<string, { rows: number }>);
  const runs: Run[] = [];
  for (let i = 0; i < Number(values.runs); i++) {
    const warehouse = join(values.data, "warehouse.duckdb");
    for (const suffix of ["", ".wal", ".digest.txt", ".queue.csv"]) rmSync(`${warehouse}${suffix}`, { force: true });
    for (const which of ["first", "next"] as const) {
      const run = await weekly({ which, dir, warehouse });
      runs.push(run);
      console.error(
        `${playbook} ${customers} ${which}: ${(run.ms / 1000).toFixed(1)} s, ${(run.peakBytes / 2 ** 30).toFixed(2)} GiB`,
      );
    }
    const limits = `${memory ? ` --memory ${memory}` : ""}${weeks ? ` --weeks ${weeks}` : ""}`;
    const command = `npm run -s bench -- --playbook ${playbook} --sizes ${customers} --runs ${values.runs}${limits}`;
    const measured = {
      ...{ playbook, customers, runs, command, machine: machine() },
      rows: Object.fromEntries(rows.map(([name, { rows: count }]) => [name, count])),
      ...(memory ? { memoryLimit: memory } : {}),
      ...(weeks ? { weeks: Number(weeks) } : {}),
    };
    keep(measured);
  }
}

/** The first run, or the next week's. */
async function weekly({
  which,
  dir,
  warehouse,
}: {
  which: Run["which"];
  dir: string;
  warehouse: string;
}): Promise<Run> {
  const day = which === "first" ? addDays(asOf, -7) : asOf;
  const source = ["--playbook", values.playbook, "--source", dir, "--as-of", day, "--warehouse", warehouse];
  const env = { ...process.env, ...(values.memory ? { HOLDFAST_MEMORY: values.memory } : {}) };
  const { ms, cpuSeconds, peakBytes, load, steps } = await weeklyRun(
    [...source, "--no-words", "--no-site", "--no-notify"],
    env,
    values.weeks ? ["bench/weeklyShort.ts", values.weeks] : undefined,
  );
  return { which, ms, cpuSeconds, peakBytes, load, steps };
}

function readResults(): Measured[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Measured[]) : [];
}

function keep(measured: Measured): void {
  const others = readResults().filter(
    ({ playbook, customers }) => playbook !== measured.playbook || customers !== measured.customers,
  );
  const all = [...others, measured].sort((a, b) => a.playbook.localeCompare(b.playbook) || a.customers - b.customers);
  mkdirSync(new URL(".", file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(all, null, 1)}\n`);
}
