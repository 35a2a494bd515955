import { describe, expect, it } from "vitest";
import { curveAgreement } from "../../src/model/curveAgreement.js";
import { aftersales } from "../../src/playbooks/aftersales.js";

describe("curveAgreement", () => {
  it("finds that the published tiers average 55.9 %, which the curve gives on day 13.4, and that day 30 is below doing nothing", () => {
    // (.03 * .45 + .08 * .6) / .11 by hand; the day by SciPy's PchipInterpolator and brentq: 13.352083
    const found = curveAgreement(aftersales)!;
    expect(found.tableRate).toBeCloseTo(0.559091, 6);
    expect(found.day).toBeCloseTo(13.352083, 6);
    expect([found.lastDay, found.lastRate, found.floor]).toEqual([30, 0.22, 0.3455]);
    expect(found.lastRate).toBeLessThan(found.floor);
  });

  it("has nothing to compare without a tier table", () => {
    const bare = { ...aftersales, roi: { ...aftersales.roi, assumptions: {} } };
    expect(curveAgreement(bare)).toBeUndefined();
  });
});
