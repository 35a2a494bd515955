/**
 * How fast a scenario is recalculated in headless Chromium, beside NumPy: npx tsx bench/roi.ts
 *
 * HOLDFAST_PYTHON names a Python with NumPy; without one the peer is left out and said to be.
 */
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { loadavg } from "node:os";
import { build } from "esbuild";
import { roiModel } from "../src/model/roi/index.js";
import { playbookById } from "../src/playbooks/index.js";
import { launch } from "../test/browser/browser.js";
import type { Timing } from "./roiPage.js";

const { outputFiles } = await build({
  entryPoints: ["bench/roiPage.ts"],
  ...{ bundle: true, format: "iife", target: "es2022", minify: true, write: false },
});
const script = outputFiles[0]!.text;
const server = createServer((request, response) => {
  response.setHeader("content-type", request.url === "/page.js" ? "text/javascript" : "text/html");
  response.end(request.url === "/page.js" ? script : `<!doctype html><script src="/page.js"></script>`);
}).listen(0, "127.0.0.1");
await new Promise((done) => server.once("listening", done));
const { port } = server.address() as { port: number };

console.log(`load before: ${loadavg()[0]!.toFixed(1)}`);
console.log("| work | where | min, ms | median, ms | p95, ms |\n|---|---|---|---|---|");
const browser = await launch();
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${port}/`);
const timings = (await page.evaluate("measure()")) as Timing[];
for (const { work, ms } of timings) console.log(row(work, `Chromium ${browser.version().split(".")[0]}`, ms));
await browser.close();
server.close();
peer();

function row(work: string, where: string, ms: readonly number[]): string {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (share: number): string =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(2);
  return `| ${work} | ${where} | ${at(0)} | ${at(0.5)} | ${at(0.95)} |`;
}

/** The same draws and formulas in NumPy. */
function peer(): void {
  const { phases, ...playbook } = playbookById("aftersales");
  const { given, formulas, assumptions } = roiModel({ phases, ...playbook });
  const input = {
    assumptions: assumptions.map(({ id }) => ({ id, ...(given[id] ?? { value: null }) })),
    formulas: formulas.map(({ id, formula }) => ({ id, formula })),
    coverage: Array.from({ length: 12 }, (_, month) => {
      const phase = phases.find(({ months: [from, to] }) => from <= month && month < to);
      return phase!.customers / phases.at(-1)!.customers;
    }),
  };
  const python = process.env.HOLDFAST_PYTHON ?? "python3";
  const { status, stdout } = spawnSync(python, ["bench/roi_numpy.py"], {
    input: JSON.stringify(input),
    encoding: "utf8",
  });
  if (status !== 0) return console.log("NumPy is not installed: no peer.");
  const { timings: measured, roi, version } = JSON.parse(stdout) as { timings: Timing[]; roi: number; version: string };
  for (const { work, ms } of measured) console.log(row(work, `NumPy ${version}`, ms));
  console.log(`\nROI with everything as set: ${(roi * 100).toFixed(1)} % in NumPy.`);
}
