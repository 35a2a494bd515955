import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** One row of the table in docs/trust.md. */
export interface Trial {
  readonly what: string;
  readonly tried: number;
  readonly held: number;
  readonly note?: string;
}

const folder = fileURLToPath(new URL("../../.holdfast/verify", import.meta.url));
const begun = new Set<string>();

/** Keeps what a test tried, under a heading of the table; what is tried again takes the place of its last time. */
export function record(heading: string, trial: Trial): void {
  // the short tests that are counted run under `npm test` too
  if (process.env["HOLDFAST_VERIFY"] === undefined) return;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${heading}.json`);
  if (!begun.has(heading)) rmSync(file, { force: true });
  begun.add(heading);
  let before: Trial[] = [];
  try {
    before = JSON.parse(readFileSync(file, "utf8")) as Trial[];
  } catch {
    // the first one
  }
  writeFileSync(file, `${JSON.stringify([...before, trial], null, 1)}\n`);
}
