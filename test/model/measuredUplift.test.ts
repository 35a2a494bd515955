import { describe, expect, it } from "vitest";
import { measuredUplift } from "../../src/model/measuredUplift.js";

const published = { stay: 0.6, natural: 0.4 };

describe("uplift from own outcomes", () => {
  it("is the published one as long as there is no outcome", () => {
    const none = { n: 0, stayed: 0 };
    const found = measuredUplift({ assigned: none, heldOut: none, contactShare: 0.8, meanEffect: 0.7 }, published);
    expect(found.value).toBeCloseTo(0.2, 12);
    expect(found.low).toBeLessThan(0);
  });

  it("divides the difference by assignment by the share contacted and the effect left (by hand)", () => {
    // priors: .4 + .45 * .2 = .49 and .4, four observations each
    const assigned = { n: 796, stayed: 418.04 };
    const heldOut = { n: 96, stayed: 38.4 };
    const found = measuredUplift({ assigned, heldOut, contactShare: 0.9, meanEffect: 0.5 }, published);
    // (418.04 + 1.96) / 800 = .525 and (38.4 + 1.6) / 100 = .4: .125 / .45
    expect(found.value).toBeCloseTo(0.2777778, 6);
    // sqrt(.525 * .475 / 801 + .4 * .6 / 101) * 1.959964 / .45
    expect(found.high - found.value).toBeCloseTo(0.2257, 3);
  });

  it("refuses a share outside (0, 1]", () => {
    const some = { n: 5, stayed: 2 };
    const evidence = { assigned: some, heldOut: some, contactShare: 0, meanEffect: 1 };
    expect(() => measuredUplift(evidence, published)).toThrow("invalid share; not in (0, 1]: 0");
  });
});
