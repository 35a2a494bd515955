import { existsSync } from "node:fs";

/** Where the public tables lie that stay out of the repository: `HOLDFAST_DATASETS`, or beside the project. */
export const datasets = process.env.HOLDFAST_DATASETS ?? "../shared/datasets";

/** Says so when a table is not there, and leaves the test out. */
export function isAbsent(file: string): boolean {
  const absent = !existsSync(`${datasets}/${file}`);
  if (absent) process.stderr.write(`left out: ${file} is not in ${datasets}; set HOLDFAST_DATASETS\n`);
  return absent;
}
