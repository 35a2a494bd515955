// npm test: types, lint, unit, SQL, pipeline and real-browser tests. `npm test -- PATTERN` runs matching files only.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "./install.mjs";

const usage = `usage: npm test [-- PATTERN…]
  Types, lint, unit, SQL, pipeline and real-browser tests, one after another; with patterns only the unit tests whose
  file names match. Ends with a line of counts. The long ones: npm run verify`;
if (process.argv.includes("--help")) {
  console.log(usage);
  process.exit(0);
}
ensureInstalled();
const filters = process.argv.slice(2);
const results = mkdtempSync(join(tmpdir(), "holdfast-test-"));
const vitest = (name, ...args) => [
  "vitest/vitest.mjs",
  "run",
  "--reporter=dot",
  "--reporter=json",
  `--outputFile.json=${join(results, name)}`,
  ...args,
];
const steps = filters.length
  ? [vitest("unit.json", ...filters)]
  : [
      ["typescript/bin/tsc", "--noEmit"],
      ["eslint/bin/eslint.js", "."],
      ["prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."],
      vitest("unit.json"),
      vitest("browser.json", "--config", "vitest.browser.config.ts"),
    ];
const counts = { passed: 0, failed: 0, skipped: 0 };
let status = 0;
for (const [file, ...args] of steps) {
  const start = Date.now();
  const result = spawnSync(process.execPath, [join(root, "node_modules", file), ...args], {
    cwd: root,
    stdio: "inherit",
  });
  const output = args.find((arg) => arg.startsWith("--outputFile.json="))?.split("=")[1];
  if (output) add(output);
  status = result.status ?? 1;
  console.error(
    `${file.split("/")[0]}: ${status === 0 ? "passed" : "failed"} in ${((Date.now() - start) / 1000).toFixed(0)} s`,
  );
  if (status !== 0) break;
}
rmSync(results, { recursive: true, force: true });
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(status);

function add(file) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(file, "utf8"));
    counts.passed += numPassedTests;
    counts.failed += numFailedTests;
    counts.skipped += numPendingTests;
  } catch {
    // the runner died before it could write; its exit code says so
  }
}
