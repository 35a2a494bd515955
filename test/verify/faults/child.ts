/**
 * A weekly run in a process of its own, which may be told to die by SIGKILL when a step ends, or to live on another day.
 * Arguments as on the command line; HOLDFAST_DIE_AFTER names the step, HOLDFAST_CLOCK the milliseconds that the clock shows.
 */
import { register } from "node:module";
import { parseOptions, type Options } from "../../../loaders/options.js";

register("./hooks.mjs", import.meta.url);
const { HOLDFAST_DIE_AFTER: last, HOLDFAST_CLOCK: clock } = process.env;
if (clock !== undefined) Date.now = () => Number(clock);
const { runWeekly } = await import("../../../loaders/weekly.js");

let ticks = 0;
const { exitCode, report } = await runWeekly(
  parseOptions(process.argv.slice(2), process.cwd(), process.env) as Options,
  {
    log: (line) => {
      if (last !== undefined && line.trim().split(/\s+/)[0] === last) process.kill(process.pid, "SIGKILL");
      process.stderr.write(`${line}\n`);
    },
    // a clock that goes backwards throughout
    now: () => (clock === undefined ? performance.now() : -(ticks += 1000)),
    today: clock === undefined ? "2026-07-01" : new Date(Number(clock)).toISOString().slice(0, 10),
    env: process.env,
  },
);
process.stdout.write(JSON.stringify(report));
process.exitCode = exitCode;
