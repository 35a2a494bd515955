/** `npm run playbook -- apply URL [--dry-run]`: puts a scenario of the What-if page into its playbook, as a change to review. */
import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { changedLines } from "./playbook/changedLines.js";
import { editAssumptions } from "./playbook/editAssumptions.js";
import { scenarioEdits } from "./playbook/scenarioEdits.js";
import { UserError } from "./userError.js";

export interface Applied {
  /** Changed lines by file, as a reviewer reads them. */
  readonly diff: string;
  readonly notes: readonly string[];
}

/**
 * Applies a link's assumptions to the playbook files in a folder.
 *
 * @param isDryRun says what would change and writes nothing
 * @throws UserError when the link is refused or a file states an assumption in another form; nothing is written then
 */
export function applyScenario(link: string, folder: string, isDryRun = false): Applied {
  const { playbook, edits, notes } = scenarioEdits(link);
  const isFloor = ({ id }: { id: string }): boolean => id === "floor";
  const parts = [
    { file: `${playbook.id}Roi.ts`, edits: edits.filter((edit) => !isFloor(edit)) },
    { file: `${playbook.id}.ts`, edits: edits.filter(isFloor) },
  ].filter((part) => part.edits.length > 0);
  const changes = parts.map(({ file, edits: own }) => {
    const before = readFileSync(join(folder, file), "utf8");
    return { file, before, after: editAssumptions(before, file, own) };
  });
  if (!isDryRun) for (const { file, after } of changes) writeFileSync(join(folder, file), after);
  return { diff: changes.map(({ file, before, after }) => changedLines(file, before, after)).join(""), notes };
}

const usage = 'usage: npm run playbook -- apply "URL" [--dry-run]\n';

/** @returns the exit code: 0 applied, 2 usage or a link that is refused */
export function main(args: readonly string[], folder = "src/playbooks"): number {
  const isDryRun = args.includes("--dry-run");
  const [command, link, ...rest] = args.filter((arg) => arg !== "--dry-run");
  if (command !== "apply" || link === undefined || rest.length > 0) {
    process.stderr.write(usage);
    return 2;
  }
  try {
    const { diff, notes } = applyScenario(link, folder, isDryRun);
    process.stdout.write(diff || "nothing to change: the playbook states these figures already\n");
    for (const note of notes) process.stderr.write(`note: ${note}\n`);
    if (diff) process.stderr.write(isDryRun ? "dry run: nothing written\n" : "written; review it with git diff\n");
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exit(main(process.argv.slice(2)));
}
