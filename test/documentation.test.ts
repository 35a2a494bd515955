import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
/** The project's own programs; the others are tools with their own help. */
const own = Object.entries(scripts).flatMap(([name, line]) => (line.startsWith("node scripts/") ? [[name, line]] : []));
const usages = new Map<string, { readonly code: number; readonly text: string }>();

const run = promisify(execFile);
async function ask(name: string, line: string): Promise<void> {
  const args = [...line.split(" ").slice(1), "--help"];
  const child = await run(process.execPath, args, { cwd: root }).then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, text: error.stdout }),
  );
  usages.set(name, child);
}

beforeAll(async () => {
  const waiting = [...own];
  const next = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) await ask(one[0]!, one[1]!);
  };
  await Promise.all([next(), next()]);
});

describe("every command", () => {
  it.each(own.map(([name]) => name!))("%s says with --help how it is used, and does nothing else", (name) => {
    const { code, text } = usages.get(name)!;
    expect(code).toBe(0);
    expect(text).toMatch(name === "start" || name === "test" ? `usage: npm ${name}` : `usage: npm run ${name}`);
    expect(text.trim().split("\n").length).toBeGreaterThan(1);
  });
});

const documents = [
  ...["", "docs", "data", "data/experiments", "data/mappings", "bench"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith(".md") && file !== "CHANGELOG.md")
      .map((file) => join(folder, file)),
  ),
];

describe.each(documents)("%s", (file) => {
  const text = read(file);
  const code = [...text.matchAll(/^ {4}.*$|`[^`\n]+`/gm)].map(([found]) => found);

  it("links to pages, headings and pictures that are there", () => {
    const dead = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => target!)
      .filter((target) => !/^https?:/.test(target) && !isThere(file, target));
    expect(dead).toEqual([]);
  });

  it("names files that are there", () => {
    const paths = code.flatMap(
      (one) => one.match(/(?<![\w./-])(?:src|loaders|test|docs|bench|scripts)\/[\w./-]*/g) ?? [],
    );
    // a generated file and a place-holder in capitals are nowhere yet
    const missing = paths.filter((path) => !/[A-Z]{3,}/.test(path) && !existsSync(join(root, path.replace(/\.$/, ""))));
    expect(missing).toEqual([]);
  });

  it("names commands, options and settings that exist", () => {
    const wrong = code.flatMap((line) =>
      [...line.matchAll(/npm (?:run )?(?:-s )?(start|test|(?<=run (?:-s )?)[\w:]+)((?: [^`#|]*)?)/g)].flatMap(
        ([, name, rest]) => {
          if (!scripts[name!]) return [`npm run ${name}`];
          const known = usages.get(name!)?.text;
          const flags = rest!.match(/(?<=\s)--[a-z][\w-]*/g) ?? [];
          return flags
            .filter((flag) => flag !== "--help" && known !== undefined && !known.includes(flag))
            .map((flag) => `${name} ${flag}`);
        },
      ),
    );
    expect(wrong).toEqual([]);
    const settings = new Set(text.match(/\bHOLDFAST_[A-Z_]+\b/g) ?? []);
    expect([...settings].filter((one) => !sources.includes(one))).toEqual([]);
  });
});

/** All code, as one text. */
const sources = ["loaders", "src", "scripts", "test", "bench"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(ts|mjs|py)$/.test(file) && !/^(bundle|\.)/.test(file))
      .map((file) => read(join(folder, file))),
  )
  .join("\n");

function isThere(from: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path ? join(dirname(from), path) : from;
  if (!existsSync(join(root, file))) return false;
  return anchor === undefined || headings(file).includes(decodeURIComponent(anchor));
}

/** Anchors of a page's headings, as code hosts make them. */
function headings(file: string): string[] {
  return [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
