import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowSelection, sortedPlaces } from "../../src/components/table/rowSelection.js";

const names = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "甲"), maxLength: 4 }), { maxLength: 30 });

describe("rowSelection", () => {
  it("finds, typed letter by letter, what a search from scratch finds", () => {
    fc.assert(
      fc.property(names, fc.string({ unit: fc.constantFrom("a", "b", "甲"), maxLength: 3 }), (texts, query) => {
        const selection = rowSelection(texts.length, (place) => texts[place]!);
        for (let i = 0; i <= query.length; i++) {
          const expected = texts.flatMap((text, place) => (text.includes(query.slice(0, i)) ? [place] : []));
          expect([...selection.find(query.slice(0, i))]).toEqual(expected);
        }
      }),
    );
  });

  it("keeps the order sorted by while searching, and takes the given one again", () => {
    const texts = ["b1", "a1", "c2"];
    const selection = rowSelection(3, (place) => texts[place]!);
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
