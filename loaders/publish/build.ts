import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import type { Audience } from "../../src/pageData.js";
import type { Playbook } from "../../src/playbooks/types.js";
import { takeTurn } from "../lock.js";
import { bundlePages } from "./bundlePages.js";
import { addEngine } from "./engine.js";
import { finishSite } from "./finish.js";
import { printReports } from "./reportPdf.js";
import { clearStaleCache, fillCache, pinVersions } from "./versionPins.js";

export interface BuildOptions {
  /** Folder with ceo.json, week.json, customers.json and customers/. */
  readonly pageDataDir: string;
  /** Folder of the finished site; must not hold anything yet. */
  readonly outDir: string;
  readonly playbook: Playbook;
  readonly audience: Audience;
  /** Seals every customer-level file. */
  readonly passphrase?: string;
  /** Project folder. */
  readonly root: string;
  /** Leaves the CEO report on paper out. */
  readonly hasNoPdf?: boolean;
}

/**
 * Builds the static site of one playbook, in both languages, from page data. Needs no network. Builds of one project folder
 * wait for each other: bundle and cache lie within it.
 * @throws if `outDir` is not empty, or with the end of Framework's output if its build fails
 */
export async function buildSite(options: BuildOptions): Promise<void> {
  const release = await takeTurn(join(options.root, ".holdfast/build.lock"));
  try {
    await build(options);
  } finally {
    release();
  }
  const unprinted = options.hasNoPdf ? undefined : await printReports(options.outDir);
  if (unprinted) process.stderr.write(`  ${unprinted}\n`);
}

async function build({ pageDataDir, outDir, playbook, audience, passphrase, root }: BuildOptions): Promise<void> {
  if (existsSync(outDir) && readdirSync(outDir).length) throw new Error(`invalid outDir; not empty: ${outDir}`);
  const cache = join(root, "src/.observablehq/cache");
  pinVersions(cache);
  clearStaleCache(cache);
  fillCache(cache, pageDataDir);
  await bundlePages(root);
  // inside the project, or Framework leaves old files in place
  const work = join(root, ".holdfast", `framework-${playbook.id}-${process.pid}`);
  try {
    await runFramework(root, {
      HOLDFAST_PAGE_DATA: pageDataDir,
      HOLDFAST_PLAYBOOK: playbook.id,
      HOLDFAST_AUDIENCE: audience,
      HOLDFAST_SITE: relative(root, work),
    });
    await finishSite({ dir: work, pageDataDir, audience, passphrase });
    if (audience === "team") addEngine(work, root);
    move(work, outDir);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function runFramework(root: string, env: Record<string, string>): Promise<void> {
  const framework = join(root, "node_modules/@observablehq/framework/dist/bin/observable.js");
  // Framework starts the data loaders with `tsx`, which it looks for on the path
  const path = [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", framework, "build"], {
      cwd: root,
      env: { ...process.env, PATH: path, OBSERVABLE_TELEMETRY_DISABLE: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8_000));
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`site build failed with exit code ${code}:\n${output.slice(-4_000)}`)),
    );
  });
}

function move(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    cpSync(from, to, { recursive: true });
  }
}
