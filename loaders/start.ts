/** `npm start`: the weekly run on the sample data of both playbooks, side by side, then the site, served until stopped. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { serve } from "./publish/serve.js";
import { showsUsage } from "./showsUsage.js";
import { samplePlaybooks } from "./sources/sample/world.js";

const usage = `usage: npm start
  The weekly run on the sample data of both playbooks, then the site in both languages, served until Ctrl-C.
  Writes dist/ and data/warehouse/. PORT (default 3000) says where the site is served. Takes no options.
  On your own data: npm run map -- FILE, then npm run weekly -- --help`;

const out = resolve("dist");
const port = Number(process.env.PORT || 3000);
const run = ["--source", "sample", "--audience", "team", "--plain", "--out", out, "--no-notify"];
const width = Math.max(...samplePlaybooks.map((id) => id.length));

/** One process a playbook: where one run waits for a query or the site's turn, the other works. @returns exit code */
function weekly(id: string): Promise<number> {
  const runner = fileURLToPath(new URL("../scripts/run.mjs", import.meta.url));
  const child = spawn(process.execPath, [runner, "loaders/weekly.ts", "--playbook", id, ...run], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  createInterface({ input: child.stderr }).on("line", (line) => {
    // what to do next is said once, below
    if (line.trim() && !line.startsWith("next:")) process.stderr.write(`${id.padEnd(width)} ${line}\n`);
  });
  process.once("exit", () => child.kill());
  return new Promise((done) => child.on("close", (code) => done(code ?? 1)));
}

if (showsUsage(usage)) process.exit(0);
process.stderr.write("\nThe weekly run on the sample of both playbooks; the site follows.\n");
const failed = (await Promise.all(samplePlaybooks.map(weekly))).find((code) => code !== 0);
if (failed) process.exit(failed);
const { url } = await serve({ dir: out, port });
process.stdout.write(`\nHoldfast is at ${url}\nCtrl-C stops it.\n`);
