/** Letters from the command line: `npm run drafts -- list | show ID | approve ID | reject ID | edit ID --file F | send | mark ID replied|resolved`. */
import { existsSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { DuckDBConnection } from "@duckdb/node-api";
import { playbooks } from "../../src/playbooks/index.js";
import { takeLock } from "../lock.js";
import { UserError } from "../userError.js";
import { letterText } from "../words/letter.js";
import { openWorkspace } from "../workspace.js";
import {
  approveDraft,
  editDraft,
  findDraft,
  listDrafts,
  markDraft,
  rejectDraft,
  type StoredDraft,
} from "./draftStore.js";
import { openMailer } from "./mailer.js";
import { sendDrafts } from "./sendDrafts.js";

const usage = `usage: npm run drafts -- COMMAND [--playbook P | --warehouse FILE] [--by NAME]
  list                     letters of the newest week, and older ones that wait
  show ID                  a letter, why this customer, and where it would go
  approve ID               approves exactly this text; --by NAME says who (default: the user's name)
  reject ID                no letter to this customer this week
  edit ID --file F         another text; a first line "Subject: …" changes the subject; an approval is void
  send                     sends approved letters, each once, over HOLDFAST_SMTP_URL from HOLDFAST_MAIL_FROM
  mark ID replied|resolved|sent
`;

export interface DraftsIo {
  readonly out: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

interface Call {
  readonly command: string;
  readonly id?: string;
  readonly mark?: string;
  readonly file?: string;
  readonly who: string;
}

/** @returns exit code: 0 done, 1 a letter was not sent */
export async function runDrafts(args: readonly string[], io: DraftsIo): Promise<number> {
  const { values, positionals } = parse(args);
  const [command = "help", id, mark] = positionals;
  if (values.help || command === "help" || !commands.has(command)) {
    io.out(usage);
    return values.help || command === "help" ? 0 : 2;
  }
  const who = values.by ?? io.env.HOLDFAST_USER ?? userInfo().username;
  const call: Call = { command, id, mark, who, file: values.file && resolve(io.cwd, values.file) };
  const files = warehouses(values, io.cwd);
  let code = 0;
  let isDone = false;
  for (const file of files) {
    const result = await inWarehouse(file, (connection) => perform(connection, call, io));
    if (result === undefined) continue;
    [code, isDone] = [Math.max(code, result), true];
    if (id) break;
  }
  if (id && !isDone)
    throw wrong(`no letter has this id: ${id}`, "an id of `drafts -- list`; an edited letter has a new one");
  return code;
}

const commands = new Set(["list", "show", "approve", "reject", "edit", "send", "mark"]);

/** @returns undefined when this warehouse does not hold the letter */
async function perform(connection: DuckDBConnection, call: Call, io: DraftsIo): Promise<number | undefined> {
  if (call.command === "list") return list(connection, io);
  if (call.command === "send") return send(connection, call, io);
  if (!call.id) throw wrong("an id is missing", "an id of `drafts -- list`");
  const draft = await findDraft(connection, call.id);
  if (!draft) return undefined;
  io.out(await change(connection, draft, call));
  return 0;
}

/** @returns what to say */
async function change(
  connection: DuckDBConnection,
  draft: StoredDraft,
  { command, mark, file, who }: Call,
): Promise<string> {
  switch (command) {
    case "approve":
      await approveDraft(connection, draft, who);
      return `${draft.id} approved by ${who}`;
    case "reject":
      await rejectDraft(connection, draft, who);
      return `${draft.id} rejected by ${who}`;
    case "edit":
      return `${draft.id} is now ${await editDraft(connection, draft, edited(file), who)}; it waits for approval`;
    case "mark":
      await markDraft(connection, draft, mark ?? "", who);
      return `${draft.id} ${mark}`;
    default:
      return shown(draft);
  }
}

async function list(connection: DuckDBConnection, { out }: DraftsIo): Promise<number> {
  for (const { id, state, asOf, lang, customerId, subject } of await listDrafts(connection))
    out([id, state.padEnd(8), asOf, lang, customerId, subject].join("  "));
  return 0;
}

async function send(connection: DuckDBConnection, { who }: Call, { out, env }: DraftsIo): Promise<number> {
  const mailer = openMailer(env);
  try {
    const results = await sendDrafts(connection, mailer, who);
    for (const { id, result, reason } of results)
      out(`${id} ${result === "maybe" ? "may have been sent" : result}${reason ? `: ${reason}` : ""}`);
    return results.every(({ result }) => result === "sent") ? 0 : 1;
  } finally {
    mailer.close();
  }
}

function shown(draft: StoredDraft): string {
  const { id, state, writer, model, approvedBy, email, optedOut, subject, explanation } = draft;
  return [
    `${id}  ${state}${approvedBy ? ` (${approvedBy})` : ""}  ${model ?? writer}`,
    `to: ${optedOut ? "nobody: does not want to be written to" : (email ?? "no address")}`,
    `why: ${explanation}`,
    ...["", subject, "", letterText(draft), ""],
  ].join("\n");
}

function edited(file: string | undefined): { body: string; subject?: string } {
  if (!file || !existsSync(file)) throw wrong(`no such file: ${file ?? "--file is missing"}`, "--file FILE");
  const text = readFileSync(file, "utf8")
    .replace(/^\ufeff/, "")
    .replaceAll("\r\n", "\n");
  const [, subject, body] = text.match(/^(?:Subject: *|主题[:：] *)(.*)\n([\s\S]*)$/i) ?? [];
  return subject === undefined ? { body: text } : { subject, body: body! };
}

async function inWarehouse<T>(file: string, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const release = takeLock(`${file}.lock`);
  try {
    const workspace = await openWorkspace(file);
    try {
      return await work(workspace.connection);
    } finally {
      workspace.close();
    }
  } finally {
    release();
  }
}

function warehouses({ playbook, warehouse }: { playbook?: string; warehouse?: string }, cwd: string): string[] {
  const ids = playbook ? [playbook] : playbooks.map(({ id }) => id);
  const files = warehouse ? [resolve(cwd, warehouse)] : ids.map((id) => resolve(cwd, `data/warehouse/${id}.duckdb`));
  const found = files.filter((file) => existsSync(file));
  if (!found.length) throw wrong(`no warehouse: ${files.join(", ")}`, "a warehouse that a weekly run has written");
  return found;
}

function parse(args: readonly string[]) {
  const options = {
    by: { type: "string" },
    file: { type: "string" },
    help: { type: "boolean", short: "h" },
    playbook: { type: "string" },
    warehouse: { type: "string" },
  } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    throw wrong((error as Error).message, "see `drafts -- help`");
  }
}

function wrong(what: string, allowed: string): UserError {
  return new UserError({ what, where: "the command line", allowed, todo: "see `npm run drafts -- help`" });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const out = (line: string) => void process.stdout.write(`${line}\n`);
    process.exitCode = await runDrafts(process.argv.slice(2), { out, env: process.env, cwd: process.cwd() });
  } catch (error) {
    process.stderr.write(
      `${error instanceof UserError ? `${error.what}\n  allowed  ${error.allowed}\n  to do    ${error.todo}` : String(error)}\n`,
    );
    process.exitCode = error instanceof UserError ? error.exitCode : 1;
  }
}
