import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellViews, decodeCells, encodeCells, longestSql, mostCells } from "../../../src/components/notebook/cells.js";
import { queryProblem } from "../../../src/components/notebook/queryError.js";

const cell = fc.record({
  sql: fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
    .filter((text) => text.trim() !== "" && text.length < 4_000),
  view: fc.constantFrom(...cellViews),
});

describe("cells in an address", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: mostCells }), (cells) => {
        expect(decodeCells(`#${encodeCells(cells)}`)).toEqual({ cells, dropped: 0 });
      }),
    );
  });

  it("are read from any text without an error, within the limits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (hash) => {
        const { cells, dropped } = decodeCells(hash);
        expect(cells.length).toBeLessThanOrEqual(mostCells);
        expect(dropped).toBeGreaterThanOrEqual(0);
        for (const { sql, view } of cells)
          expect([cellViews.includes(view), sql.length <= longestSql]).toEqual([true, true]);
      }),
    );
  });

  it("leave out unknown views, empty and overlong queries, broken escapes and what is too many", () => {
    expect(decodeCells("#pie=select 1&table=&bar=%E0%A4%A&line=select 2")).toEqual({
      cells: [{ view: "line", sql: "select 2" }],
      dropped: 3,
    });
    expect(decodeCells(`table=${"x".repeat(longestSql + 1)}`)).toEqual({ cells: [], dropped: 1 });
    expect(decodeCells(Array.from({ length: 25 }, () => "table=select 1").join("&"))).toMatchObject({ dropped: 5 });
  });
});

describe("queryProblem", () => {
  // the engine counts bytes of UTF-8: 流失 are six of them, two characters
  it("counts lines and columns in characters from the engine's bytes", () => {
    const sql = "select\n  '流失' as x, nam";
    const error = JSON.stringify({
      exception_type: "Binder",
      exception_message: 'column "nam" not found',
      position: "24",
    });
    expect(queryProblem(`Error: ${error}`, sql)).toEqual({
      message: 'Binder: column "nam" not found',
      place: { line: 2, column: 14, offset: 20 },
    });
  });
  it("gives the first line where there is no place", () => {
    expect(queryProblem("Error: worker ended\nat x", "select 1")).toEqual({ message: "worker ended" });
  });
});
