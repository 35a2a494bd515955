/** `npm run playbook -- new NAME --from P | check NAME | apply URL`: a playbook of one's own, checked, and changed by a scenario. */
import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { playbooks } from "../src/playbooks/index.js";
import type { Lang, Text } from "../src/playbooks/types.js";
import { explain } from "./command.js";
import { terminalLanguage } from "./language.js";
import { changedLines } from "./playbook/changedLines.js";
import { editAssumptions } from "./playbook/editAssumptions.js";
import { newPlaybook } from "./playbook/newPlaybook.js";
import { scenarioEdits } from "./playbook/scenarioEdits.js";
import { UserError } from "./userError.js";

export interface Applied {
  /** Changed lines by file, as a reviewer reads them. */
  readonly diff: string;
  readonly notes: readonly string[];
}

/**
 * Applies a link's assumptions to the playbook files in a folder.
 *
 * @param isDryRun says what would change and writes nothing
 * @throws UserError when the link is refused or a file states an assumption in another form; nothing is written then
 */
export function applyScenario(link: string, folder: string, isDryRun = false): Applied {
  const { playbook, edits, notes } = scenarioEdits(link);
  const isFloor = ({ id }: { id: string }): boolean => id === "floor";
  const parts = [
    { file: `${playbook.id}Roi.ts`, edits: edits.filter((edit) => !isFloor(edit)) },
    { file: `${playbook.id}.ts`, edits: edits.filter(isFloor) },
  ].filter((part) => part.edits.length > 0);
  const changes = parts.map(({ file, edits: own }) => {
    const before = readFileSync(join(folder, file), "utf8");
    return { file, before, after: editAssumptions(before, file, own) };
  });
  if (!isDryRun) for (const { file, after } of changes) writeFileSync(join(folder, file), after);
  return { diff: changes.map(({ file, before, after }) => changedLines(file, before, after)).join(""), notes };
}

const ids = playbooks.map(({ id }) => id).join("|");
const options = {
  from: { type: "string" },
  lang: { type: "string" },
  "dry-run": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const usage: Text = {
  en: `usage: npm run playbook -- COMMAND
  new NAME --from ${ids}   a playbook of one's own: copies one, registers it, checks it
  check [NAME]             type errors and values out of range, each with file and line; all of them without NAME
  apply "URL" [--dry-run]  puts a scenario of the What-if page into its playbook, as a change to review
  --lang zh|en             default: by LANG
docs/playbook.md says what each field means.
`,
  zh: `用法：npm run playbook -- 命令
  new 名称 --from ${ids}   自己的剧本：复制一份，登记，检查
  check [名称]             类型错误和超出范围的值，逐条给出文件和行号；不写名称则全部检查
  apply "网址" [--dry-run]  把假设分析页的情景写进剧本，供审阅
  --lang zh|en             默认跟随 LANG
每个字段的含义见 docs/playbook.md。
`,
};

const texts = {
  written: { zh: "已写入", en: "written:" },
  fine: { zh: "没有问题", en: "nothing wrong" },
  next: {
    zh: "下一步：打开 {file}，先改名称、货币单位和各层的动作，再改 {roi} 里的数字（都标成了占位）；改完运行 npm run playbook -- check {name}",
    en: "next: open {file}; change its name, money and the tiers' actions, then the figures in {roi}, all marked as placeholders; then npm run playbook -- check {name}",
  },
} satisfies Record<string, Text>;

/** @returns the exit code: 0 done, 1 a check found something, 2 usage or a link that is refused */
export async function main(args: readonly string[], folder = "src/playbooks"): Promise<number> {
  try {
    const { values, positionals } = parse(args);
    const lang = terminalLanguage(values.lang, process.env);
    const [command, name, ...rest] = positionals;
    if (values.help) {
      process.stdout.write(usage[lang]);
      return 0;
    }
    if (command === "new" && name && values.from && !rest.length) return await create(name, values.from, folder, lang);
    if (command === "check" && !rest.length) return await check(name, folder, lang);
    if (command === "apply" && name && !rest.length) return apply(name, folder, values["dry-run"]);
    process.stderr.write(usage[lang]);
    return 2;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${explain(error)}\n`);
    return error.exitCode;
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    const what = (error as Error).message;
    throw new UserError({ what, where: "the command line", allowed: "the options of --help", todo: "see --help" });
  }
}

async function create(name: string, from: string, folder: string, lang: Lang): Promise<number> {
  const files = newPlaybook(name, from, folder);
  process.stdout.write(`${texts.written[lang]} ${files.map((file) => join(folder, file)).join(" ")}\n`);
  const code = await check(name, folder, lang);
  const values: Record<string, string> = { file: join(folder, `${name}.ts`), roi: join(folder, `${name}Roi.ts`), name };
  process.stdout.write(`${texts.next[lang].replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? "")}\n`);
  return code;
}

async function check(name: string | undefined, folder: string, lang: Lang): Promise<number> {
  // TypeScript is a tool of development: only this command needs it
  const { checkFiles } = await import("./playbook/checkFiles.js");
  let code = 0;
  for (const id of name === undefined ? playbooks.map((playbook) => playbook.id) : [name]) {
    if (!existsSync(join(folder, `${id}.ts`))) throw unknownPlaybook(id);
    const problems = await checkFiles(id, folder);
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    if (problems.length) code = 1;
    else process.stdout.write(`${id}: ${texts.fine[lang]}\n`);
  }
  return code;
}

function apply(link: string, folder: string, isDryRun: boolean): number {
  const { diff, notes } = applyScenario(link, folder, isDryRun);
  process.stdout.write(diff || "nothing to change: the playbook states these figures already\n");
  for (const note of notes) process.stderr.write(`note: ${note}\n`);
  if (diff) process.stderr.write(isDryRun ? "dry run: nothing written\n" : "written; review it with git diff\n");
  return 0;
}

const unknownPlaybook = (id: string) =>
  new UserError({
    what: `there is no playbook called ${id}`,
    where: "NAME",
    allowed: playbooks.map((playbook) => playbook.id).join(", "),
    todo: "name one of them, or make it: npm run playbook -- new NAME --from P",
  });

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2));
}
