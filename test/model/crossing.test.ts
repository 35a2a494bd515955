import { describe, expect, it } from "vitest";
import { crossedOn, isNewlyAtRisk } from "../../src/model/crossing.js";

describe("isNewlyAtRisk", () => {
  it("is above .5 now and not last week", () => {
    expect(isNewlyAtRisk(0.51, { p: 0.5 })).toBe(true);
    expect(isNewlyAtRisk(0.5, { p: 0.4 })).toBe(false);
    expect(isNewlyAtRisk(0.9, { p: 0.51 })).toBe(false);
  });

  it("is never so at a first score", () => expect(isNewlyAtRisk(0.9, undefined)).toBe(false));
});

describe("crossedOn", () => {
  const weeks = ["2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02"];
  const follow = (ps: number[]) => {
    let last: { p: number; crossedOn?: string | undefined } | undefined;
    return ps.map((p, i) => {
      last = { p, crossedOn: crossedOn(p, weeks[i]!, last) };
      return last.crossedOn;
    });
  };

  it("keeps the first crossing while p stays above, and starts anew after a drop", () => {
    expect(follow([0.2, 0.6, 0.8, 0.4, 0.55])).toEqual([undefined, weeks[1], weeks[1], undefined, weeks[4]]);
  });

  it("starts at the first score for a customer already above", () => {
    expect(follow([0.7, 0.7])).toEqual([weeks[0], weeks[0]]);
  });

  it("does not start anew because a switch of model lifts last week's score", () => {
    expect(crossedOn(0.6, weeks[2]!, { p: 0.55, crossedOn: weeks[0] })).toBe(weeks[0]);
  });
});
