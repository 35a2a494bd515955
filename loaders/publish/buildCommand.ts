/** `npm run build -- [OUT]`: the site of the last runs again, from the page data they left; OUT is `dist` by default. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { CeoData } from "../../src/pageData.js";
import { playbooks } from "../../src/playbooks/index.js";
import type { Playbook } from "../../src/playbooks/types.js";
import { exitCodeOf, explain } from "../command.js";
import { readPassphrase } from "../options.js";
import { showsUsage } from "../showsUsage.js";
import { UserError } from "../userError.js";
import { buildSite } from "./build.js";
import { writeRootIndex } from "./rootIndex.js";
import { publishedGeneration, swapSite } from "./swap.js";
import { verifySite } from "./verifySite.js";

const usage = `usage: npm run build -- [OUT]
  The sites of the last runs again, from the page data they left, checked and swapped in; OUT is dist by default.
  An encrypted site needs HOLDFAST_PASSPHRASE in the environment.
exit codes: 0 built; 1 a check failed, what was published stands; 2 no run has left page data`;
const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Builds, verifies and swaps in one playbook's site.
 * @returns false where no run has left page data
 * @throws with every problem found, before anything published is touched
 */
export async function rebuild(playbook: Playbook, out: string): Promise<boolean> {
  const pageDataDir = join(root, ".holdfast/page-data", playbook.id);
  if (!existsSync(join(pageDataDir, "ceo.json"))) return false;
  const { run } = JSON.parse(readFileSync(join(pageDataDir, "ceo.json"), "utf8")) as CeoData;
  const { runId, asOf, audience } = run;
  const passphrase = audience === "team" ? readPassphrase(process.env) : undefined;
  if (passphrase === undefined && publishedGeneration(out, playbook.id)?.isEncrypted) throw needsPassphrase(playbook);
  const site = join(root, ".holdfast", `build-${playbook.id}-${process.pid}`);
  try {
    await buildSite({ pageDataDir, outDir: site, playbook, audience, passphrase, root });
    const problems = verifySite({ dir: site, pageDataDir, audience, passphrase });
    const said = problems.map(({ rule, file, message }) => `\n  ${rule}: ${file}: ${message}`).join("");
    if (said) throw new Error(`the new site failed ${problems.length} check(s), the published one stands:${said}`);
    writeFileSync(
      join(site, "generation.json"),
      JSON.stringify({ runId, asOf, audience, ...(passphrase === undefined ? {} : { isEncrypted: true }) }),
    );
    swapSite(site, out, playbook.id);
    return true;
  } finally {
    rmSync(site, { recursive: true, force: true });
  }
}

function needsPassphrase({ id }: Playbook): UserError {
  return new UserError({
    what: "the published site is encrypted, and no passphrase is set",
    where: `the site of ${id}`,
    allowed: "HOLDFAST_PASSPHRASE in the environment",
    todo: "set it and build again, or run the week with --plain to publish customers openly",
  });
}

async function main(out = "dist"): Promise<number> {
  const built: string[] = [];
  for (const playbook of playbooks) if (await rebuild(playbook, resolve(out))) built.push(playbook.id);
  if (!built.length) {
    process.stderr.write("no page data yet; start with: npm start\n");
    return 2;
  }
  await writeRootIndex(resolve(out));
  process.stderr.write(`built ${built.join(", ")} in ${resolve(out)}\n`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !showsUsage(usage)) {
  try {
    process.exitCode = await main(process.argv[2]);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}
