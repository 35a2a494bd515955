import { describe, expect, it } from "vitest";
import { holdoutPower, holdoutPrice, isHeldOut, season } from "../../src/model/holdout.js";

const ids = Array.from({ length: 20_000 }, (_, i) => `C${String(i).padStart(6, "0")}`);
const held = ids.filter((id) => isHeldOut(id, 0.1));

describe("season", () => {
  it("is one horizon long, at least 90 days, without gaps", () => {
    const first = season("2026-11-16", 30);
    expect((Date.parse(first.lastDay) - Date.parse(first.firstDay)) / 86_400_000).toBe(89);
    expect(season(first.firstDay, 30)).toEqual(first);
    expect(season(first.lastDay, 30)).toEqual(first);
    const yearly = season("2026-11-16", 365);
    expect((Date.parse(yearly.lastDay) - Date.parse(yearly.firstDay)) / 86_400_000).toBe(364);
    const nextDay = new Date(Date.parse(yearly.lastDay) + 86_400_000).toISOString().slice(0, 10);
    expect(season(nextDay, 365).index).toBe(yearly.index + 1);
  });

  it("refuses what is no date", () => expect(() => season("soon", 30)).toThrow("invalid date; not YYYY-MM-DD: soon"));
});

describe("isHeldOut", () => {
  it("holds out a tenth, the same customers in every season", () => {
    expect(ids.filter((id) => isHeldOut(id, 0.1))).toEqual(held);
    // Four standard errors of a share of .1 among 20,000.
    expect(Math.abs(held.length / ids.length - 0.1)).toBeLessThan(0.0085);
  });

  it("keeps everybody held out when the share grows", () => {
    expect(held.every((id) => isHeldOut(id, 0.2))).toBe(true);
    expect(ids.some((id) => isHeldOut(id, 0))).toBe(false);
    expect(ids.every((id) => isHeldOut(id, 1))).toBe(true);
  });
});

describe("holdoutPrice", () => {
  it("is what treating the held-out would have earned net; nobody treats at a loss", () => {
    const rows = [
      { expectedGain: 800, cost: 300 },
      { expectedGain: 200, cost: 300 },
    ];
    expect(holdoutPrice(rows)).toBe(500);
    expect(holdoutPrice([])).toBe(0);
  });
});

describe("holdoutPower", () => {
  it("is 80 % at 388 an arm for 40 against 50 %, and alpha without effect", () => {
    const arms = { treated: 388, heldOut: 388 };
    expect(holdoutPower(arms, { naturalStay: 0.4, uplift: 0.1 })).toBeCloseTo(0.803, 2);
    expect(holdoutPower(arms, { naturalStay: 0.4, uplift: 0 })).toBeCloseTo(0.05, 12);
  });

  it("grows with the holdout", () => {
    const at = (heldOut: number) => holdoutPower({ treated: 1800, heldOut }, { naturalStay: 0.4, uplift: 0.1 });
    expect(at(400)).toBeGreaterThan(at(200));
  });
});
