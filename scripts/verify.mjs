// npm run verify: the long tests; `-- --quick` is a bounded sample for CI, `--write` puts what was tried into docs/trust.md.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, root, runTypeScript } from "./install.mjs";

const usage = `usage: npm run verify [-- --quick] [-- --write]
  The long tests: faults, attacks, seeded worlds, bad input, access and speed of every page.
  --quick   a bounded sample of each, for CI
  --write   puts what was tried into docs/trust.md`;
if (process.argv.includes("--help")) {
  console.log(usage);
  process.exit(0);
}
ensureInstalled();
const isQuick = process.argv.includes("--quick");
const { status } = spawnSync(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", "vitest.verify.config.ts"],
  { cwd: root, stdio: "inherit", env: { ...process.env, HOLDFAST_VERIFY: isQuick ? "quick" : "full" } },
);
const written = process.argv.includes("--write") ? runTypeScript("test/verify/writeTable.ts") : 0;
process.exit(status || written || (status === null ? 1 : 0));
