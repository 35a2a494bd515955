import { describe, expect, it } from "vitest";
import { duration, fixedSize, sequentialSize, sizePerArm } from "../../../src/model/experiment/power.js";

describe("fixedSize", () => {
  it("needs 388 an arm to tell 40 from 50 %, and 551 with four comparisons", () => {
    expect(fixedSize({ from: 0.4, to: 0.5 })).toBe(388);
    expect(fixedSize({ from: 0.4, to: 0.5, alpha: 0.05 / 4 })).toBe(551);
  });

  it("is the same upside down, and larger for a smaller difference", () => {
    expect(fixedSize({ from: 0.6, to: 0.5 })).toBe(388);
    expect(fixedSize({ from: 0.4, to: 0.45 })).toBeGreaterThan(4 * 388 * 0.95);
  });

  it("refuses rates outside (0, 1) and no difference", () => {
    expect(() => fixedSize({ from: 0, to: 0.5 })).toThrow("invalid rate; not in (0, 1): 0");
    expect(() => fixedSize({ from: 0.5, to: 0.5 })).toThrow("invalid contrast; nothing to tell apart: 0.5, 0.5");
  });
});

describe("sequentialSize", () => {
  it("needs about 680 an arm where one look at the end needs 388", () => {
    // 20,000 paths in NumPy: 679 with thirteen looks, 656 with twenty-six.
    expect(Math.abs(sequentialSize({ from: 0.4, to: 0.5 }) - 680)).toBeLessThan(20);
    expect(Math.abs(sequentialSize({ from: 0.4, to: 0.5 }, 26) - 656)).toBeLessThan(20);
    expect(Math.abs(sequentialSize({ from: 0.4, to: 0.5, alpha: 0.0125 }) - 870)).toBeLessThan(26);
  });
});

describe("sizePerArm", () => {
  it("follows the rule in use and shares the level out over the comparisons", () => {
    expect(sizePerArm({ from: 0.4, to: 0.5 }, "fixed", 4)).toBe(551);
    expect(sizePerArm({ from: 0.4, to: 0.5 }, "sequential")).toBe(sequentialSize({ from: 0.4, to: 0.5 }));
  });
});

describe("duration", () => {
  it("counts enrolment at the team's capacity, then the last customer's follow-up", () => {
    expect(duration({ perArm: 388, arms: 4 }, { perWeek: 63, followUpDays: 90 })).toEqual({
      enrolWeeks: 25,
      weeks: 38,
      isFeasible: true,
    });
  });

  it("is not feasible beyond a year, or without capacity", () => {
    expect(duration({ perArm: 870, arms: 5 }, { perWeek: 63, followUpDays: 90 }).isFeasible).toBe(false);
    expect(duration({ perArm: 10, arms: 2 }, { perWeek: 0, followUpDays: 30 })).toMatchObject({
      enrolWeeks: Infinity,
      isFeasible: false,
    });
  });

  it("needs no more enrolment once everybody is there", () => {
    expect(duration({ perArm: 10, arms: 2, enrolled: 25 }, { perWeek: 0, followUpDays: 30 }).enrolWeeks).toBe(0);
  });
});
