import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { buildSite as realBuild, type BuildOptions } from "../../../loaders/publish/build.js";

/**
 * In place of Framework's build, for runs that are killed by the hundred: a site that was really built before, with this
 * run's page data. What is checked, swapped in and shown is a whole site.
 */
export async function buildSite(options: BuildOptions): Promise<void> {
  const template = process.env.HOLDFAST_TEMPLATE;
  if (!template) return realBuild(options);
  cpSync(template, options.outDir, { recursive: true });
  const data = join(options.outDir, "_file/data");
  for (const file of readdirSync(data).filter((name) => name.endsWith(".json"))) {
    const name = basename(file).replace(/\.[0-9a-f]{8}\.json$/, ".json");
    writeFileSync(join(data, file), readFileSync(join(options.pageDataDir, name)));
  }
}
