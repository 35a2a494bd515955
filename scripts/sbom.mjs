// npm run -s sbom: a bill of materials (CycloneDX) of what runs, from the lock file. npm's own `--omit dev` leaves out
// packages that a development package needs too.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";

if (process.argv.includes("--help")) {
  process.stdout.write(
    "usage: npm run sbom (npm run -s sbom > bom.json keeps it)\n  A bill of materials (CycloneDX) of what runs, from the lock file, on the output.\n",
  );
  process.exit(0);
}
const { status, stdout } = spawnSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], {
  ...{ cwd: root, encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", 2] },
  shell: process.platform === "win32",
});
if (status !== 0) process.exit(status ?? 1);
const bill = JSON.parse(stdout);
const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
const nameOf = (path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
const running = new Set(
  Object.entries(packages).flatMap(([path, { version, name, dev }]) =>
    path === "" || dev ? [] : [`${name ?? nameOf(path)}@${version}`],
  ),
);
const isRunning = ({ group, name, version }) => running.has(`${group ? `${group}/` : ""}${name}@${version}`);
const components = bill.components.filter(isRunning);
const refs = new Set([bill.metadata.component["bom-ref"], ...components.map((component) => component["bom-ref"])]);
const dependencies = bill.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }));
process.stdout.write(`${JSON.stringify({ ...bill, components, dependencies }, null, 2)}\n`);
