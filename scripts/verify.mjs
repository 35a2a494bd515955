// npm run verify: the long tests; `-- --quick` is a bounded sample for CI.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
const isQuick = process.argv.includes("--quick");
const { status } = spawnSync(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", "vitest.verify.config.ts"],
  { cwd: root, stdio: "inherit", env: { ...process.env, HOLDFAST_VERIFY: isQuick ? "quick" : "full" } },
);
process.exit(status ?? 1);
