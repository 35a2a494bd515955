/** `npm run forget -- ID`: takes a person out of the warehouse, the page data and the published site, for good. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { playbooks } from "../src/playbooks/index.js";
import type { Playbook } from "../src/playbooks/types.js";
import { errorParts, runCommand, type CommandIo, type Outcome } from "./command.js";
import { eraseCustomer, rewriteWarehouse, type Erased } from "./forget/eraseCustomer.js";
import { dropFilesBeside, forgetInPageData } from "./forget/forgetOnSite.js";
import { takeLock } from "./lock.js";
import { dropOtherGenerations, publishedGeneration } from "./publish/swap.js";
import { UserError } from "./userError.js";
import { openWorkspace } from "./workspace.js";

export const usage = `usage: npm run forget -- ID [--playbook P] [--warehouse FILE] [--out DIR] [--json]
  Takes a customer out of the warehouse: every week, letters, cached replies, messages and CRM items that wait, rows set
  aside. A team site is built again without it, and the site before it is dropped. The id is remembered as a salted hash
  only, so that the next runs drop its rows, and count them. What was sent, and the source, are not in Holdfast's hands.
  --playbook P       ${playbooks.map(({ id }) => id).join(", ")}; default: all
  --warehouse FILE   default data/warehouse/PLAYBOOK.duckdb
  --out DIR          site root, default dist
  --json             one JSON object on stdout
`;

interface Options {
  readonly id: string;
  readonly out: string;
  readonly warehouses: readonly { readonly playbook: Playbook; readonly file: string }[];
}

/** Outside world of a site that is built again; tests put another in its place. */
export interface Site {
  /** Folder of the page data that the last run of a playbook left. */
  readonly pageData: (playbook: Playbook) => string;
  readonly rebuild: (playbook: Playbook, out: string) => Promise<boolean>;
}

type OnSite = "not_shown" | "rebuilt" | "still_shown";

interface Forgotten extends Erased {
  readonly playbook: string;
  readonly site: OnSite;
  readonly files: readonly string[];
  readonly reason?: string;
}

/** @returns what was erased in each warehouse; exit code 1 when a site still shows the customer */
export async function forget({ id, out, warehouses }: Options, site: Site): Promise<Outcome> {
  const done: Forgotten[] = [];
  for (const { playbook, file } of warehouses) done.push(await forgetIn(id, { playbook, file, out }, site));
  const isComplete = done.every((one) => one.site !== "still_shown" && !one.left.length);
  return {
    // the id itself is in no output: what is logged is kept
    json: { warehouses: done, complete: isComplete },
    lines: done.flatMap(said),
    exitCode: isComplete ? 0 : 1,
  };
}

async function forgetIn(
  id: string,
  { playbook, file, out }: { playbook: Playbook; file: string; out: string },
  site: Site,
): Promise<Forgotten> {
  const release = takeLock(`${file}.lock`);
  try {
    const erased = await erase(file, id);
    const files = dropFilesBeside(file);
    const onSite = await forgetOnSite(id, playbook, out, site);
    return { playbook: playbook.id, ...erased, files, ...onSite };
  } finally {
    release();
  }
}

async function erase(file: string, id: string): Promise<Erased> {
  const workspace = await openWorkspace(file);
  let erased: Erased;
  try {
    erased = await eraseCustomer(workspace.connection, id);
    await workspace.connection.run("checkpoint warehouse");
  } finally {
    workspace.close();
  }
  await rewriteWarehouse(file);
  return erased;
}

async function forgetOnSite(
  id: string,
  playbook: Playbook,
  out: string,
  { pageData, rebuild }: Site,
): Promise<{ site: OnSite; reason?: string }> {
  forgetInPageData(pageData(playbook), id);
  const shown = publishedGeneration(out, playbook.id);
  if (!shown || shown.audience === "executive") {
    dropOtherGenerations(out, playbook.id);
    return { site: "not_shown" };
  }
  try {
    if (!(await rebuild(playbook, out))) throw new Error("no page data of the last run");
    dropOtherGenerations(out, playbook.id);
    return { site: "rebuilt" };
  } catch (error) {
    return { site: "still_shown", reason: errorParts(error).what };
  }
}

function said({ playbook, rows, blanked, left, site, reason }: Forgotten): string[] {
  const counts = Object.entries({ ...rows, ...blanked }).map(([table, n]) => `${table} ${n}`);
  const onSite: Record<OnSite, string> = {
    not_shown: "the published site shows no customer; its counts follow with the next run",
    rebuilt: "the site was built again without the customer; its counts follow with the next run",
    still_shown: `the published site STILL SHOWS the customer (${reason ?? ""}): run the week again, or take the site down`,
  };
  return [
    `${playbook}: ${counts.length ? `erased: ${counts.join(", ")}` : "nothing was known of this id"}; later runs drop its rows`,
    `  ${onSite[site]}`,
    ...(left.length
      ? [`  the id still stands in ${left.join(", ")}: a model keeps values it learned from until it is trained anew`]
      : []),
  ];
}

function parse(args: readonly string[], cwd: string): Options | "help" {
  const options = {
    playbook: { type: "string" },
    warehouse: { type: "string" },
    out: { type: "string", default: "dist" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  } as const;
  const { values, positionals } = parsed(() =>
    parseArgs({ args: [...args], options, strict: true, allowPositionals: true }),
  );
  if (values.help) return "help";
  const [id, ...rest] = positionals;
  if (!id || rest.length)
    throw wrong("an id is missing, or there is more than one", "one customer_id, as the source has it");
  const chosen = playbooks.filter((playbook) => values.playbook === undefined || playbook.id === values.playbook);
  const ids = playbooks.map((playbook) => playbook.id).join(", ");
  if (!chosen.length) throw wrong(`--playbook is unknown: ${values.playbook}`, ids);
  if (values.warehouse && chosen.length > 1) throw wrong("--warehouse goes with --playbook", ids);
  const warehouses = chosen
    .map((playbook) => ({
      playbook,
      file: resolve(cwd, values.warehouse ?? `data/warehouse/${playbook.id}.duckdb`),
    }))
    .filter(({ file }) => existsSync(file));
  if (!warehouses.length) throw wrong("there is no warehouse", "a warehouse that a weekly run has written");
  return { id, out: resolve(cwd, values.out), warehouses };
}

function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw wrong((error as Error).message, "the options below");
  }
}

const wrong = (what: string, allowed: string): UserError =>
  new UserError({ what, where: "the command line", allowed, todo: "see npm run forget -- --help" });

const root = fileURLToPath(new URL("..", import.meta.url));
const realSite: Site = {
  pageData: ({ id }) => join(root, ".holdfast/page-data", id),
  rebuild: async (playbook, out) => (await import("./publish/buildCommand.js")).rebuild(playbook, out),
};

/** @returns exit code: 0 forgotten, 1 a site still shows the customer, 2 usage */
export function main(args: readonly string[], cwd: string, io?: CommandIo, site = realSite): Promise<number> {
  return runCommand(
    args,
    async () => {
      const options = parse(args, cwd);
      return options === "help" ? { json: { usage }, lines: [usage.trimEnd()], exitCode: 0 } : forget(options, site);
    },
    io,
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main(process.argv.slice(2), process.cwd());
