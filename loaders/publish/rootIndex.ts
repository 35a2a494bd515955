import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { playbooks } from "../../src/playbooks/index.js";
import type { Lang, Playbook } from "../../src/playbooks/types.js";
import { contentPolicy } from "./policy.js";

const style = `
:root { color-scheme: light dark; --bg: #fff; --ink: #16191d; --ink2: #464c54; --rule: #d8d5cd; --accent: #0b5d6e; }
@media (prefers-color-scheme: dark) { :root { --bg: #12161a; --ink: #e9ebed; --ink2: #b9c0c7; --rule: #333b43; --accent: #63c4d2; } }
body { margin: 0; background: var(--bg); color: var(--ink); font: 16px/1.5 -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 40rem; margin: 0 auto; padding: 3rem 1.5rem; }
h1 { font: 700 1.625rem/1.3 Charter, Cambria, "Songti SC", "Noto Serif SC", "Noto Serif CJK SC", serif; margin: 0 0 1rem; border-bottom: 3px solid var(--ink); padding-bottom: .75rem; }
ul { list-style: none; margin: 0; padding: 0; }
li { border-bottom: 1px solid var(--rule); padding: .75rem 0; }
a { color: var(--accent); font-weight: 600; } span { color: var(--ink2); font-size: .875rem; display: block; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
html:not([lang^=zh]) .zh, html[lang^=zh] .en { display: none; }`;

/** The page names both languages; the browser's own decides which is shown. */
const script = `if (/^zh/i.test(navigator.language)) document.documentElement.lang = "zh-CN";`;

/**
 * Writes `<out>/index.html`: the playbooks that are published there, each with the date of its data. Links name the
 * file, so that the page works on hosts that do not complete addresses.
 * @param shown playbooks to list; by default those with a site in `out`
 */
export async function writeRootIndex(out: string, shown: readonly Playbook[] = publishedIn(out)): Promise<void> {
  mkdirSync(out, { recursive: true });
  const file = join(out, "index.html");
  writeFileSync(`${file}.next`, rootIndex(shown.map((playbook) => ({ playbook, asOf: asOf(out, playbook.id) }))));
  renameSync(`${file}.next`, file);
  const icon = shown.map(({ id }) => join(out, id, "favicon.svg")).find((path) => existsSync(path));
  if (icon) copyFileSync(icon, join(out, "favicon.svg"));
}

/** The index page as text. */
export function rootIndex(entries: readonly { playbook: Playbook; asOf: string | undefined }[]): string {
  const list = (lang: Lang) =>
    `<ul>${entries.map(({ playbook, asOf }) => item(playbook, asOf, lang)).join("")}</ul>` +
    (entries.length ? "" : `<p>${lang === "zh" ? "还没有发布任何一周。" : "Nothing has been published yet."}</p>`);
  const page = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Holdfast</title>
<link rel="icon" type="image/svg+xml" href="favicon.svg">
<style>${style}</style>
<script>${script}</script>
</head>
<body><main>
<div class="zh" lang="zh-CN"><h1>Holdfast 客户留存周报</h1>${list("zh")}</div>
<div class="en" lang="en"><h1>Holdfast, the weekly retention report</h1>${list("en")}</div>
</main></body>
</html>
`;
  const meta = `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(page)}">`;
  return page.replace('<meta charset="utf-8">', `<meta charset="utf-8">\n${meta}`);
}

function item({ id, name }: Playbook, date: string | undefined, lang: Lang): string {
  const pages = { zh: "CEO 报告", en: "CEO report" };
  const said = date ? `<span>${lang === "zh" ? `数据截至 ${date}` : `Data to ${date}`}</span>` : "";
  return `<li><a href="${id}/${lang}/ceo-report.html">${name[lang]}${lang === "zh" ? "：" : ": "}${pages[lang]}</a>${said}</li>`;
}

function publishedIn(out: string): Playbook[] {
  const names = existsSync(out) ? readdirSync(out) : [];
  return playbooks.filter(({ id }) => names.includes(id) && existsSync(join(out, id, "index.html")));
}

function asOf(out: string, id: string): string | undefined {
  try {
    const { asOf } = JSON.parse(readFileSync(join(out, id, "generation.json"), "utf8")) as { asOf?: string };
    return asOf && /^\d{4}-\d\d-\d\d$/.test(asOf) ? asOf : undefined;
  } catch {
    return undefined;
  }
}
