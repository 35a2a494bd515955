import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  copyFileSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";

/** Identifies a generation: which run a published folder shows. */
export interface Generation {
  readonly runId: string;
  readonly asOf: string;
  readonly audience: string;
  /** Customer-level files are encrypted. */
  readonly isEncrypted?: boolean;
}

const marker = "generation.json";
const assetList = "assets.json";
/** Folders whose file names carry a hash of their content, so that old and new can stand side by side. */
const hashedFolders = ["_file", "_import", "_node", "_observablehq", "_npm"];

/** The generation that `<out>/<playbook>` shows; undefined when nothing is published or the folder is not ours. */
export function publishedGeneration(out: string, playbook: string): Generation | undefined {
  return generationOf(join(out, playbook));
}

function generationOf(site: string): Generation | undefined {
  try {
    return JSON.parse(readFileSync(join(site, marker), "utf8")) as Generation;
  } catch {
    return undefined;
  }
}

/**
 * Puts a verified site in the place of the published one. The link is moved by one rename, so a reader meets the old
 * site or the new one, never neither. Keeps the generation before for `rollback`, and its hashed assets within the new
 * one, so that open tabs go on working.
 * @param site finished folder; it is moved
 */
export function swapSite(site: string, out: string, playbook: string): void {
  const store = join(out, ".generations", playbook);
  mkdirSync(store, { recursive: true });
  const link = join(out, playbook);
  const previous = linkTarget(link);
  const target = join(store, nextName(store));
  const kept = previous && openness(previous) <= openness(site) ? previous : undefined;
  writeFileSync(join(site, assetList), JSON.stringify(ownAssets(site)));
  move(site, target);
  if (kept) keepAssets(kept, target);
  pointTo(link, target);
  for (const name of readdirSync(store)) {
    const folder = join(store, name);
    if (folder !== target && folder !== previous) rmSync(folder, { recursive: true, force: true });
  }
  dropMoreOpen(out, playbook);
}

/** What an older site showed more openly must not live on beside the one that is shown: hosts copy the whole root. */
export function dropMoreOpen(out: string, playbook: string): void {
  const store = join(out, ".generations", playbook);
  const shown = linkTarget(join(out, playbook));
  if (!shown || !existsSync(shown)) return;
  for (const name of readdirSync(store)) {
    const folder = join(store, name);
    if (openness(folder) > openness(shown)) rmSync(folder, { recursive: true, force: true });
  }
}

/** Drops every generation but the one that is shown, and in that one what it kept of the one before. */
export function dropOtherGenerations(out: string, playbook: string): void {
  const store = join(out, ".generations", playbook);
  const shown = linkTarget(join(out, playbook));
  if (!shown || !existsSync(shown)) return;
  for (const name of readdirSync(store)) {
    const folder = join(store, name);
    if (folder !== shown) rmSync(folder, { recursive: true, force: true });
  }
  const own = new Set(ownAssets(shown));
  for (const file of hashedFiles(shown)) if (!own.has(file)) rmSync(join(shown, file));
}

/** How much of single customers a site shows: nothing, encrypted, all. A folder that says nothing of itself shows all. */
function openness(site: string): 0 | 1 | 2 {
  const generation = generationOf(site);
  if (generation?.audience === "executive") return 0;
  return generation?.isEncrypted ? 1 : 2;
}

/**
 * Points the link back at the generation before.
 * @param isDryRun says what would be shown and moves nothing
 * @returns what is shown then, or undefined when there is none before
 */
export function rollbackSite(out: string, playbook: string, { isDryRun = false } = {}): Generation | undefined {
  const store = join(out, ".generations", playbook);
  const link = join(out, playbook);
  const shown = linkTarget(link);
  const current = shown === undefined ? Infinity : Number(basename(shown));
  // a higher number is newer than what is shown: rolled back from, or left by a publication that was killed
  const before = existsSync(store)
    ? Math.max(
        ...readdirSync(store)
          .map(Number)
          .filter((n) => n < current),
      )
    : -Infinity;
  if (before === -Infinity) return undefined;
  const target = join(store, String(before));
  if (!isDryRun) pointTo(link, target);
  return generationOf(target);
}

function nextName(store: string): string {
  return String(Math.max(0, ...readdirSync(store).map(Number).filter(Number.isFinite)) + 1);
}

function linkTarget(link: string): string | undefined {
  try {
    return join(dirname(link), readlinkSync(link));
  } catch {
    return undefined;
  }
}

function pointTo(link: string, target: string): void {
  const temporary = `${link}.next`;
  const aside = join(dirname(link), `.${basename(link)}.old`);
  rmSync(temporary, { recursive: true, force: true });
  try {
    symlinkSync(relative(dirname(link), target), temporary, "dir");
  } catch {
    // no links on this file system: two renames, and a reader may miss one request
    cpSync(target, temporary, { recursive: true });
  }
  if (existsSync(link) && linkTarget(link) === undefined) {
    rmSync(aside, { recursive: true, force: true });
    renameSync(link, aside);
  }
  renameSync(temporary, link);
  rmSync(aside, { recursive: true, force: true });
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    cpSync(from, `${to}.part`, { recursive: true });
    renameSync(`${to}.part`, to);
    rmSync(from, { recursive: true, force: true });
  }
}

function keepAssets(from: string, to: string): void {
  for (const file of ownAssets(from)) linkMissing(join(from, file), join(to, file));
}

/** Hashed files that a generation was built with, without those it keeps for the one before. */
function ownAssets(site: string): string[] {
  const list = join(site, assetList);
  if (existsSync(list)) return JSON.parse(readFileSync(list, "utf8")) as string[];
  return hashedFiles(site);
}

function hashedFiles(site: string): string[] {
  return hashedFolders
    .filter((folder) => existsSync(join(site, folder)))
    .flatMap((folder) => readdirSync(join(site, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(site, join(entry.parentPath, entry.name)))
    .sort();
}

function linkMissing(source: string, target: string): void {
  if (existsSync(target) || !existsSync(source)) return;
  mkdirSync(dirname(target), { recursive: true });
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
