/**
 * A weekly run whose first run scores few weeks, so that a base too large for half a year of them can be measured:
 *
 *     node scripts/run.mjs bench/weeklyShort.ts WEEKS --playbook aftersales --source DIR …
 */
import { parseOptions } from "../loaders/options.js";
import { runWeekly } from "../loaders/weekly.js";

const [weeks, ...args] = process.argv.slice(2);
if (!(Number(weeks) >= 1)) throw new RangeError(`weeks must be a whole number from 1, before the options: ${weeks}`);
const options = parseOptions(args, process.cwd(), process.env);
if (options === "help") throw new Error("give the options of npm run weekly after the number of weeks");
const { playbook } = options;
const history = { ...playbook.history, scoredWeeks: Number(weeks) };
const { report, exitCode, error } = await runWeekly(
  { ...options, playbook: { ...playbook, history } },
  { log: (line) => void process.stderr.write(`${line}\n`), now: () => performance.now(), today: "2026-06-29" },
);
if (error) console.error(error);
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exitCode = exitCode;
