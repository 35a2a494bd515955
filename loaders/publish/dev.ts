/**
 * `npm run dev -- [PLAYBOOK]`: live preview of the pages on the page data of the last run, or of the folder that
 * `HOLDFAST_PAGE_DATA` names. Pages are bundled again on each change.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CeoData } from "../../src/pageData.js";
import { playbookById } from "../../src/playbooks/index.js";
import { showsUsage } from "../showsUsage.js";
import { watchPages } from "./bundlePages.js";
import { pageDataDir } from "./pageData.js";
import { clearStaleCache, pinVersions } from "./versionPins.js";

const usage = `usage: npm run dev -- [PLAYBOOK]
  Live preview of the pages on the page data of the last run, or of the folder that HOLDFAST_PAGE_DATA names;
  PLAYBOOK is aftersales by default. Pages are bundled again on each change; Ctrl-C stops it.
exit codes: 0 stopped; 2 no page data yet`;
const root = fileURLToPath(new URL("../..", import.meta.url));

async function main(id = process.env.HOLDFAST_PLAYBOOK ?? "aftersales"): Promise<void> {
  const playbook = playbookById(id);
  const env = { ...process.env, HOLDFAST_PLAYBOOK: playbook.id };
  const folder = pageDataDir(env);
  const file = join(root, folder, "ceo.json");
  const found = existsSync(file) ? file : join(folder, "ceo.json");
  if (!existsSync(found)) {
    process.stderr.write(`no page data in ${folder}; start with: npm start\n`);
    process.exitCode = 2;
    return;
  }
  const { run } = JSON.parse(readFileSync(found, "utf8")) as CeoData;
  const cache = join(root, "src/.observablehq/cache");
  pinVersions(cache);
  clearStaleCache(cache);
  const stop = await watchPages(root);
  const framework = join(root, "node_modules/@observablehq/framework/dist/bin/observable.js");
  const child = spawn(process.execPath, ["--import", "tsx", framework, "preview", "--no-open"], {
    cwd: root,
    stdio: "inherit",
    env: {
      ...env,
      HOLDFAST_AUDIENCE: run.audience,
      OBSERVABLE_TELEMETRY_DISABLE: "1",
      PATH: [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter),
    },
  });
  child.on("close", (code) => {
    void stop();
    process.exitCode = code ?? 0;
  });
}

if (!showsUsage(usage)) await main(process.argv[2]);
