import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("the bill of materials", () => {
  it("names every direct dependency that runs, with its version, and none for development alone", () => {
    const { stdout, status } = spawnSync("npm", ["run", "-s", "sbom"], {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    expect(status).toBe(0);
    const { bomFormat, components } = JSON.parse(stdout) as {
      bomFormat: string;
      components: { group?: string; name: string; version: string }[];
    };
    expect(bomFormat).toBe("CycloneDX");
    const listed = new Set(
      components.map(({ group, name, version }) => `${group ? `${group}/` : ""}${name}@${version}`),
    );
    const { dependencies, devDependencies } = JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as Record<
      "dependencies" | "devDependencies",
      Record<string, string>
    >;
    const missing = Object.entries(dependencies).filter(([name, version]) => !listed.has(`${name}@${version}`));
    expect(missing).toEqual([]);
    const tools = ["vitest", "eslint", "playwright-core", "smtp-server", "jsdom"];
    expect(tools.filter((name) => listed.has(`${name}@${devDependencies[name]}`))).toEqual([]);
  });
});
