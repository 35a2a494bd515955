import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url);
const doc = readFileSync(new URL("docs/trust.md", root), "utf8");
const items = doc.split("\n").filter((line) => /^\| \d+\.\d+\.\d+/.test(line));

describe("docs/trust.md", () => {
  it("names for every item of the ASVS at least one test, and each is there", () => {
    expect(items.length).toBeGreaterThan(20);
    for (const item of items) {
      const tests = item.split("|")[3]!.match(/`[^`]+`/g) ?? [];
      expect([item, tests.length]).not.toEqual([item, 0]);
    }
    const named = [...doc.matchAll(/`(test\/[^`]+)`/g)].map(([, file]) => file!);
    expect(named.filter((file) => !existsSync(new URL(file, root)))).toEqual([]);
  });

  it("lists no item twice", () => {
    const ids = items.flatMap((item) =>
      item
        .split("|")[1]!
        .split(",")
        .map((id) => id.trim()),
    );
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("has a table for everything that is tried, in which all of it held", () => {
    for (const section of ["input", "kills", "faults", "attacks"]) {
      const [, table = ""] = doc.match(new RegExp(`<!-- ${section}: begin -->([\\s\\S]*?)<!-- ${section}: end -->`))!;
      const rows = table
        .trim()
        .split("\n")
        .slice(2)
        .map((line) => line.split("|").map((cell) => cell.trim()));
      expect([section, rows.length > 0]).toEqual([section, true]);
      for (const [, what, tried, held] of rows) expect([what, held]).toEqual([what, tried]);
    }
  });

  it("says of every input that rows in = rows used + rows set aside", () => {
    const [, table = ""] = doc.match(/<!-- input: begin -->([\s\S]*?)<!-- input: end -->/)!;
    for (const line of table.trim().split("\n").slice(2)) {
      const [tried, , refused, counted, rows, used, aside] = line
        .split("|")
        .slice(2, 9)
        .map((cell) => Number(cell.replaceAll(",", "")));
      expect([line, refused! + counted!, used! + aside!]).toEqual([line, tried, rows]);
    }
  });
});
