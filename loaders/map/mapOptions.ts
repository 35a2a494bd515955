import { parseArgs } from "node:util";
import { resolve } from "node:path";
import { playbookById, playbooks } from "../../src/playbooks/index.js";
import type { Lang, Playbook, Text } from "../../src/playbooks/types.js";
import { isDatabase } from "../sources/postgres/address.js";
import { terminalLanguage } from "../language.js";
import { UserError } from "../userError.js";

export interface MapOptions {
  readonly source: string;
  /** As the user wrote it, for the next command. */
  readonly shown: string;
  readonly playbook?: Playbook;
  readonly out: string;
  /** Column to role, as said on the command line. */
  readonly roles: ReadonlyMap<string, string>;
  readonly lost?: readonly string[];
  readonly sheet?: string;
  readonly isYes: boolean;
  readonly isJson: boolean;
  readonly lang: Lang;
}

const ids = playbooks.map(({ id }) => id).join("|");

export const usage: Text = {
  en: `usage: npm run map -- FILE|DIR [options]
Looks at a flat table (a row a customer) or a folder or workbook of tables, proposes what each column is and why, asks,
writes the mapping, reads the data once through it, and says what is missing and which command comes next.

  --playbook ${ids}
  --id COLUMN            the customer's id
  --label COLUMN=VALUE   who left: the column, and the value that means lost (VALUE,VALUE for several)
  --ltv COLUMN           the value at stake
  --name COLUMN          the customer's name
  --ignore COLUMN        not to be used; may be given several times
  --feature COLUMN       to be learnt from after all; may be given several times
  --sheet NAME           of a workbook; without it a workbook with one table is flat
  --out FILE             where the mapping goes; default: beside the source, FILE.mapping.json
  --yes                  takes the proposal without asking
  --json                 one JSON object on stdout; implies --yes
  --lang zh|en           default: by LANG
`,
  zh: `用法：npm run map -- 文件|文件夹 [选项]
看一张宽表（一行一个客户），或一个文件夹、一个工作簿里的多张表；提出每一列是什么、为什么，逐项确认，
写出映射文件，用它读一遍数据，再说明还缺什么、下一条命令是什么。

  --playbook ${ids}
  --id 列名              客户编号
  --label 列名=取值      谁流失了：哪一列，什么取值表示流失（几个取值用逗号隔开）
  --ltv 列名             剩余价值
  --name 列名            客户名称
  --ignore 列名          不使用；可以写多次
  --feature 列名         仍作特征；可以写多次
  --sheet 名称           工作簿里的哪张工作表；不写时，只有一张表的工作簿按宽表读
  --out 文件             映射文件写到哪里；默认在数据旁边：文件名.mapping.json
  --yes                  不提问，直接采用建议
  --json                 标准输出只有一个 JSON 对象，等于同时写了 --yes
  --lang zh|en           默认跟随 LANG
`,
};

/** @throws UserError with exit code 2 */
export function parseMapOptions(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): MapOptions | { readonly help: Lang } {
  const { values, positionals } = parse(args);
  const lang = terminalLanguage(values.lang, env);
  if (values.help) return { help: lang };
  const [shown, ...rest] = positionals;
  if (shown === undefined || rest.length > 0) throw wrong(`${positionals.length} sources given`, "one file or folder");
  if (isDatabase(shown))
    throw wrong("a database is not looked at", "a file or a folder; data/README.md shows a mapping");
  const label = values.label?.match(/^(.+?)=(.+)$/s);
  if (values.label !== undefined && !label) throw wrong(`--label is not COLUMN=VALUE: ${values.label}`, "Churn=Yes");
  const roles = new Map<string, string>();
  const give = (role: string, ...columns: (string | undefined)[]) =>
    columns.forEach((column) => column !== undefined && roles.set(column, role));
  give("ignore", ...(values.ignore ?? []));
  give("feature", ...(values.feature ?? []));
  give("customer_id", values.id);
  give("label", label?.[1]);
  give("remaining_ltv", values.ltv);
  give("name", values.name);
  return {
    ...{ source: resolve(cwd, shown), shown, roles, lang, sheet: values.sheet },
    playbook: values.playbook === undefined ? undefined : known(values.playbook),
    out: resolve(cwd, values.out ?? `${shown.replace(/[/\\]+$/, "").replace(/\.[^./\\]+$/, "")}.mapping.json`),
    lost: label?.[2]?.split(",").map((value) => value.trim()),
    isYes: values.yes || values.json,
    isJson: values.json,
  };
}

const options = {
  playbook: { type: "string" },
  id: { type: "string" },
  label: { type: "string" },
  ltv: { type: "string" },
  name: { type: "string" },
  ignore: { type: "string", multiple: true },
  feature: { type: "string", multiple: true },
  sheet: { type: "string" },
  out: { type: "string" },
  lang: { type: "string" },
  yes: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    throw wrong((error as Error).message, "the options of --help");
  }
}

function known(id: string): Playbook {
  try {
    return playbookById(id);
  } catch {
    throw wrong(`--playbook is unknown: ${id}`, playbooks.map((each) => each.id).join(", "));
  }
}

const wrong = (what: string, allowed: string) =>
  new UserError({ what, where: "the command line", allowed, todo: "see npm run map -- --help" });
