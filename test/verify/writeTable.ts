/** `npm run verify -- --write`: puts what the long tests tried into the tables of docs/trust.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { recorded, type Section, type Trial } from "./record.js";

const doc = fileURLToPath(new URL("../../docs/trust.md", import.meta.url));
const number = new Intl.NumberFormat("en");
const line = (...cells: readonly (string | number)[]) =>
  `| ${cells.map((cell) => (typeof cell === "number" ? number.format(cell) : cell)).join(" | ")} |`;
const sum = (trials: readonly Trial[], of: (trial: Trial) => number) =>
  trials.reduce((total, trial) => total + of(trial), 0);

function inputTable(trials: readonly Trial[]): string[] {
  const columns = [
    (t: Trial) => t.tried,
    (t: Trial) => t.held,
    (t: Trial) => t.rows?.refused ?? 0,
    (t: Trial) => t.tried - (t.rows?.refused ?? 0),
    (t: Trial) => t.rows?.in ?? 0,
    (t: Trial) => t.rows?.used ?? 0,
    (t: Trial) => t.rows?.aside ?? 0,
  ];
  return [
    line("input", "tried", "held", "ended in a message", "ended in counted rows", "rows in", "used", "set aside"),
    "|---|---:|---:|---:|---:|---:|---:|---:|",
    ...trials.map((trial) => line(trial.what, ...columns.map((of) => of(trial)))),
    line("**all**", ...columns.map((of) => sum(trials, of))),
  ];
}

function table(trials: readonly Trial[]): string[] {
  return [
    line("what", "tried", "held", "note"),
    "|---|---:|---:|---|",
    ...trials.map(({ what, tried, held, note }) => line(what, tried, held, note ?? "")),
    line("**all**", ...[(t: Trial) => t.tried, (t: Trial) => t.held].map((of) => sum(trials, of)), ""),
  ];
}

const form = process.argv.includes("--quick") ? "quick" : "full";
let text = readFileSync(doc, "utf8");
for (const section of ["input", "kills", "faults", "attacks", "pages"] as const satisfies readonly Section[]) {
  const trials = recorded(section, form);
  // a section that did not run keeps its table
  if (!trials.length) continue;
  const [from, to] = [`<!-- ${section}: begin -->`, `<!-- ${section}: end -->`];
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`docs/trust.md has no place for a table; wanted ${from} and ${to}`);
  const rows = section === "input" ? inputTable(trials) : table(trials);
  text = `${text.slice(0, start + from.length)}\n\n${rows.join("\n")}\n\n${text.slice(end)}`;
}
writeFileSync(doc, text);
