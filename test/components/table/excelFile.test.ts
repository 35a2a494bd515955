import { inflateRawSync } from "node:zlib";
import { readXlsx } from "hucre/xlsx";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { excelFile } from "../../../src/components/table/excelFile.js";

async function readBack(sheet: string, columns: Parameters<typeof excelFile<number>>[1], rows: readonly number[]) {
  const file = await excelFile(sheet, columns, rows);
  const book = await readXlsx(new Uint8Array(await file.arrayBuffer()));
  return book.sheets[0]!;
}

/** The sheet's XML, first part of the archive: unpacked by zlib, read by a parser that refuses what is not well-formed. */
async function sheetXml(...table: Parameters<typeof excelFile<number>>): Promise<Document> {
  const bytes = Buffer.from(await (await excelFile(...table)).arrayBuffer());
  const start = 30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);
  expect(bytes.toString("utf8", 30, start)).toBe("xl/worksheets/sheet1.xml");
  return new JSDOM(inflateRawSync(bytes.subarray(start)), { contentType: "text/xml" }).window.document;
}

describe("a table as an Excel workbook", () => {
  it("is ECMA-376's rows of cells with their places, the head frozen in sight", async () => {
    const columns = [
      { label: "客户", value: (i: number) => ["A <b> & \ud83d\u0001", " two\nlines"][i]! },
      { label: "p", value: (i: number) => [-3e-9, null][i]! },
    ];
    const xml = await sheetXml("x", columns, [0, 1]);
    expect(
      [...xml.querySelectorAll("c")].map((c) => [c.getAttribute("r"), c.getAttribute("t"), c.textContent]),
    ).toEqual([
      ["A1", "inlineStr", "客户"],
      ["B1", "inlineStr", "p"],
      ["A2", "inlineStr", "A <b> & "],
      ["B2", null, "-3e-9"],
      ["A3", "inlineStr", " two\nlines"],
    ]);
    expect(xml.querySelector("row:last-child t")!.getAttribute("xml:space")).toBe("preserve");
    const pane = xml.querySelector("pane")!;
    expect([pane.getAttribute("ySplit"), pane.getAttribute("state")]).toEqual(["1", "frozen"]);
  });

  it("holds numbers as numbers, texts as texts, and nothing where nothing is known", async () => {
    const columns = [
      { label: "客户", value: (i: number) => ["林婷婷", 'A <b> & "C"', "two\nlines"][i]! },
      { label: "p", value: (i: number) => [0.125, -3e-9, null][i]! },
    ];
    const { name, rows } = await readBack("名单", columns, [0, 1, 2]);
    expect(name).toBe("名单");
    expect(rows).toEqual([
      ["客户", "p"],
      ["林婷婷", 0.125],
      ['A <b> & "C"', -3e-9],
      ["two\nlines", null].slice(0, rows[3]!.length),
    ]);
  });

  it("runs no text as a formula, and leaves out what XML cannot hold", async () => {
    const texts = ["=1+1", "@SUM(A1)", "a\u0000b\u000bc", "half \ud83d pair", "whole 😀 pair", "x".repeat(40_000)];
    const { rows } = await readBack("x", [{ label: "t", value: (i) => texts[i]! }], [0, 1, 2, 3, 4, 5]);
    expect(rows.slice(1).map(([cell]) => cell)).toEqual([
      "'=1+1",
      "'@SUM(A1)",
      "abc",
      "half  pair",
      "whole 😀 pair",
      "x".repeat(32_767),
    ]);
  });

  it("writes a number that is none as #N/A, and takes names that Excel refuses for a sheet", async () => {
    const { name, rows } = await readBack("a/b:c*[d]?'".repeat(5), [{ label: "n", value: () => NaN }], [0]);
    expect(name).toBe("a b c  d   a b c  d   a b c  d");
    expect(String(rows[1]![0])).toContain("N/A");
    expect((await readBack("History", [], [])).name).toBe("History 1");
    expect((await readBack(" ? ", [], [])).name).toBe("Sheet1");
  });

  it("goes past column Z and keeps every row in its place", async () => {
    const columns = Array.from({ length: 60 }, (_, k) => ({ label: `c${k}`, value: (i: number) => 100 * i + k }));
    const places = Array.from({ length: 1_001 }, (_, i) => i);
    const { rows } = await readBack("x", columns, places);
    expect(rows).toHaveLength(1_002);
    expect(rows.slice(1)).toEqual(places.map((i) => columns.map((_, k) => 100 * i + k)));
  });

  it("gives the same bytes for the same rows", async () => {
    const bytes = async () =>
      new Uint8Array(await (await excelFile("x", [{ label: "n", value: (i: number) => i }], [1, 2, 3])).arrayBuffer());
    expect(await bytes()).toEqual(await bytes());
  });

  it("refuses more rows than a sheet holds", async () => {
    await expect(excelFile("x", [], { length: 1_048_576 } as never)).rejects.toThrow("not up to 1048575: 1048576");
  });
});
