import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Folder of the run's page data, from the environment: `HOLDFAST_PAGE_DATA`, or where the last build left it. */
export function pageDataDir(env: NodeJS.ProcessEnv = process.env): string {
  return env.HOLDFAST_PAGE_DATA ?? join(".holdfast", "page-data", env.HOLDFAST_PLAYBOOK ?? "aftersales");
}

/**
 * Hands one page-data file to the site as it is, byte for byte.
 * @throws if it is not there or empty: an empty file would be published without a word
 */
export function emitPageData(name: string, env: NodeJS.ProcessEnv = process.env): void {
  const file = join(pageDataDir(env), name);
  const bytes = readFileSync(file);
  if (bytes.length === 0) throw new Error(`empty page data: ${file}`);
  process.stdout.write(bytes);
}
