import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Optional libraries whose latest version Framework asks the registry for while it bundles its own client. An empty
 * folder with a version answers the question without a network; a page that really used one would fail the build.
 */
const optionalLibraries = [
  "lodash",
  "arquero",
  "apache-arrow",
  "d3",
  "d3-dsv",
  "echarts",
  "htl",
  "leaflet",
  "mapbox-gl",
  "react",
  "react-dom",
  "topojson-client",
  "@observablehq/plot",
  "@observablehq/sample-datasets",
  "@observablehq/inputs",
  "parquet-wasm",
];

export function pinVersions(cache: string): void {
  for (const name of optionalLibraries) mkdirSync(join(cache, "_npm", `${name}@0.0.0`), { recursive: true });
}

/** Cached loader output hides a change, and a loader that now fails; only what comes from packages may stay. */
export function clearStaleCache(cache: string): void {
  mkdirSync(cache, { recursive: true });
  for (const entry of readdirSync(cache)) {
    if (entry !== "_node" && entry !== "_npm") rmSync(join(cache, entry), { recursive: true, force: true });
  }
}

/**
 * Puts page data where Framework keeps its loaders' output, which a build takes as it is: the same bytes as the loaders
 * would give, without starting a process for each file.
 */
export function fillCache(cache: string, pageDataDir: string): void {
  mkdirSync(join(cache, "data"), { recursive: true });
  for (const name of readdirSync(pageDataDir)) {
    if (name.endsWith(".json")) copyFileSync(join(pageDataDir, name), join(cache, "data", name));
  }
}
