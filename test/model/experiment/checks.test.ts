import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../src/model/experiment/canonicalJson.js";
import { contamination } from "../../../src/model/experiment/contamination.js";
import { sampleRatio } from "../../../src/model/experiment/sampleRatio.js";
import { holm } from "../../../src/model/stats/holm.js";
import { sha256 } from "../../../src/model/stats/sha256.js";

describe("sampleRatio", () => {
  it("is Pearson's chi-square", () => {
    const arms = [1000, 900, 1100].map((assigned) => ({ assigned, share: 1 / 3 }));
    const { chiSquare, pValue, isRed } = sampleRatio(arms)!;
    expect(chiSquare).toBeCloseTo(20, 10); // SciPy's chisquare
    expect(pValue).toBeCloseTo(4.539992976248486e-5, 14);
    expect(isRed).toBe(true);
  });

  it("stays calm at 520 against 480", () => {
    const arms = [520, 480].map((assigned) => ({ assigned, share: 0.5 }));
    expect(sampleRatio(arms)).toMatchObject({ pValue: expect.closeTo(0.20590321073206466, 12), isRed: false });
  });
});

describe("contamination", () => {
  it("counts contacted controls and missed treatments", () => {
    const arms = [
      { id: "usual", assigned: 2, contacted: 1 },
      { id: "call", assigned: 2, contacted: 1 },
      { id: "visit", assigned: 6, contacted: 6 },
    ];
    expect(contamination(arms, "usual")).toEqual({
      controlContacted: { count: 1, share: 0.5 },
      treatedMissed: { count: 1, share: 0.125 },
    });
    expect(contamination([], "usual").controlContacted).toEqual({ count: 0, share: 0 });
  });
});

describe("holm", () => {
  it("steps down and never falls", () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});

describe("sha256", () => {
  // FIPS 180-4 examples and sha256sum.
  it.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    [
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ],
    ["留存", "38eaa91a260d14cbefdb75b1184e71b182545c9686847368b52d4e9cc97b75ee"],
    ["a".repeat(1000), "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"],
  ])("of %j", (text, expected) => expect(sha256(text)).toBe(expected));
});

describe("canonicalJson", () => {
  it("sorts members at every depth and keeps the order of lists", () => {
    expect(canonicalJson({ b: [2, { d: 1, c: 2 }], a: undefined, aa: null })).toBe('{"aa":null,"b":[2,{"c":2,"d":1}]}');
  });
});
