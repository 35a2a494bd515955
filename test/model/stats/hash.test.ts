import { describe, expect, it } from "vitest";
import { hash32, hashUnit } from "../../../src/model/stats/hash.js";

describe("hash32", () => {
  // Computed with scikit-learn's murmurhash3_32.
  it.each([
    ["", 0, 0],
    ["a", 0, 1009084850],
    ["test", 0, 3127628307],
    ["Hello, world!", 0x9747b28c, 612912314],
    ["车主-42", 0, 2332975701],
    ["C000123|2026-01-01", 7, 996720159],
  ])("is MurmurHash3 of %j with seed %i", (text, seed, expected) => {
    expect(hash32(text, seed)).toBe(expected);
  });
});

describe("hashUnit", () => {
  it("spreads neighbouring keys evenly over [0, 1)", () => {
    const bins = new Array<number>(10).fill(0);
    for (let i = 0; i < 20_000; i++) bins[Math.floor(10 * hashUnit(`C${i}`))]! += 1;
    const chiSquare = bins.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    expect(chiSquare).toBeLessThan(27.88); // the .999 quantile at 9 degrees of freedom
  });
});
