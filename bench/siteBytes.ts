/**
 * Bytes of pages whose weight must not grow with the customers: npx tsx bench/siteBytes.ts FEWER MORE [PAGE ...]
 *
 * FEWER and MORE are folders of one playbook's published site, of few and of many customers (`dist/aftersales`). A page's
 * weight is that of its HTML and of every file it names, zipped as a server sends them. Ends with 1 where MORE's is beyond
 * 5 % of FEWER's; PAGE is ceo-report and what-if when left out.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";

const most = 0.05;
const [fewer, more, ...named] = process.argv.slice(2);
if (!fewer || !more || ![fewer, more].every((dir) => existsSync(join(dir, "zh"))))
  throw new Error("usage: npx tsx bench/siteBytes.ts FEWER MORE [PAGE ...]; two folders of a published playbook");

console.log(`| page | ${fewer}, B zipped | ${more}, B zipped | difference |\n|---|---:|---:|---:|`);
for (const page of named.length ? named : ["ceo-report", "what-if"])
  for (const lang of ["zh", "en"]) {
    const [before, after] = [fewer, more].map((dir) => weight(dir, `${lang}/${page}.html`)) as [number, number];
    const share = after / before - 1;
    console.log(`| ${lang}/${page} | ${before} | ${after} | ${(100 * share).toFixed(1)} % |`);
    if (Math.abs(share) > most) process.exitCode = 1;
  }

/** @returns bytes of a page and, once each, of the files it and they name */
function weight(dir: string, page: string, seen = new Set<string>()): number {
  if (seen.has(page)) return 0;
  seen.add(page);
  const bytes = readFileSync(join(dir, page));
  const isCode = /\.(html|js|css)$/.test(page);
  const names = isCode
    ? [...bytes.toString("utf8").matchAll(/["'(](\.{0,2}\/[\w./-]+\.(?:js|css|json|svg))["')]/g)]
    : [];
  const linked = names
    .map(([, name]) => relative(dir, join(dir, dirname(page), name!)))
    // of the scripts only those that are loaded with the page: what a page asks for later it names by `import()`
    .filter((name) => existsSync(join(dir, name)) && !isAskedForLater(bytes.toString("utf8"), name));
  return linked.reduce((sum, name) => sum + weight(dir, name, seen), gzipSync(bytes).length);
}

function isAskedForLater(code: string, name: string): boolean {
  const file = name.split("/").at(-1)!;
  return code.includes(`import("./${file}")`) || code.includes(`import('./${file}')`);
}
