import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./install.mjs";

/**
 * Runs one TypeScript program of the project in this process, in the caller's folder, as if it had been called itself.
 * It is bundled first, dependencies left out: a loader that translates a file at a time takes a second longer to start.
 * Every module keeps its own `import.meta.url`, by which it finds SQL files and workers.
 */
export async function runProgram(file, args = []) {
  const source = join(root, file);
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    ...{ entryPoints: [source], bundle: true, write: false, packages: "external", outfile: "program.mjs" },
    ...{ platform: "node", format: "esm", target: "node20", sourcemap: "inline", logLevel: "error" },
    plugins: [ownUrls],
  });
  process.argv = [process.argv[0], source, ...args];
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(kept(outputFiles[0].text)).href);
}

/** Beside the dependencies, where the bundle finds them; named by its content, so that runs side by side do not meet. */
function kept(text) {
  const folder = join(root, "node_modules", ".cache", "holdfast");
  const path = join(folder, `${createHash("sha256").update(text).digest("hex").slice(0, 16)}.mjs`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
  return path;
}

const ownUrls = {
  name: "own-urls",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      if (!text.includes("import.meta.url")) return undefined;
      return {
        contents: text.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)),
        loader: "ts",
      };
    });
  },
};
