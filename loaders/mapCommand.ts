/** `npm run map -- FILE|DIR`: proposes what a team's columns are, asks, writes the mapping and reads the data once through it. */
import { realpathSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { playbooks } from "../src/playbooks/index.js";
import type { Playbook } from "../src/playbooks/types.js";
import { audit } from "./audit.js";
import { errorParts, exitCodeOf, explain } from "./command.js";
import { advice } from "./map/advice.js";
import { changeRole, talkFlat, terminalAsker, type Asker } from "./map/dialogue.js";
import { flatMapping } from "./map/flatMapping.js";
import { parseMapOptions, usage, type MapOptions } from "./map/mapOptions.js";
import { labelPurity } from "./map/profile.js";
import { proposeFlat, type FlatProposal } from "./map/proposeFlat.js";
import { proposeTables, tablesMapping } from "./map/proposeTables.js";
import { readProfiles, type Profiles } from "./map/readProfiles.js";
import { auditLines, flatLines, nextCommand, tableLines, words } from "./map/say.js";
import { vehicleWords } from "./map/words.js";
import { ingest } from "./sources/ingest.js";
import { UserError } from "./userError.js";

export interface MapIo {
  readonly out: (text: string) => void;
  readonly log: (line: string) => void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Answers questions; undefined where nobody can be asked. */
  readonly asker?: () => Asker;
}

/** A column that alone tells who left in this share of the rows is filled in afterwards. */
const leakPurity = 0.995;

/** @returns exit code: 0 the mapping is written; 2 usage; 3 written, and the audit would refuse the data */
export async function runMap(args: readonly string[], io: MapIo): Promise<number> {
  const options = parseMapOptions(args, io.cwd, io.env);
  if ("help" in options) {
    io.out(usage[options.help]);
    return 0;
  }
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    return await mapSource(connection, options, io);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function mapSource(connection: DuckDBConnection, options: MapOptions, io: MapIo): Promise<number> {
  const { lang } = options;
  const profiles = await readProfiles(connection, options.source, options.sheet);
  const playbook = options.playbook ?? likelyPlaybook(profiles);
  const isFlat = !profiles.isFolder && profiles.tables.length === 1;
  const mapping = isFlat
    ? await mapFlat(connection, profiles, options, io)
    : mapTables(profiles, playbook, options, io);
  if (mapping === undefined) {
    io.log(words.left[lang]);
    return 2;
  }
  writeFileSync(options.out, `${JSON.stringify(mapping, null, 2)}\n`);
  const shownOut = relative(io.cwd, options.out) || options.out;
  io.log(`\n${words.written[lang]} ${shownOut}\n`);

  const result = await ingest(connection, { source: options.source, mapping: options.out, playbook });
  const audited = await audit(connection, result, playbook);
  const missing = advice(result, audited, playbook);
  const next = nextCommand(playbook, options.shown, shownOut);
  for (const line of auditLines(result, audited, missing, lang)) io.log(line);
  io.log(`\n${words.next[lang]}\n  ${next}`);
  if (options.isJson) {
    const tables = result.tables.map(({ name, rows, accepted, rejected }) => ({ name, rows, accepted, rejected }));
    const counts = result.flat && { lost: result.flat.lost, kept: result.flat.kept };
    const report = { mapping, file: shownOut, playbook: playbook.id, tables, ...counts, refused: audited.refuse };
    io.out(`${JSON.stringify({ ...report, missing: missing.map((text) => text[lang]), next })}\n`);
  }
  return audited.refuse ? 3 : 0;
}

/** Vehicles speak for after-sales; otherwise the playbook in whose tables most files fit. */
function likelyPlaybook({ tables }: Profiles): Playbook {
  const names = tables.flatMap(({ from, profile }) => [from, ...profile.columns.map(({ name }) => name)]);
  const fits = (playbook: Playbook) =>
    proposeTables(tables, playbook).length +
    (playbook.tables.includes("visits") && names.some((name) => vehicleWords.test(name)) ? 1.5 : 0);
  // a tie goes to accounts: vehicles would have spoken up
  return [...playbooks].reverse().reduce((best, each) => (fits(each) > fits(best) ? each : best));
}

async function mapFlat(
  connection: DuckDBConnection,
  { tables }: Profiles,
  options: MapOptions,
  io: MapIo,
): Promise<object | undefined> {
  const { profile, sheet } = tables[0]!;
  const { lang } = options;
  const show = (proposal: FlatProposal) => flatLines(proposal, profile, lang).forEach(io.log);
  let proposal = asSaid(proposeFlat(profile), profile.columns, options);
  proposal = await withoutLeaks(connection, profile, proposal, options);
  const asker = options.isYes ? undefined : io.asker?.();
  try {
    const agreed = asker ? await talkFlat(proposal, profile.columns, { asker, lang, show }) : proposal;
    if (agreed === undefined) return undefined;
    if (!asker) show(agreed);
    if (!agreed.label) throw noLabel(options.shown);
    return flatMapping(agreed.columns, agreed.label.lost, { sheet });
  } finally {
    asker?.close();
  }
}

function asSaid(
  proposal: FlatProposal,
  profiles: Parameters<typeof changeRole>[1],
  { roles, lost, lang }: MapOptions,
): FlatProposal {
  let current = proposal;
  for (const [column, role] of roles) {
    const changed = changeRole(current, profiles, { column, role, lost, lang });
    if (typeof changed === "string")
      throw new UserError({
        what: changed,
        where: "the command line",
        allowed: profiles.map(({ name }) => name).join(", "),
        todo: "correct the option",
      });
    current = changed;
  }
  return current;
}

/** Features that alone tell who left are set aside, unless they were asked for. */
async function withoutLeaks(
  connection: DuckDBConnection,
  profile: Profiles["tables"][number]["profile"],
  proposal: FlatProposal,
  { roles }: MapOptions,
): Promise<FlatProposal> {
  if (!proposal.label) return proposal;
  const { column: label, lost } = proposal.label;
  const columns = [];
  for (const each of proposal.columns) {
    const isJudged = each.role === "feature" && !roles.has(each.column);
    const purity = isJudged ? await labelPurity(connection, profile, { name: each.column, label, lost }) : undefined;
    columns.push(purity !== undefined && purity >= leakPurity ? { ...each, role: "ignore", reason: words.leak } : each);
  }
  return { ...proposal, columns };
}

function mapTables({ tables }: Profiles, playbook: Playbook, options: MapOptions, io: MapIo): object {
  const isWorkbook = new Set(tables.map(({ from }) => from)).size === 1 && tables[0]!.sheet !== undefined;
  // a workbook by itself is the source: its sheets are the entries
  const entries = isWorkbook ? tables.map(({ sheet, profile }) => ({ from: sheet!, profile })) : tables;
  const proposals = proposeTables(entries, playbook);
  for (const line of tableLines(proposals, entries, playbook, options.lang)) io.log(line);
  if (!proposals.some(({ table }) => table === "customers")) throw noCustomers(options.shown);
  return tablesMapping(proposals);
}

const noLabel = (where: string) =>
  new UserError({
    what: "no column says who left",
    where,
    allowed: "a column with a value that means lost",
    todo: "name it: --label COLUMN=VALUE",
  });

const noCustomers = (where: string) =>
  new UserError({
    what: "no file or sheet looks like the table customers",
    where,
    allowed: "one with a column of customer ids, such as customer_id or 客户编号",
    todo: "rename the id's column to customer_id, or the file to customers; data/README.md lists the rest",
  });

/** @returns exit code */
export async function main(args: readonly string[], io: MapIo): Promise<number> {
  try {
    return await runMap(args, io);
  } catch (error) {
    if (args.includes("--json")) io.out(`${JSON.stringify({ error: errorParts(error) })}\n`);
    io.log(explain(error));
    return exitCodeOf(error);
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const isTerminal = process.stdin.isTTY && process.stderr.isTTY;
  process.exitCode = await main(process.argv.slice(2), {
    out: (text) => void process.stdout.write(text),
    log: (line) => void process.stderr.write(`${line}\n`),
    cwd: process.cwd(),
    env: process.env,
    asker: isTerminal ? () => terminalAsker(process.stdin, process.stderr) : undefined,
  });
}
