/** `npm start`: the weekly run on the sample data of both playbooks, then the site, served until stopped. */
import { resolve } from "node:path";
import { serve } from "./publish/serve.js";
import { samplePlaybooks } from "./sources/sample/world.js";
import { main as weekly } from "./weekly.js";

const out = resolve("dist");
const port = Number(process.env.PORT || 3000);

for (const id of samplePlaybooks) {
  process.stderr.write(`\n${id}: weekly run on the sample\n`);
  const code = await weekly([
    "--playbook",
    id,
    "--source",
    "sample",
    "--audience",
    "team",
    "--plain",
    "--out",
    out,
    "--no-notify",
  ]);
  if (code !== 0) process.exit(code);
}
const { url } = await serve({ dir: out, port });
process.stdout.write(`\nHoldfast is at ${url}\nCtrl-C stops it.\n`);
