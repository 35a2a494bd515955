/**
 * The list of customers in headless Chromium: first rows, a letter in the search box, memory: npx tsx bench/customersPage.ts [rows]
 * Times are of the clock; beside them the processor time of the page's own thread, which other work does not stretch as much.
 */
import { createServer } from "node:http";
import { loadavg } from "node:os";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { packColumns } from "../loaders/pages/packColumns.js";
import { launch } from "../test/browser/browser.js";
import { makePageData } from "../test/fixtures/pages/makePageData.js";

const rows = Number(process.argv[2] ?? 200_000);
const { customers, customerList } = makePageData({ playbook: "aftersales", audience: "team", customers: 500 });
/** The fixture's customers over and over, each with an id, a name and figures of its own. */
const columns = Object.fromEntries(
  Object.entries(customerList.columns).map(([name, values]) => [
    name,
    Array.from({ length: rows }, (_, i): unknown => {
      const value: unknown = values[(i * 7919) % values.length];
      if (name === "id") return `C${String(i).padStart(7, "0")}`;
      if (name === "name") return `${String(value)}${i}`;
      return typeof value === "number" ? Math.round(1e4 * value * (0.5 + (i % 997) / 997)) / 1e4 : value;
    }),
  ]),
);
const script = await build({
  entryPoints: ["bench/customersPageMain.ts"],
  ...{ bundle: true, format: "esm", splitting: false, target: "es2022", minify: true, write: false },
});
const files: Record<string, [string, string]> = {
  "/": ["text/html", `<!doctype html><meta charset="utf-8"><body><script type="module" src="/page.js"></script>`],
  "/page.js": ["text/javascript", script.outputFiles[0]!.text],
  "/customers.json": ["application/json", JSON.stringify({ ...customers, rows })],
};

console.log(`rows: ${rows.toLocaleString("en-US")}; load before: ${loadavg()[0]!.toFixed(1)}`);
console.log(
  "| data | bytes, MB | zipped, MB | first rows, ms | processor | a letter, ms: median | p95 | processor | heap, MB |\n|---|---|---|---|---|---|---|---|---|",
);
await measure("packed", JSON.stringify({ columns: packColumns(columns) }));
await measure("plain", JSON.stringify({ columns }));

async function measure(what: string, json: string): Promise<void> {
  const zipped = gzipSync(json);
  const server = createServer((request, response) => {
    const [type, body] = files[request.url!] ?? ["application/json", zipped];
    response.setHeader("content-type", type);
    if (typeof body !== "string") response.setHeader("content-encoding", "gzip");
    response.end(body);
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address() as { port: number };
  const browser = await launch();
  const first: number[] = [];
  const busy: { first: number; letter: number }[] = [];
  let [letters, heap]: [number[], number] = [[], 0];
  let written = { ms: NaN, bytes: NaN, longest: NaN, processor: NaN };
  for (let run = 0; run < 5; run++) {
    const page = await browser.newPage();
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const processor = async (): Promise<number> => {
      const { metrics } = await session.send("Performance.getMetrics");
      return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN);
    };
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.waitForFunction("globalThis.shownAt");
    const shown = await processor();
    first.push((await page.evaluate("globalThis.shownAt")) as number);
    const typed = (await page.evaluate(`type(["C0012345", "1999", "华东", "王", "zzz"])`)) as number[];
    letters = letters.concat(typed);
    busy.push({ first: shown, letter: ((await processor()) - shown) / typed.length });
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    heap = Math.max(heap, usedSize);
    if (run === 0) {
      const before = await processor();
      const excel = (await page.evaluate("excel()")) as Omit<typeof written, "processor">;
      written = { ...excel, processor: (await processor()) - before };
    }
    await page.close();
  }
  await browser.close();
  server.close();
  const at = (list: readonly number[], share: number) =>
    [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(share * list.length))]!.toFixed(0);
  const middle = (of: "first" | "letter") =>
    at(
      busy.map((one) => one[of]),
      0.5,
    );
  const size = (bytes: number) => (bytes / 1e6).toFixed(1);
  const rest = [at(letters, 0.5), at(letters, 0.95), middle("letter")];
  const cells = [what, size(json.length), size(zipped.length), at(first, 0.5), middle("first"), ...rest];
  console.log(`| ${[...cells, (heap / 1e6).toFixed(0)].join(" | ")} |`);
  const { bytes, longest } = written;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  console.log(
    `  as Excel: ${size(bytes)} MB in ${seconds(written.ms)} (processor ${seconds(written.processor)}); longest without an answer ${longest.toFixed(0)} ms`,
  );
}
