import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Installs from the lock file when its hash says that something is missing. Uses nothing but Node, so that it runs on a
 * fresh clone; install scripts stay off: no dependency needs them.
 */
export function ensureInstalled() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Holdfast needs Node 20.19 or newer; this is ${process.version}.`);
    process.exit(1);
  }
  const stamp = join(root, "node_modules", ".holdfast-lock");
  const hash = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  console.error("Installing from package-lock.json …");
  const result = npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (result.status !== 0) {
    console.error(
      "The installation failed. It needs the npm registry; see the lines above, then run the command again.",
    );
    process.exit(1);
  }
  writeFileSync(stamp, hash);
}

/** Runs npm with its output on stderr, so that `--json` output stays alone on stdout. */
function npm(args) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith(".js")
    ? spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio: ["ignore", 2, 2] })
    : spawnSync("npm", args, { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
}
