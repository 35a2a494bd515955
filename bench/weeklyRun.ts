import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";

/** One weekly run as a process of its own, start to exit. */
export interface WeeklyRun {
  readonly ms: number;
  /** Seconds of processor time, all threads. */
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  /** Load average of the machine before the run: above the number of cores, others were at work. */
  readonly load: number;
  /** Milliseconds by step. */
  readonly steps: Readonly<Record<string, number>>;
  /** Rows by step, where it counts any. */
  readonly rows: Readonly<Record<string, number>>;
  readonly customers: number;
}

interface Report {
  readonly customers: number;
  readonly steps: readonly { readonly name: string; readonly ms: number; readonly rows?: number | null }[];
}

/**
 * @param flags of `npm run weekly`, without `--json`
 * @param program what runs the week, and its own arguments
 * @throws Error with the beginning of the report where the run fails
 */
export function weeklyRun(
  flags: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
  program: readonly string[] = ["loaders/weekly.ts"],
): Promise<WeeklyRun> {
  const load = loadavg()[0]!;
  const began = performance.now();
  const args = ["scripts/run.mjs", ...program, ...flags, "--json"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"], env });
  let [out, peakBytes, cpuSeconds] = ["", 0, 0];
  child.stdout.on("data", (part: Buffer) => (out += part.toString("utf8")));
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, highWater(child.pid!));
    cpuSeconds = Math.max(cpuSeconds, processorSeconds(child.pid!));
  }, 100);
  return new Promise((resolve, reject) => {
    child.on("close", (code) => {
      clearInterval(watch);
      const ms = performance.now() - began;
      if (code !== 0) return reject(new Error(`the weekly run ended with ${code}: ${out.slice(0, 2000)}`));
      const { steps, customers } = JSON.parse(out) as Report;
      resolve({
        ...{ ms, cpuSeconds, peakBytes, load, customers },
        steps: Object.fromEntries(steps.map((step) => [step.name, Math.round(step.ms)])),
        rows: Object.fromEntries(steps.flatMap(({ name, rows }) => (rows ? [[name, rows]] : []))),
      });
    });
  });
}

export function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${cpus()[0]!.model.trim()}), ${memory} GiB, Node ${process.versions.node}`;
}

/** Peak of the resident memory so far, by Linux; 0 where it does not tell. */
function highWater(pid: number): number {
  const line = /VmHWM:\s+(\d+) kB/.exec(readQuietly(`/proc/${pid}/status`));
  return line ? Number(line[1]) * 1024 : 0;
}

/** User and system time of all threads and of children that ended, in hundredths of a second by Linux. */
function processorSeconds(pid: number): number {
  const fields = readQuietly(`/proc/${pid}/stat`).split(") ")[1]?.split(" ");
  return fields ? fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100 : 0;
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
