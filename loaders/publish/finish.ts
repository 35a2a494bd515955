import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Audience } from "../../src/pageData.js";
import { isNotebook } from "./engine.js";
import { contentPolicy } from "./policy.js";
import { sealSite } from "./sealSite.js";

export interface FinishOptions {
  /** The folder Framework has built; changed in place. */
  readonly dir: string;
  readonly pageDataDir: string;
  readonly audience: Audience;
  readonly passphrase?: string;
}

const favicon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M0 0h16v16H0z" fill="#0b5d6e"/><path d="M4 3h2v4h4V3h2v10h-2V9H6v4H4z" fill="#fff"/></svg>\n';

/** What Framework has no setting for: language, zoom, icon, content-security policy, and the customers' detail files. */
export async function finishSite({ dir, pageDataDir, audience, passphrase }: FinishOptions): Promise<void> {
  writeFileSync(join(dir, "favicon.svg"), favicon);
  copyShards(dir, pageDataDir);
  const hasEngine = audience === "team";
  // names change with the sealed content, and a page's policy holds the hash of what names them
  if (passphrase !== undefined) await sealSite(dir, passphrase);
  for (const file of readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"))) {
    const path = file.split(sep).join("/");
    writeFileSync(
      join(dir, file),
      finishPage(readFileSync(join(dir, file), "utf8"), path, { hasEngine: hasEngine && isNotebook(path) }),
    );
  }
}

/** One built page, finished. @param path within the site, such as `zh/customers.html` */
export function finishPage(html: string, path: string, { hasEngine = false } = {}): string {
  const lang = path.startsWith("zh/") ? "zh-CN" : "en";
  const up = "../".repeat(path.split("/").length - 1);
  const finished = html
    .replace("<html>", `<html lang="${lang}">`)
    .replace(/<meta name="viewport"[^>]*>/, '<meta name="viewport" content="width=device-width, initial-scale=1">')
    .replace(/<meta name="generator"[^>]*>\n?/, `<link rel="icon" type="image/svg+xml" href="${up}favicon.svg">\n`)
    .replace(/<base href="[^"]*">\n?/, "")
    // the time a file was copied: the same page data give the same site
    .replace(/,"lastModified":[\d.]+/g, "");
  return finished.replace(
    '<meta charset="utf-8">',
    `<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${contentPolicy(finished, { hasEngine })}">`,
  );
}

/** Beside customers.json, under the run's id, so that an open tab never meets the next run's details. */
function copyShards(dir: string, pageDataDir: string): void {
  const from = join(pageDataDir, "customers");
  if (!existsSync(from) || !readdirSync(from).length) return;
  const { run } = JSON.parse(readFileSync(join(pageDataDir, "customers.json"), "utf8")) as { run: { runId: string } };
  cpSync(from, join(dir, shardFolder(run.runId)), { recursive: true });
}

/** Folder of the detail files within a site. @throws if the run id is not fit for a path */
export function shardFolder(runId: string): string {
  if (!/^[\w-]+$/.test(runId)) throw new Error(`invalid run id; not letters, digits, - and _: ${runId}`);
  return relative(".", join("_file/data/customers", runId));
}
