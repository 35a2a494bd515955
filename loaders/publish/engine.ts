import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { engineFiles, engineFolder } from "../../src/components/notebook/engineFiles.js";

/** Whether a page of the site, such as `zh/notebook.html`, is the one that runs DuckDB. */
export function isNotebook(path: string): boolean {
  return /^(zh|en)\/notebook\.html$/.test(path);
}

/** Whether a file of the site belongs to the query engine, which no page but the notebook loads. */
export function isEngine(path: string): boolean {
  return path.startsWith(`${engineFolder}/`);
}

/** Puts the query engine into a site, so that the notebook needs nothing from outside. */
export function addEngine(dir: string, root: string): void {
  mkdirSync(join(dir, engineFolder), { recursive: true });
  for (const name of Object.values(engineFiles))
    copyFileSync(join(root, "node_modules/@duckdb/duckdb-wasm/dist", name), join(dir, engineFolder, name));
}
