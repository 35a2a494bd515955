import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { headingId } from "../../loaders/publish/headingIds.js";
import { emitPageData } from "../../loaders/publish/pageData.js";
import { rootIndex, writeRootIndex } from "../../loaders/publish/rootIndex.js";
import { clearStaleCache, pinVersions } from "../../loaders/publish/versionPins.js";
import { pages } from "../../src/components/navigation.js";
import { siteHeader } from "../../src/components/siteHeader.js";
import { aftersales } from "../../src/playbooks/aftersales.js";

const folder = mkdtempSync(join(tmpdir(), "holdfast-pages-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const source = fileURLToPath(new URL("../../src", import.meta.url));

describe("pages", () => {
  it.each(pages)("$path is written in both languages, with a title", ({ path }) => {
    for (const lang of ["zh", "en"]) {
      const text = readFileSync(join(source, lang, `${path}.md`), "utf8");
      expect(text).toMatch(/^---\ntitle: \S/);
    }
  });

  it.each(pages)("$path asks for the same parts in both languages", ({ path }) => {
    const parts = (lang: string) =>
      [...readFileSync(join(source, lang, `${path}.md`), "utf8").matchAll(/\$\{([^}]+)\}/g)].map(([, part]) => part!);
    expect(parts("en").toSorted()).toEqual(parts("zh").toSorted());
  });

  it("have a label and a description in both languages", () => {
    for (const { label, description } of pages) {
      expect(label.zh).toMatch(/[\u4e00-\u9fff]|CEO/);
      expect(description.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(label.en + description.en).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

describe("siteHeader", () => {
  const header = (path: string) => siteHeader({ path, playbook: aftersales, audience: "team" });
  it("marks the page that is open, and the entry that a page belongs to", () => {
    expect(header("/zh/customers")).toContain('<a href="/zh/customers" aria-current="page">客户</a>');
    expect(header("/en/customer")).toContain('<a href="/en/customers" aria-current="true">Customers</a>');
  });
  it("leads to the same page in the other language", () => {
    expect(header("/zh/this-week")).toContain('href="/en/this-week" lang="en"');
    expect(header("/en/this-week")).toContain('href="/zh/this-week" lang="zh-CN"');
  });
  it("is empty outside of both languages", () => {
    expect(header("/index")).toBe("");
  });
});

describe("headingId", () => {
  it("keeps Chinese characters", () => {
    expect(headingId("2. 健康分 <b>Health</b>")).toBe("2-健康分-health");
  });
});

describe("root index", () => {
  it("lists what is published, with the date of its data", async () => {
    mkdirSync(join(folder, "out/aftersales"), { recursive: true });
    writeFileSync(join(folder, "out/aftersales/index.html"), "");
    writeFileSync(join(folder, "out/aftersales/generation.json"), '{"asOf":"2026-06-29"}');
    await writeRootIndex(join(folder, "out"));
    const page = readFileSync(join(folder, "out/index.html"), "utf8");
    expect(page).toContain('href="aftersales/zh/ceo-report.html"');
    expect(page).toContain("2026-06-29");
    expect(page).not.toContain("saas");
    expect(existsSync(join(folder, "out/index.html.next"))).toBe(false);
  });
  it("says so when nothing is", () => {
    expect(rootIndex([])).toContain("Nothing has been published yet.");
  });
});

describe("page data", () => {
  it("refuses an empty file", () => {
    writeFileSync(join(folder, "ceo.json"), "");
    expect(() => emitPageData("ceo.json", { HOLDFAST_PAGE_DATA: folder })).toThrow(/empty page data/);
  });
});

describe("cache of the build", () => {
  it("keeps what comes from packages and drops loaders' old output", () => {
    const cache = join(folder, "cache");
    mkdirSync(join(cache, "data"), { recursive: true });
    writeFileSync(join(cache, "data/ceo.json"), "old");
    pinVersions(cache);
    clearStaleCache(cache);
    expect(existsSync(join(cache, "data"))).toBe(false);
    expect(existsSync(join(cache, "_npm/htl@0.0.0"))).toBe(true);
  });
});
