import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { buildSite } from "../../loaders/publish/build.js";
import { writeRootIndex } from "../../loaders/publish/rootIndex.js";
import { serve } from "../../loaders/publish/serve.js";
import type { Audience } from "../../src/pageData.js";
import { playbookById } from "../../src/playbooks/index.js";
import { makePageData, writePageData, type PageDataChoice } from "../fixtures/pages/makePageData.js";

declare module "vitest" {
  interface ProvidedContext {
    siteUrl: string;
  }
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What opens the sealed site. */
export const passphrase = "correct horse battery staple";

/** What the browser sees: a team's site, an executive's, and one of a flat table, each below a path of its own. */
const sites: readonly (PageDataChoice & { readonly path: string; readonly passphrase?: string })[] = [
  { path: "team/aftersales", playbook: "aftersales", audience: "team", customers: 900, scale: 200 },
  { path: "team/saas", playbook: "saas", audience: "team", customers: 500 },
  { path: "executive/aftersales", playbook: "aftersales", audience: "executive", customers: 900, scale: 200 },
  { path: "flat/aftersales", playbook: "aftersales", audience: "team", customers: 300, isFlat: true },
  { path: "sealed/saas", playbook: "saas", audience: "team", customers: 60, passphrase },
];

/** Builds the sites whose path is named, all if none is, and serves them on loopback. @returns address and what takes both away */
export async function serveSites(
  ...paths: readonly string[]
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-browser-"));
  for (const { path, passphrase: sealedWith, ...choice } of sites) {
    if (paths.length && !paths.includes(path)) continue;
    const pageDataDir = join(folder, "data", path);
    writePageData(pageDataDir, makePageData(choice));
    const audience: Audience = choice.audience;
    const playbook = playbookById(choice.playbook);
    await buildSite({
      pageDataDir,
      outDir: join(folder, "out", path),
      playbook,
      audience,
      passphrase: sealedWith,
      root,
      hasNoPdf: path !== "team/aftersales",
    });
  }
  await writeRootIndex(join(folder, "out/team"));
  const served = await serve({ dir: join(folder, "out"), port: 0 });
  return {
    url: served.url,
    close: async () => {
      await served.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One set of sites for all browser tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, close } = await serveSites();
  project.provide("siteUrl", url);
  return close;
}
