import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { verifySite, type VerifyOptions } from "../../loaders/publish/verifySite.js";

const root = mkdtempSync(join(tmpdir(), "holdfast-verify-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ceo = JSON.stringify({ run: { runId: "r1" }, name: "an aggregate" });
const page = (lang: string, body = "") => `<!DOCTYPE html>
<html lang="${lang}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'sha256-x'; style-src 'self' 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="../_import/page.css"></head><body><a href="./ceo-report">x</a>${body}</body></html>`;

/** A sound site, changed by the test. */
function site(change: Record<string, string> = {}, options: Partial<VerifyOptions> = {}) {
  const [dir, pageDataDir] = [mkdtempSync(join(root, "site-")), mkdtempSync(join(root, "data-"))];
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  };
  writeFileSync(join(pageDataDir, "ceo.json"), ceo);
  const files: Record<string, string> = {
    "zh/ceo-report.html": page("zh-CN"),
    "en/ceo-report.html": page("en"),
    "_import/page.css": "body { margin: 0; }",
    "_import/page.js": 'import { x } from "./shared.js"; x();',
    "_import/shared.js": "export const x = () => 1;",
    "_file/data/ceo.0123abcd.json": ceo,
    ...change,
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return verifySite({ dir, pageDataDir, audience: "executive", ...options });
}

const rulesOf = (problems: ReturnType<typeof verifySite>) => [...new Set(problems.map(({ rule }) => rule))];

describe("verifySite", () => {
  it("lets a sound site pass", () => {
    expect(site()).toEqual([]);
  });

  it("finds a page whose code has an error, though it was built with exit 0", () => {
    const problems = site({
      "en/ceo-report.html": page("en", '<div class="observablehq--error">SyntaxError: Unexpected token (3:7)</div>'),
    });
    expect(rulesOf(problems)).toEqual(["page-error"]);
    expect(problems[0]).toMatchObject({ file: "en/ceo-report.html", message: expect.stringContaining("SyntaxError") });
  });

  it("finds links and imports that lead nowhere", () => {
    expect(rulesOf(site({ "en/ceo-report.html": page("en", '<a href="./gone">x</a>') }))).toEqual(["unresolved"]);
    expect(rulesOf(site({ "_import/page.js": 'import { x } from "./missing.js"; x();' }))).toEqual(["unresolved"]);
  });

  it.each([
    ["a script", '<script src="https://cdn.example/x.js"></script>'],
    ["a protocol-relative image", '<img src="//cdn.example/x.png">'],
    ["a link", '<a href="https://cdn.example/">x</a>'],
  ])("finds what reaches outside: %s", (_, body) => {
    expect(rulesOf(site({ "en/ceo-report.html": page("en", body) }))).toEqual(["outside"]);
  });

  it("finds outside addresses in styles and scripts", () => {
    expect(rulesOf(site({ "_import/page.css": "body { background: url(https://cdn.example/x.png); }" }))).toEqual([
      "outside",
    ]);
    expect(
      rulesOf(site({ "_import/shared.js": 'export const x = () => import("https://cdn.example/x.js");' })),
    ).toEqual(["outside"]);
  });

  it("finds an empty file", () => {
    expect(rulesOf(site({ "_file/data/week.0123abcd.json": "" }))).toContain("empty");
  });

  it("finds a page without language or policy, one that lets any script run, and one that forbids zooming", () => {
    const html = page("en");
    const changed = (from: string | RegExp, to: string) =>
      rulesOf(site({ "en/ceo-report.html": html.replace(from, to) }));
    expect(changed(' lang="en"', "")).toEqual(["language"]);
    expect(changed(/<meta http-equiv[^>]*>/, "")).toEqual(["policy"]);
    expect(changed("'sha256-x'", "'unsafe-eval'")).toEqual(["policy"]);
    expect(changed("'sha256-x'", "'wasm-unsafe-eval'")).toEqual(["policy"]);
    expect(changed("'sha256-x'", "'sha256-x'; worker-src blob:")).toEqual(["policy"]);
    expect(changed("initial-scale=1", "initial-scale=1, maximum-scale=1")).toEqual(["zoom"]);
  });

  it("lets the notebook compile WebAssembly, and nothing more", () => {
    const notebook = (lang: string, source: string) =>
      page(lang).replace("'sha256-x'", `'sha256-x' ${source}; worker-src blob:`);
    const both = (source: string) =>
      rulesOf(site({ "zh/notebook.html": notebook("zh-CN", source), "en/notebook.html": notebook("en", source) }));
    expect(both("'wasm-unsafe-eval'")).toEqual([]);
    expect(both("'unsafe-eval'")).toEqual(["policy"]);
  });

  it("finds a page that only one language has", () => {
    const problems = site({ "zh/method.html": page("zh-CN") });
    expect(problems).toEqual([{ rule: "languages", file: "zh/method.html", message: "has no English page" }]);
  });

  it("finds data that differ from the run's", () => {
    expect(rulesOf(site({ "_file/data/ceo.0123abcd.json": ceo.replace("aggregate", "invention") }))).toEqual(["data"]);
    expect(rulesOf(site({ "_file/data/extra.0123abcd.json": "{}" }))).toEqual(["data"]);
  });

  it("finds customers in an executive build: detail files, and an id, name or address in any data file", () => {
    const shard = { "_file/data/customers/r1/00.json": "{}" };
    expect(rulesOf(site(shard))).toContain("audience");
    expect(rulesOf(site({}, { forbidden: ["陈立群", "an aggregate"] }))).toEqual(["audience"]);
    expect(site({}, { forbidden: ["陈立群", "aggregate"] })).toEqual([]);
  });

  it("lets an executive build hold the printed report, and no other file that cannot be looked into", () => {
    const named = (path: string) => rulesOf(site({ [path]: "%PDF-1.4" }));
    expect(named("ceo-report.zh.pdf")).toEqual([]);
    expect(named("customers.pdf")).toEqual(["audience"]);
    expect(named("zh/ceo-report.zh.pdf")).toEqual(["audience"]);
  });

  it("never repeats the text that leaked", () => {
    const [problem] = site({}, { forbidden: ["an aggregate"] });
    expect(problem!.message).not.toContain("aggregate");
  });

  it("keeps pages light", () => {
    let noise = "";
    for (let i = 0; noise.length < 400_000; i++) noise += Math.imul(i, 2654435761).toString(36);
    expect(rulesOf(site({ "en/ceo-report.html": page("en", noise) }))).toEqual(["size"]);
  });
});
