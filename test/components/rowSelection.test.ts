import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowSelection, sortedPlaces } from "../../src/components/table/rowSelection.js";
import { columnsSearch, levelsSearch, linesSearch } from "../../src/components/table/textSearch.js";

const searchOf = (texts: readonly string[]) => linesSearch(() => texts.join("\n"));

const names = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "甲"), maxLength: 4 }), { maxLength: 30 });

describe("rowSelection", () => {
  it("finds, typed letter by letter, what a search from scratch finds", () => {
    fc.assert(
      fc.property(names, fc.string({ unit: fc.constantFrom("a", "b", "甲"), maxLength: 3 }), (texts, query) => {
        const selection = rowSelection(texts.length, searchOf(texts));
        for (let i = 0; i <= query.length; i++) {
          const expected = texts.flatMap((text, place) => (text.includes(query.slice(0, i)) ? [place] : []));
          expect([...selection.find(query.slice(0, i))]).toEqual(expected);
        }
      }),
    );
  });

  it("keeps the order sorted by while searching, and takes the given one again", () => {
    const texts = ["b1", "a1", "c2"];
    const selection = rowSelection(3, searchOf(texts));
    selection.sort({ value: (place) => texts[place]!, isDescending: true });
    expect([...selection.find("1")]).toEqual([0, 1]);
    expect([...selection.find("", (place) => place > 0)]).toEqual([2, 1]);
    selection.sort(null);
    expect([...selection.find("")]).toEqual([0, 1, 2]);
  });
});

describe("sortedPlaces", () => {
  it("puts missing values last either way and keeps equal ones in their order", () => {
    const values = [2, null, 1, 2, null];
    const sorted = (isDescending: boolean) => [
      ...sortedPlaces(Uint32Array.from([0, 1, 2, 3, 4]), (place) => values[place]!, isDescending),
    ];
    expect(sorted(false)).toEqual([2, 0, 3, 1, 4]);
    expect(sorted(true)).toEqual([0, 3, 2, 1, 4]);
  });
});

describe("a search in several columns", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "B", "İ", "Σ", "甲", " "), maxLength: 5 });
  const row = fc.record({ id: letters, name: letters, region: fc.option(fc.constantFrom("aB", "甲 a", "İ")) });

  it("finds what a look at each row's whole text finds", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), letters, (rows, typed) => {
        const levels = ["aB", "甲 a", "İ", null];
        const search = columnsSearch(
          [
            linesSearch(() => rows.map(({ name }) => name).join("\n")),
            linesSearch(() => rows.map(({ id }) => id).join("\n")),
            levelsSearch(
              levels,
              rows.map(({ region }) => levels.indexOf(region)),
            ),
          ],
          () => rows.map((one) => [one.name, one.id, one.region].join(" ")).join("\n"),
        );
        const query = typed.trim().toLowerCase();
        const expected = rows.flatMap((one, place) =>
          [one.name, one.id, one.region].join(" ").toLowerCase().includes(query) ? [place] : [],
        );
        expect([...rowSelection(rows.length, search).find(typed)]).toEqual(expected);
      }),
    );
  });
});
