import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LineMap } from "../../../loaders/sources/lineMap.js";
import { scanCsv } from "../../../loaders/sources/scanCsv.js";
import { folder } from "./staging.js";

const scan = (text: string | Buffer, columns: number, delimiter = ",") =>
  scanCsv(`${folder({ "t.csv": text })}/t.csv`, { columns, delimiter });

const lineOf = (lines: LineMap, ordinal: number) =>
  ordinal + (lines.steps().findLast((step) => step.ordinal <= ordinal)?.distance ?? NaN);

describe("scanCsv", () => {
  it("finds the line each record starts on, whatever the quoted line ends", async () => {
    const { lines, records, isClean } = await scan('a,b\n1,"x\r\ny"\n\n2,"p\n\nq"\n3,z', 2);
    expect([records, isClean]).toEqual([3, true]);
    expect([1, 2, 3].map((ordinal) => lineOf(lines, ordinal))).toEqual([2, 5, 8]);
  });

  it("loses only the line of a quote that is not closed", async () => {
    const { bad, records, lines } = await scan('a,b\n1,"open\n2,x\n3,"y"\n', 2);
    expect(bad).toEqual([{ line: 2, reason: "bad_quotes", value: '1,"open' }]);
    expect([records, lineOf(lines, 1), lineOf(lines, 2)]).toEqual([2, 3, 4]);
  });

  it("sets aside a record that is too long and goes on below it", async () => {
    const { bad, records, lines } = await scan(
      `a,b\n1,${"x".repeat(6_000_000)}\n2,y\n3,"${"z".repeat(6_000_000)}\n4,y\n`,
      2,
    );
    expect(bad.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "too_long:1048576"],
      [4, "too_long:1048576"],
    ]);
    expect([records, lineOf(lines, 1), lineOf(lines, 2)]).toEqual([2, 3, 5]);
  });

  it.each([
    ["mixed line ends", "a,b\n1,2\r\n3,4\n", 2],
    ["a line of blanks", "a,b\n1,2\n   \n3,4\n", 2],
    ["lines before the header", "\na,b\n1,2\n3,4\n", 2],
    ["an empty line in a file of one column", "a\n1\n\n3\n", 1],
  ])("asks for a clean copy when there are %s", async (_, text, columns) => {
    expect(await scan(text, columns)).toMatchObject({ isClean: false, records: 2, bad: [] });
  });

  it("gives the same result however the file is cut into chunks", async () => {
    const piece = fc.constantFrom('"', ",", "\r\n", "\n", "\r", " ", "x", "客", '"a"', '""', "\n\n");
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (pieces, chunkBytes) => {
          const file = `${folder({ "t.csv": `a,b\n${pieces.join("")}` })}/t.csv`;
          const whole = await scanCsv(file, { columns: 2, delimiter: "," });
          expect(await scanCsv(file, { columns: 2, delimiter: ",", chunkBytes })).toEqual(whole);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("agrees with csv-parse on well-formed files", async () => {
    const cell = fc.stringMatching(/^[ab 客",;\n\r]{0,6}$/);
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((columns) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 }),
      );
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom("\n", "\r\n"), async (cells, end) => {
        const text = [
          "h".repeat(cells[0]!.length).split("").join(","),
          ...cells.map((line) => line.map((c) => `"${c.replaceAll('"', '""')}"`).join(",")),
        ].join(end);
        const found = await scan(text, cells[0]!.length);
        const expected = parse(text, {
          info: true,
          record_delimiter: end,
          from: 2,
          skip_empty_lines: true,
        }) as unknown as { info: { records: number } }[];
        expect([found.bad, found.records]).toEqual([[], expected.length]);
        const starts = cells.map(
          (_, i) =>
            1 +
            cells
              .slice(0, i)
              .flat()
              .join("\u0000")
              .split(/\r\n|\r|\n/).length -
            1 +
            i +
            1,
        );
        expect(cells.map((_, i) => lineOf(found.lines, i + 1))).toEqual(starts);
      }),
      { numRuns: 60 },
    );
  });
});
