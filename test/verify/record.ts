import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Sections of docs/trust.md that are written from what was tried. */
export type Section = "input" | "kills" | "faults" | "attacks" | "pages";

/** One row of a table in docs/trust.md. */
export interface Trial {
  readonly what: string;
  readonly tried: number;
  readonly held: number;
  readonly note?: string;
  /** Of input: how many ended in a message, and what became of the rows of all others. */
  readonly rows?: { readonly refused: number; readonly in: number; readonly used: number; readonly aside: number };
}

/** Where rows are kept until they are written: those of the quick form apart. */
export const recordFolder = (form: string): string =>
  fileURLToPath(new URL(`../../.holdfast/verify/${form}`, import.meta.url));

export function recorded(section: Section, form: string): Trial[] {
  try {
    return JSON.parse(readFileSync(join(recordFolder(form), `${section}.json`), "utf8")) as Trial[];
  } catch {
    return [];
  }
}

/** Keeps what a test tried; what is tried again takes the place of its last time. */
export function record(section: Section, trial: Trial): void {
  const form = process.env["HOLDFAST_VERIFY"];
  // the short tests that are counted run under `npm test` too
  if (form === undefined) return;
  const before = recorded(section, form);
  const place = before.findIndex(({ what }) => what === trial.what);
  if (place < 0) before.push(trial);
  else before[place] = trial;
  mkdirSync(recordFolder(form), { recursive: true });
  writeFileSync(join(recordFolder(form), `${section}.json`), `${JSON.stringify(before, null, 1)}\n`);
}
