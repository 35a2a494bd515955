import type { Audit } from "../audit.js";
import type { Lang, Playbook, Text } from "../../src/playbooks/types.js";
import type { IngestResult } from "../sources/ingest.js";
import { number, percent } from "../audit/finding.js";
import type { TableProfile } from "./profile.js";
import type { FlatProposal } from "./proposeFlat.js";
import type { FoundTable, TableProposal } from "./proposeTables.js";
import { alignedLines } from "./terminal.js";

export const words = {
  left: { zh: "没有写任何文件。", en: "nothing written" },
  written: { zh: "映射已写入", en: "mapping written to" },
  next: { zh: "下一步：", en: "next:" },
  leak: {
    zh: "光凭这一列就能看出谁流失，多半是事后填的",
    en: "this column alone tells who left: probably filled in afterwards",
  },
} satisfies Record<string, Text>;

const texts = {
  rows: { zh: "{n} 行，{m} 列", en: "{n} rows, {m} columns" },
  lost: { zh: "{column}为“{values}”表示流失", en: "lost: {column} is {values}" },
  notUsed: { zh: "没有用到：{names}", en: "not used: {names}" },
  missing: { zh: "缺少：{names}", en: "missing: {names}" },
  accepted: {
    zh: "{table}：{rows} 行，接受 {accepted}，剔除 {rejected}",
    en: "{table}: {rows} rows, {accepted} accepted, {rejected} set aside",
  },
  share: { zh: "流失 {lost}，留下 {kept}（流失率 {share}）", en: "{lost} lost, {kept} stayed ({share} lost)" },
  better: { zh: "要答得更好，还缺：", en: "for a better answer:" },
  refuse: { zh: "拒绝", en: "refused" },
  warn: { zh: "注意", en: "note" },
} satisfies Record<string, Text>;

const say = (lang: Lang, key: keyof typeof texts, values: Record<string, string> = {}) =>
  texts[key][lang].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");

/** One line a column: what it is, what it holds, why. */
export function flatLines({ columns, label }: FlatProposal, profile: TableProfile, lang: Lang): string[] {
  const lines = columns.map(({ column, role, reason }) => {
    const values = profile.columns.find(({ name }) => name === column)?.values.slice(0, 3) ?? [];
    return [column, role, values.map(({ value }) => cut(value)).join(", "), reason[lang]];
  });
  const lost = label && say(lang, "lost", { column: label.column, values: label.lost.join(", ") });
  return [
    "",
    say(lang, "rows", { n: number(profile.rows), m: String(columns.length) }),
    ...alignedLines(lines),
    ...(lost ? ["", lost] : []),
  ];
}

/** One block a table: which file it is, and what its columns are called there. */
export function tableLines(
  proposals: readonly TableProposal[],
  found: readonly FoundTable[],
  playbook: Playbook,
  lang: Lang,
): string[] {
  const blocks = proposals.flatMap(({ table, from, sheet, rows, columns, matched, absent }) => {
    const place = sheet === undefined ? from : `${from}!${sheet}`;
    const renamed = matched.map((name) => [name, columns[name] === undefined ? "=" : `← ${columns[name]}`]);
    const lacks = absent.length ? [`    ${say(lang, "missing", { names: absent.join(", ") })}`] : [];
    return ["", `${table} ← ${place}（${number(rows)}）`, ...alignedLines(renamed, "    "), ...lacks];
  });
  const used = new Set(proposals.map(({ from, sheet }) => `${from}!${sheet ?? ""}`));
  const unused = found.filter(({ from, sheet }) => !used.has(`${from}!${sheet ?? ""}`));
  const names = unused.map(({ from, sheet }) => (sheet === undefined ? from : `${from}!${sheet}`)).join(", ");
  const missing = playbook.tables.filter((table) => !proposals.some((each) => each.table === table)).join(", ");
  return [
    ...(lang === "en"
      ? blocks.map((line) => line.replace(/（(.*)）$/, " ($1 rows)"))
      : blocks.map((line) => line.replace(/）$/, " 行）"))),
    "",
    ...(names ? [say(lang, "notUsed", { names })] : []),
    ...(missing ? [say(lang, "missing", { names: missing })] : []),
  ];
}

/** What the data came to when they were read through the mapping, and what they lack. */
export function auditLines(result: IngestResult, { findings }: Audit, missing: readonly Text[], lang: Lang): string[] {
  const { flat } = result;
  const tables = result.tables.map(({ name, rows, accepted, rejected }) =>
    say(lang, "accepted", { table: name, rows: number(rows), accepted: number(accepted), rejected: number(rejected) }),
  );
  const share = flat && percent(flat.lost / Math.max(1, flat.lost + flat.kept));
  const grave = findings.filter(({ severity }) => severity !== "info");
  const told = grave
    .slice(0, 10)
    .map(({ severity, table, column, text }) => [
      severity === "refuse" ? say(lang, "refuse") : say(lang, "warn"),
      `${table}${column ? `.${column}` : ""}`,
      text[lang],
    ]);
  return [
    ...tables.map((line) => `  ${line}`),
    ...(flat ? [`  ${say(lang, "share", { lost: number(flat.lost), kept: number(flat.kept), share: share! })}`] : []),
    ...alignedLines(told),
    ...(missing.length ? ["", say(lang, "better"), ...missing.map((text) => `  - ${text[lang]}`)] : []),
  ];
}

export function nextCommand({ id }: Playbook, source: string, mapping: string): string {
  return `npm run weekly -- --playbook ${id} --source ${quoted(source)} --mapping ${quoted(mapping)}`;
}

/** As a shell takes it. */
function quoted(path: string): string {
  return /^[\w./@%+=:,\u4e00-\u9fff-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

const cut = (text: string) => (text.length > 16 ? `${text.slice(0, 15)}…` : text);
