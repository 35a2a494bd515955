import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { rmSync } from "node:fs";
import { build, context, type BuildOptions } from "esbuild";

/**
 * One module a page in `src/bundle`, shared code in a few chunks: forty small modules a page would be forty requests.
 * @param root project folder
 */
export async function bundlePages(root: string): Promise<void> {
  rmSync(join(root, "src/bundle"), { recursive: true, force: true });
  await build(options(root, true));
}

/** The same, again on each change, for the live preview. @returns stops watching */
export async function watchPages(root: string): Promise<() => Promise<void>> {
  const watching = await context(options(root, false));
  await watching.rebuild();
  await watching.watch();
  return () => watching.dispose();
}

function options(root: string, minify: boolean): BuildOptions {
  const folder = join(root, "src/components/pages");
  return {
    entryPoints: Object.fromEntries(
      readdirSync(folder)
        .filter((file) => file.endsWith(".ts"))
        .map((file) => [basename(file, ".ts"), join(folder, file)]),
    ),
    outdir: join(root, "src/bundle"),
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    minify,
  };
}
