// npm test: types, lint, unit, SQL, pipeline and real-browser tests. `npm test -- PATTERN` runs matching files only.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
const bin = (name) => join(root, "node_modules", name);
const filters = process.argv.slice(2);
const steps = filters.length
  ? [["vitest/vitest.mjs", "run", ...filters]]
  : [
      ["typescript/bin/tsc", "--noEmit"],
      ["eslint/bin/eslint.js", "."],
      ["prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."],
      ["vitest/vitest.mjs", "run"],
      ["vitest/vitest.mjs", "run", "--config", "vitest.browser.config.ts"],
    ];
for (const [file, ...args] of steps) {
  const start = Date.now();
  const { status } = spawnSync(process.execPath, [bin(file), ...args], { cwd: root, stdio: "inherit" });
  console.error(
    `${file.split("/")[0]}: ${status === 0 ? "passed" : "failed"} in ${((Date.now() - start) / 1000).toFixed(0)} s`,
  );
  if (status !== 0) process.exit(status ?? 1);
}
