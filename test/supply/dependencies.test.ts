import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<
  "dependencies" | "devDependencies",
  Record<string, string>
>;
const { packages } = JSON.parse(read("package-lock.json")) as {
  packages: Record<
    string,
    { version?: string; resolved?: string; integrity?: string; inBundle?: boolean; hasInstallScript?: boolean }
  >;
};
const direct = { ...dependencies, ...devDependencies };
const locked = Object.entries(packages).filter(([path]) => path !== "");

/** Packages that a row of the table gives a reason for. */
function explained(readme: string): Set<string> {
  const rows = readme.split("\n").filter((line) => line.startsWith("|"));
  return new Set(rows.flatMap((row) => [...row.split("|")[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)));
}

describe("a direct dependency", () => {
  it.each(["README.md", "README.zh-CN.md"])("has its reason in %s", (readme) => {
    const reasons = explained(read(readme));
    // types of a package go with the package
    expect(Object.keys(direct).filter((name) => !name.startsWith("@types/") && !reasons.has(name))).toEqual([]);
    const unknown = [...reasons].filter((name) => /^(@[\w-]+\/)?[\w-]+$/.test(name) && !(name in direct));
    expect(unknown).toEqual([]);
  });

  it("is pinned to one version, the one that the lock file holds", () => {
    for (const [name, version] of Object.entries(direct))
      expect([name, version]).toEqual([name, packages[`node_modules/${name}`]?.version]);
  });
});

describe("the lock file", () => {
  it("holds a checksum of every package, whichever registry it comes from", () => {
    const loose = locked.filter(([, { integrity, inBundle }]) => !inBundle && !integrity?.startsWith("sha512-"));
    expect(loose.map(([path]) => path)).toEqual([]);
    expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it("has install scripts of esbuild alone, which only look whether its program is there: it comes as a package", () => {
    const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
    expect(
      scripted.filter((path) => !path.endsWith("node_modules/esbuild") && !path.endsWith("node_modules/fsevents")),
    ).toEqual([]);
    const programs = locked.filter(([path]) => /node_modules\/@esbuild\/linux-x64$/.test(path));
    expect(programs.length).toBe(scripted.filter((path) => path.endsWith("/esbuild")).length);
  });

  it("is installed by the project's own commands without running scripts", () => {
    expect(read("scripts/install.mjs")).toContain(`"ci", "--ignore-scripts"`);
    expect(existsSync(new URL("../../node_modules/.bin/vitest", import.meta.url))).toBe(true);
  });
});
