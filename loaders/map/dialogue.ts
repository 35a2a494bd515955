import { createInterface } from "node:readline/promises";
import type { Lang } from "../../src/playbooks/types.js";
import { nearestName } from "../sources/nearestName.js";
import { flatRoles, type FlatProposal, type Proposal } from "./proposeFlat.js";
import type { ColumnProfile } from "./profile.js";

export interface Asker {
  /** One line of answer; undefined when the input has ended. */
  ask(question: string): Promise<string | undefined>;
  say(line: string): void;
  close(): void;
}

export function terminalAsker(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Asker {
  const reader = createInterface({ input, output });
  const lines = reader[Symbol.asyncIterator]();
  return {
    ask: async (question) => {
      output.write(question);
      const { value, done } = await lines.next();
      return done ? undefined : String(value).trim();
    },
    say: (line) => void output.write(`${line}\n`),
    close: () => reader.close(),
  };
}

const texts = {
  whoLeft: {
    zh: "哪一列说明客户是否流失？写“列名=表示流失的取值”，例如 是否流失=是：",
    en: "Which column says who left? COLUMN=VALUE, VALUE meaning lost, such as Churn=Yes: ",
  },
  change: {
    zh: "回车采用；要改，写“列名=角色”（角色：{roles}；标签写 列名=label=取值）；q 退出：",
    en: "Enter takes it; to change, COLUMN=ROLE (roles: {roles}; a label: COLUMN=label=VALUE); q leaves: ",
  },
  noColumn: { zh: "没有这一列：{name}{hint}", en: "no such column: {name}{hint}" },
  noRole: { zh: "没有这个角色：{name}{hint}", en: "no such role: {name}{hint}" },
  noValue: { zh: "{column} 里没有取值 {name}；有的是 {values}", en: "{column} never is {name}; it is {values}" },
  didYouMean: { zh: "，是不是 {name}？", en: "; did you mean {name}?" },
  changed: { zh: "您指定的", en: "as you said" },
} as const;

const fill = (lang: Lang, key: keyof typeof texts, values: Record<string, string> = {}) =>
  texts[key][lang].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");

/** A proposal as a person changes it. @returns undefined when they leave */
export async function talkFlat(
  proposal: FlatProposal,
  profiles: readonly ColumnProfile[],
  { asker, lang, show }: { asker: Asker; lang: Lang; show: (proposal: FlatProposal) => void },
): Promise<FlatProposal | undefined> {
  let current = proposal;
  for (;;) {
    if (current.label) show(current);
    const question = current.label ? fill(lang, "change", { roles: flatRoles.join(" ") }) : fill(lang, "whoLeft");
    const answer = await asker.ask(question);
    if (answer === undefined || /^(q|quit|exit)$/i.test(answer)) return undefined;
    if (answer === "" && current.label) return current;
    const [column = "", second = "", third] = answer.split(/\s*[=＝]\s*/);
    const [role, value] = current.label && third === undefined ? [second, undefined] : ["label", third ?? second];
    const result = changeRole(current, profiles, { column, role, lost: value?.split(/[,，]/), lang });
    if (typeof result === "string") asker.say(`  ${result}`);
    else current = result;
  }
}

export interface RoleChange {
  readonly column: string;
  readonly role: string;
  readonly lost?: readonly string[];
  readonly lang: Lang;
}

/** The proposal with one column's role changed, or what is wrong with the change. A role of which there is one moves. */
export function changeRole(
  proposal: FlatProposal,
  profiles: readonly ColumnProfile[],
  { column: asked, role, lost, lang }: RoleChange,
): FlatProposal | string {
  const names = profiles.map(({ name }) => name);
  const column =
    names.find((name) => name === asked) ?? names.find((name) => name.toLowerCase() === asked.toLowerCase());
  if (column === undefined) return fill(lang, "noColumn", { name: asked, hint: hint(lang, asked, names) });
  if (!flatRoles.includes(role)) return fill(lang, "noRole", { name: role, hint: hint(lang, role, flatRoles) });
  const values = profiles.find(({ name }) => name === column)!.values.map(({ value }) => value);
  if (role === "label") {
    const absent = (lost ?? [""]).find((value) => !values.includes(value));
    if (absent !== undefined) return fill(lang, "noValue", { column, name: absent, values: values.join(", ") });
  }
  const reason = { zh: texts.changed.zh, en: texts.changed.en };
  const isAlone = role !== "feature" && role !== "ignore";
  const columns = proposal.columns.map((each): Proposal => {
    if (each.column === column) return { column, role, reason };
    return isAlone && each.role === role ? { ...each, role: "ignore", reason } : each;
  });
  if (role === "label") return { columns, label: { column, lost: lost! } };
  return { columns, label: proposal.label?.column === column ? undefined : proposal.label };
}

function hint(lang: Lang, name: string, among: readonly string[]): string {
  const nearest = nearestName(name, among);
  return nearest ? fill(lang, "didYouMean", { name: nearest }) : "";
}
