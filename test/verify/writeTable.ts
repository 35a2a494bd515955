/** `npm run verify -- --write`: puts what the long tests tried into the table of docs/trust.md. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Trial } from "./record.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const doc = join(root, "docs/trust.md");
const [from, to] = ["<!-- tried: begin -->", "<!-- tried: end -->"];

const folder = join(root, ".holdfast/verify");
const rows = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .sort()
  .flatMap((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Trial[])
  .map(({ what, tried, held, note }) => `| ${what} | ${tried} | ${held} | ${note ?? ""} |`);
const table = ["| what | tried | held | note |", "|---|---:|---:|---|", ...rows].join("\n");
const text = readFileSync(doc, "utf8");
const [start, end] = [text.indexOf(from), text.indexOf(to)];
if (start < 0 || end < start) throw new Error(`docs/trust.md has no place for the table; wanted ${from} and ${to}`);
writeFileSync(doc, `${text.slice(0, start + from.length)}\n${table}\n${text.slice(end)}`);
