import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { finishPage, finishSite, shardFolder } from "../../loaders/publish/finish.js";
import { contentPolicy } from "../../loaders/publish/policy.js";

const built = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<base href="/">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<meta name="generator" content="Observable Framework v1.13.4">
<title>x</title>
<script type="module">
registerFile("../data/ceo.json", {"name":"../data/ceo.json","path":"../_file/data/ceo.e69278dd.json","lastModified":1795323521411.25,"size":26034});
</script>
</head>
<body></body>
</html>
`;
const folder = mkdtempSync(join(tmpdir(), "holdfast-finish-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("finishPage", () => {
  const zh = finishPage(built, "zh/ceo-report.html");

  it("names the language of the folder", () => {
    expect(zh).toContain('<html lang="zh-CN">');
    expect(finishPage(built, "en/ceo-report.html")).toContain('<html lang="en">');
    expect(finishPage(built, "index.html")).toContain('<html lang="en">');
  });

  it("lets readers zoom", () => {
    expect(zh).not.toContain("maximum-scale");
    expect(zh).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
  });

  it("points at its own icon from any depth; the other language is a link in the page, as its own address is not known", () => {
    expect(zh).toContain('href="../favicon.svg"');
    expect(finishPage(built, "index.html")).toContain('href="favicon.svg"');
    expect(zh).not.toContain("alternate");
  });

  it("drops the generator, the base and the time a file was copied", () => {
    for (const gone of ["generator", "<base", "lastModified"]) expect(zh).not.toContain(gone);
    expect(zh).toContain('"size":26034');
  });

  it("allows its own inline script by hash, and no other", () => {
    const [, script] = /<script type="module">([\s\S]*?)<\/script>/.exec(zh)!;
    const hash = createHash("sha256").update(script!).digest("base64");
    expect(zh).toContain(`script-src 'self' 'sha256-${hash}'`);
    expect(zh).toContain("default-src 'none'");
    expect(zh).not.toContain("unsafe-eval");
  });

  it("puts the policy before anything that it governs", () => {
    expect(zh.indexOf("Content-Security-Policy")).toBeLessThan(zh.indexOf("<script"));
    expect(zh.indexOf("Content-Security-Policy")).toBeLessThan(zh.indexOf("<link"));
  });
});

describe("contentPolicy", () => {
  it("lets the notebook alone compile WebAssembly and start a worker from a blob", () => {
    expect(contentPolicy("")).not.toMatch(/wasm|worker/);
    const policy = contentPolicy("", { hasEngine: true });
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("worker-src blob:;");
    expect(finishPage(built, "zh/notebook.html", { hasEngine: true })).toContain("'wasm-unsafe-eval'");
    expect(finishPage(built, "zh/notebook.html")).not.toContain("wasm");
  });

  it("needs no hash for scripts from files", () => {
    expect(contentPolicy('<script src="a.js"></script>')).toContain("script-src 'self';");
  });
});

describe("finishSite", () => {
  const pageDataDir = join(folder, "data");
  const dir = join(folder, "site");
  mkdirSync(join(pageDataDir, "customers"), { recursive: true });
  mkdirSync(join(dir, "zh"), { recursive: true });
  writeFileSync(join(pageDataDir, "customers.json"), JSON.stringify({ run: { runId: "6c2f81d0a94e" } }));
  writeFileSync(join(pageDataDir, "customers/00.json"), '{"a":1}');
  writeFileSync(join(dir, "zh/customers.html"), built);
  beforeAll(() => finishSite({ dir, pageDataDir, audience: "team" }));

  it("copies customers' details byte for byte under the run's id", () => {
    expect(readFileSync(join(dir, "_file/data/customers/6c2f81d0a94e/00.json"), "utf8")).toBe('{"a":1}');
  });

  it("finishes pages in folders and adds the icon", () => {
    expect(readFileSync(join(dir, "zh/customers.html"), "utf8")).toContain('lang="zh-CN"');
    expect(readFileSync(join(dir, "favicon.svg"), "utf8")).toMatch(/^<svg/);
  });

  it("refuses a run id that is no path segment", () => {
    expect(() => shardFolder("../x")).toThrow("invalid run id; not letters, digits, - and _: ../x");
  });
});
