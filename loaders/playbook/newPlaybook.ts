import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../userError.js";

const index = "index.ts";

/**
 * Copies a playbook's files under another name, and registers it. Its figures become placeholders, and what was said about its source's
 * inconsistencies goes: neither is true of another business.
 *
 * @returns the files written
 * @throws UserError for a name that is taken or no name; nothing is written then
 */
export function newPlaybook(name: string, from: string, folder: string): readonly string[] {
  const existing = ids(folder);
  if (!existing.includes(from)) throw unknownSource(from, existing);
  const files = readdirSync(folder).filter((file) => new RegExp(`^${from}([A-Z]\\w*)?\\.ts$`).test(file));
  const taken = readdirSync(folder).map((file) => file.replace(/\.ts$/, "").toLowerCase());
  if (!/^[a-z][a-zA-Z0-9]{1,30}$/.test(name) || taken.some((each) => each === name.toLowerCase()))
    throw badName(name, taken);
  const written = files.map((file) => {
    const target = file.replace(from, name);
    writeFileSync(join(folder, target), renamed(readFileSync(join(folder, file), "utf8"), from, name), { flag: "wx" });
    return target;
  });
  writeFileSync(join(folder, index), registered(readFileSync(join(folder, index), "utf8"), name, folder));
  return [...written, index];
}

/** Ids of the playbooks that are registered. */
function ids(folder: string): string[] {
  const list = /playbooks: readonly Playbook\[\] = \[(.*?)\]/s.exec(readFileSync(join(folder, index), "utf8"))?.[1];
  return (list ?? "").split(",").flatMap((id) => id.trim() || []);
}

function renamed(text: string, from: string, name: string): string {
  return text
    .replace(new RegExp(`\\b${from}(?=[A-Z]|\\b)`, "g"), name)
    .replace(/^ {2}name: \{ zh: .*, en: .* \},$/m, `  name: { zh: "${name}", en: "${name}" },`)
    .replace(/\b(published|ours)\(/g, "placeholder(")
    .replace(/source: "published"/g, 'source: "placeholder"')
    .replace(/^import \{ (.*) \} from "\.\/assumption\.js";$/m, (_, names: string) => importLine(names, text))
    .replace(/^ {2}disagreements: \[\n.*?^ {2}\],$/ms, "  disagreements: [],")
    .replace(/^\/\*\* .*Playbook.*\*\/\n|^\/\*\* [^\n]*published[^\n]*\*\/\n/gim, "");
}

function importLine(names: string, text: string): string {
  const used = new Set(names.split(", ").map((each) => (/^(published|ours)$/.test(each) ? "placeholder" : each)));
  if (/\b(published|ours)\(/.test(text)) used.add("placeholder");
  return `import { ${[...used].sort().join(", ")} } from "./assumption.js";`;
}

function registered(text: string, name: string, folder: string): string {
  const list = [...ids(folder), name];
  const line = `import { ${name} } from "./${name}.js";`;
  return text
    .replace(/^(import type \{ Playbook \})/m, `${line}\n$1`)
    .replace(/playbooks: readonly Playbook\[\] = \[.*?\]/s, `playbooks: readonly Playbook[] = [${list.join(", ")}]`);
}

const unknownSource = (from: string, existing: readonly string[]) =>
  new UserError({
    what: `there is no playbook to copy called ${from}`,
    where: "--from",
    allowed: existing.join(", "),
    todo: "name one of them",
  });

const badName = (name: string, taken: readonly string[]) =>
  new UserError({
    what: `a playbook cannot be called ${name}`,
    where: "NAME",
    allowed: `letters and digits, the first a small letter, and not one of ${taken.join(", ")}`,
    todo: "choose another name, such as fleet or carRental",
  });
