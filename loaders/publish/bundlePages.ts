import { readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { build, context, type BuildOptions } from "esbuild";

/** Read by those who open one page only: in one file of its own, while the other pages share theirs in chunks. */
const alone = ["ceoReport"];
/** Load parts when they are asked for; among the others they would break what those share into many small chunks. */
const inParts = ["whatIf", "notebook"];

/**
 * One module a page in `src/bundle`, shared code in a few chunks: forty small modules a page would be forty requests.
 * @param root project folder
 */
export async function bundlePages(root: string): Promise<void> {
  rmSync(join(root, "src/bundle"), { recursive: true, force: true });
  await Promise.all(parts(root, true).map((options) => build(options)));
}

/** The same, again on each change, for the live preview. @returns stops watching */
export async function watchPages(root: string): Promise<() => Promise<void>> {
  const watching = await Promise.all(parts(root, false).map((options) => context(options)));
  for (const each of watching) {
    await each.rebuild();
    await each.watch();
  }
  return async () => {
    await Promise.all(watching.map((each) => each.dispose()));
  };
}

function parts(root: string, minify: boolean): BuildOptions[] {
  const folder = join(root, "src/components/pages");
  const pages = readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => basename(file, ".ts"));
  const entries = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, join(folder, `${name}.ts`)]));
  const common: BuildOptions = {
    outdir: join(root, "src/bundle"),
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    minify,
  };
  return [
    {
      ...common,
      splitting: true,
      entryPoints: entries(pages.filter((page) => !alone.includes(page) && !inParts.includes(page))),
    },
    ...inParts.map((page) => ({ ...common, splitting: true, entryPoints: entries([page]) })),
    { ...common, entryPoints: entries(pages.filter((page) => alone.includes(page))) },
  ];
}
