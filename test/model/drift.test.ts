import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Frame } from "../../src/model/churn/types.js";
import { driftOf, driftReferences } from "../../src/model/drift.js";
import { hashUnit } from "../../src/model/stats/hash.js";

const numbers = (values: number[]): Frame => ({
  rows: values.length,
  columns: [{ id: "x", kind: "number", values: Float64Array.from(values) }],
});
const levels = (texts: (string | null)[]): Frame => {
  const known = [...new Set(texts.filter((text) => text !== null))].sort();
  const values = Float64Array.from(texts, (text) => (text === null ? NaN : known.indexOf(text)));
  return { rows: texts.length, columns: [{ id: "c", kind: "category", levels: known, values }] };
};
const uniform = (n: number, seed: string, at = 0) => Array.from({ length: n }, (_, i) => at + hashUnit(`${seed}|${i}`));

describe("drift", () => {
  it("of two categories, half and half before and 3 to 1 now, by hand", () => {
    const before = levels([...Array<string>(400).fill("a"), ...Array<string>(400).fill("b")]);
    const now = levels([...Array<string>(600).fill("a"), ...Array<string>(200).fill("b")]);
    // bins a, b, new, missing with half a row each: (600.5 - 400.5)/802 ln(600.5/400.5) + (200.5 - 400.5)/802 ln(200.5/400.5)
    const expected = (200 / 802) * Math.log(600.5 / 400.5) - (200 / 802) * Math.log(200.5 / 400.5);
    expect(driftOf(driftReferences(before), now)).toEqual([
      { feature: "c", psi: expect.closeTo(expected, 12) as number, isShifted: true },
    ]);
  });

  it("of one distribution drawn twice is chance, and not called a shift", () => {
    const [drift] = driftOf(driftReferences(numbers(uniform(2000, "a"))), numbers(uniform(2000, "b")));
    expect(drift!.psi).toBeLessThan(0.03);
    expect(drift!.isShifted).toBe(false);
  });

  it("of a few dozen customers is chance even above the usual line", () => {
    const [drift] = driftOf(driftReferences(numbers(uniform(40, "a"))), numbers(uniform(40, "c", 0.1)));
    expect(drift!.isShifted).toBe(false);
  });

  it("sees values that went missing, and levels that nobody had", () => {
    const gone = driftOf(
      driftReferences(numbers(uniform(500, "a"))),
      numbers([...uniform(250, "b"), ...Array<number>(250).fill(NaN)]),
    );
    expect(gone[0]!.isShifted).toBe(true);
    const known = levels(Array.from({ length: 500 }, (_, i) => (i % 2 ? "a" : "b")));
    const fresh = levels(Array.from({ length: 500 }, (_, i) => (i % 2 ? "a" : "z")));
    expect(driftOf(driftReferences(known), fresh)[0]!.isShifted).toBe(true);
  });

  it("survives being written down", () => {
    const references = driftReferences(numbers([3, 1, NaN, 2]));
    expect(JSON.parse(JSON.stringify(references))).toEqual(references);
  });

  it("of the same customers is nothing, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double({ noNaN: true }), fc.constant(NaN)), { minLength: 1 }), (values) => {
        const frame = numbers(values);
        const [drift] = driftOf(driftReferences(frame), frame);
        expect(drift).toEqual({ feature: "x", psi: 0, isShifted: false });
      }),
    );
  });
});
