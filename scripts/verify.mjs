// npm run verify -- [--quick] [--write] [PART ...]: the long tests, or those whose path holds a PART. `--quick` is a bounded
// sample for CI; `--write` puts what was tried into docs/trust.md, where parts that did not run keep their tables.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, root } from "./install.mjs";
import { runProgram } from "./runProgram.mjs";

const usage = `usage: npm run verify [-- --quick] [-- --write]
  The long tests: faults, attacks, seeded worlds, bad input, access and speed of every page.
  --quick   a bounded sample of each, for CI
  --write   puts what was tried into docs/trust.md`;
if (process.argv.includes("--help")) {
  console.log(usage);
  process.exit(0);
}
ensureInstalled();
const args = process.argv.slice(2);
const parts = args.filter((arg) => !arg.startsWith("--"));
const form = args.includes("--quick") ? "quick" : "full";
// rows of tests that are gone would stay for ever
if (!parts.length) rmSync(join(root, ".holdfast/verify", form), { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", "vitest.verify.config.ts", ...parts],
  { cwd: root, stdio: "inherit", env: { ...process.env, HOLDFAST_VERIFY: form } },
);
process.exitCode = status ?? 1;
if (args.includes("--write")) await runProgram("test/verify/writeTable.ts", [`--${form}`]);
