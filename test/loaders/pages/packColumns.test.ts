import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packColumn } from "../../../loaders/pages/packColumns.js";
import { columnReader } from "../../../src/columnReader.js";
import { unpackColumn } from "../../../src/packedColumns.js";

const rows = 6000;
const tiled = <T>(values: readonly T[]): T[] => Array.from({ length: rows }, (_, i) => values[i % values.length]!);

describe("a packed column", () => {
  it("gives back every value, whatever the values are", () => {
    const value = fc.oneof(
      fc.string(),
      fc.double(),
      fc.constantFrom(null, true, false, "", "a\nb", 0, -0, 0.1, 12.34, 4294967295),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), fc.boolean(), (values, isMany) => {
        const column = isMany
          ? tiled(values)
          : Array.from({ length: rows }, (_, i) => (i < 40 ? values[i % values.length]! : i / 7));
        const packed = packColumn(column);
        expect(unpackColumn(packed)).toEqual(column);
        const { at, levels, codes, lines } = columnReader(packed);
        for (const row of [17, 3, rows - 1, 0]) expect(at(row)).toEqual(column[row]);
        if (levels) expect([levels[codes![17]!], levels[codes![3]!]]).toEqual([column[17], column[3]]);
        if (lines !== undefined) expect(lines.split("\n")).toEqual(column);
      }),
      { numRuns: 30 },
    );
  });

  it("is smaller where values repeat, are texts, or have few decimals", () => {
    const [ids, shares, trends, regions] = [
      Array.from({ length: rows }, (_, i) => `C${i}`),
      Array.from({ length: rows }, (_, i) => (i % 9 ? Math.round(1e4 * (i / rows)) / 1e4 : null)),
      Array.from({ length: rows }, (_, i) => (i % 7 ? ((i % 2501) - 500) / 1e6 : null)),
      tiled(["华东", "华北", null]),
    ];
    expect(packColumn(ids)).toMatchObject({ kind: "texts" });
    expect(packColumn(shares)).toMatchObject({ kind: "numbers", scale: 10_000 });
    expect(packColumn(trends)).toMatchObject({ kind: "numbers", scale: 1_000_000, least: -500 });
    expect(unpackColumn(packColumn(trends))).toEqual(trends);
    expect(packColumn(regions)).toMatchObject({ kind: "levels", size: 1, levels: ["华东", "华北", null] });
    for (const column of [ids, regions])
      expect(JSON.stringify(packColumn(column)).length).toBeLessThan(JSON.stringify(column).length);
  });

  it("stays as it is in a short table", () => {
    expect(packColumn(["a", "b"])).toEqual(["a", "b"]);
  });
});
