import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { markPublished } from "./commit.js";
import type { Input } from "./source.js";
import type { Options } from "./options.js";
import { writePageData } from "./pages/writePageData.js";
import type { Progress } from "./progress.js";
import { dropMoreOpen, publishedGeneration, swapSite } from "./publish/swap.js";
import { execute, rows } from "./query.js";
import { UserError } from "./userError.js";
import { openWorkspace, type Workspace } from "./workspace.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A run that was swapped in but not marked, or marked for a rollback that died: what readers see is what counts. */
export async function repairPublished({ connection }: Workspace, { out, playbook }: Options): Promise<void> {
  const shown = publishedGeneration(out, playbook.id);
  if (!shown) return;
  dropMoreOpen(out, playbook.id);
  const unmarked = await rows(
    connection,
    "select run_id from warehouse.run where run_id = ? and status in ('built', 'rolled_back')",
    [shown.runId],
  );
  if (unmarked.length) await markPublished(connection, shown.runId);
}

/**
 * Builds the site of a committed run, verifies it, swaps it in and marks the run published. The warehouse is closed
 * while the site is built: a second process cannot open it, not even to read, while a writer holds it.
 * @returns folder of the published site, null without one
 */
export async function publishRun(
  workspace: Workspace,
  { options, runId, input, progress }: { options: Options; runId: string; input: Input; progress: Progress },
): Promise<string | null> {
  if (!options.hasSite) {
    await markPublished(workspace.connection, runId);
    workspace.close();
    ["build", "verify", "publish"].forEach((name) => progress.skip(name));
    return null;
  }
  const { playbook, audience, passphrase, out } = options;
  const isEncrypted = passphrase !== undefined;
  const work = join(root, ".holdfast", `${playbook.id}-${process.pid}`);
  // page data stay for `npm run dev`
  const pageDataDir = join(root, ".holdfast", "page-data", playbook.id);
  const siteDir = join(work, "site");
  let customers: string[] = [];
  try {
    await progress.step("build", async () => {
      customers = audience === "executive" || isEncrypted ? await customerTexts(workspace) : [];
      await writePageData({ connection: workspace.connection, runId, audience, playbook, dir: pageDataDir });
      workspace.close();
      const { buildSite } = await import("./publish/build.js");
      await buildSite({ pageDataDir, outDir: siteDir, playbook, audience, passphrase, root });
      writeFileSync(
        join(siteDir, "generation.json"),
        JSON.stringify({ runId, asOf: input.asOf, audience, ...(isEncrypted ? { isEncrypted } : {}) }),
      );
    });
    await progress.step("verify", async () => verify(siteDir, pageDataDir, customers, options));
    return await progress.step("publish", async () => {
      swapSite(siteDir, out, playbook.id);
      await markInWarehouse(options.warehouse, runId);
      const { writeRootIndex } = await import("./publish/rootIndex.js");
      await writeRootIndex(out);
      return join(out, playbook.id);
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * What would name a customer of this week or of any week in the warehouse: ids, names, addresses, phones. Short numbers
 * say nothing: a row number names nobody.
 */
async function customerTexts({ connection }: Workspace): Promise<string[]> {
  const found = await rows<{ text: string }>(
    connection,
    `select distinct trim(text) as text from (
       select unnest([customer_id, name, contact_name, contact_email, phone]) as text from staging.customers
       union all select unnest([customer_id, name, contact_name, email]) from warehouse.contact
       union all select customer_id from warehouse.score_week
     ) where length(trim(text)) >= 2 and not regexp_full_match(trim(text), '\\d{1,5}')`,
  );
  return found.map(({ text }) => text);
}

async function verify(
  siteDir: string,
  pageDataDir: string,
  forbidden: readonly string[],
  { audience, passphrase, playbook }: Options,
): Promise<void> {
  const { verifySite } = await import("./publish/verifySite.js");
  const problems = verifySite({ dir: siteDir, pageDataDir, audience, passphrase, forbidden });
  if (!problems.length) return;
  const shown = problems.slice(0, 10).map(({ rule, file, message }) => `${rule}: ${file}: ${message}`);
  throw new UserError(
    {
      what: `the new site failed ${problems.length} check(s):\n  ${shown.join("\n  ")}`,
      where: `the pages of ${playbook.id}`,
      allowed: "a site that passes every check",
      todo: "the published site stands; mend the pages and run again",
    },
    1,
  );
}

async function markInWarehouse(warehouse: string, runId: string): Promise<void> {
  const workspace = await openWorkspace(warehouse);
  try {
    await markPublished(workspace.connection, runId);
    await execute(workspace.connection, "checkpoint warehouse");
  } finally {
    workspace.close();
  }
}
