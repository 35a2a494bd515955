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
  for (const pages of bundles(root)) await build(options(root, pages, true));
}

/** The same, again on each change, for the live preview. @returns stops watching */
export async function watchPages(root: string): Promise<() => Promise<void>> {
  const watching = await Promise.all(bundles(root).map((pages) => context(options(root, pages, false))));
  for (const each of watching) {
    await each.rebuild();
    await each.watch();
  }
  return async () => void (await Promise.all(watching.map((each) => each.dispose())));
}

/** A page that loads parts on demand would break the code it shares with the others into many small files. */
const alone = ["whatIf"];

/** Pages that are bundled together. */
function bundles(root: string): string[][] {
  const pages = readdirSync(join(root, "src/components/pages"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => basename(file, ".ts"));
  return [pages.filter((page) => !alone.includes(page)), ...alone.map((page) => [page])];
}

function options(root: string, pages: readonly string[], minify: boolean): BuildOptions {
  const folder = join(root, "src/components/pages");
  return {
    entryPoints: Object.fromEntries(pages.map((page) => [page, join(folder, `${page}.ts`)])),
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
