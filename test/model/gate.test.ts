import { describe, expect, it } from "vitest";
import { aucGate } from "../../src/model/aucGate.js";
import { gateState, intervalGate, outcomesNeeded, stillNeeded } from "../../src/model/gate.js";
import { scaledLine, stayGate, upliftSequence } from "../../src/model/stayGate.js";
import { wilson } from "../../src/model/stats/wilson.js";
import { shareWrong } from "./worlds.js";

const stayLines = { go: 0.5, stop: 0.4 };
const none = { n: 0, stayed: 0 };

describe("gateState", () => {
  it.each([
    [0.51, 0.6, "GO"],
    [0.5, 0.6, "NOT_YET"],
    [0.3, 0.39, "STOP"],
    [0.3, 0.4, "NOT_YET"],
    [0.42, 0.48, "BETWEEN"],
    [0.4, 0.5, "BETWEEN"],
    [0.38, 0.45, "NOT_YET"],
    [0.3, 0.7, "NOT_YET"],
  ] as const)("of %f to %f is %s", (low, high, state) => expect(gateState({ low, high }, stayLines)).toBe(state));

  it("says NOT_YET to 11 of 20, even by Wilson", () => expect(gateState(wilson(11, 20), stayLines)).toBe("NOT_YET"));

  it("refuses lines the wrong way round", () => {
    expect(() => gateState({ low: 0, high: 1 }, { go: 0.4, stop: 0.5 })).toThrow(
      "go line below the stop line: 0.4, 0.5",
    );
  });
});

describe("intervalGate", () => {
  it("decides ROI by its simulated range alone, and cannot say how many outcomes it needs", () => {
    const lines = { go: 2, stop: 0 };
    expect(intervalGate({ value: 2.5, low: 2.1, high: 3 }, lines)).toMatchObject({
      state: "GO",
      needs: { outcomes: 0 },
    });
    expect(intervalGate({ value: 2.5, low: 1.9, high: 3 }, lines)).toMatchObject({
      state: "NOT_YET",
      needs: { outcomes: null, weeks: null },
    });
  });
});

describe("outcomesNeeded", () => {
  it("finds the smallest number, or null when it is out of reach", () => {
    expect(outcomesNeeded(20, (n) => n >= 777)).toBe(777);
    expect(outcomesNeeded(20, (n) => n >= 21)).toBe(21);
    expect(outcomesNeeded(20, () => false)).toBeNull();
  });

  it("turns into weeks at the team's pace", () => {
    expect(stillNeeded(120, 20, 30)).toEqual({ outcomes: 100, weeks: 4 });
    expect(stillNeeded(120, 20)).toEqual({ outcomes: 100, weeks: null });
    expect(stillNeeded(null, 20, 30)).toEqual({ outcomes: null, weeks: null });
  });
});

describe("stayGate", () => {
  const full = { followUpDays: 365, horizonDays: 365, heldOut: none };

  it("scales the lines to the follow-up: .5 over 90 of 365 days is .843", () => {
    expect(scaledLine(0.5, 90, 365)).toBeCloseTo(0.843, 3);
    expect(scaledLine(0.5, 365, 365)).toBe(0.5);
  });

  it("says NOT_YET to 11 of 20, with outcomes and weeks still needed", () => {
    const { state, needs } = stayGate({ ...full, treated: { n: 20, stayed: 11 }, perWeek: 25 }, stayLines);
    expect(state).toBe("NOT_YET");
    expect(needs.outcomes).toBeGreaterThan(300);
    expect(needs.weeks).toBe(Math.ceil(needs.outcomes! / 25));
  });

  it("keeps its word: with those outcomes, at the same rate, it decides", () => {
    const { needs } = stayGate({ ...full, treated: { n: 20, stayed: 11 } }, stayLines);
    const n = 20 + needs.outcomes! + 2;
    expect(stayGate({ ...full, treated: { n, stayed: Math.ceil(0.55 * n) } }, stayLines).state).toBe("GO");
    expect(stayGate({ ...full, treated: { n: n - 20, stayed: Math.floor(0.55 * (n - 20)) } }, stayLines).state).toBe(
      "NOT_YET",
    );
  });

  it("goes at 60 %, stops at 30 % and lies between at 45 %", () => {
    const at = (stayed: number) => stayGate({ ...full, treated: { n: 2000, stayed } }, stayLines).state;
    expect([at(1200), at(600), at(900)]).toEqual(["GO", "STOP", "BETWEEN"]);
  });

  it("asks for an uplift before a full horizon has passed", () => {
    const early = { followUpDays: 90, horizonDays: 365, treated: { n: 2000, stayed: 1800 } };
    expect(stayGate({ ...early, heldOut: { n: 220, stayed: 198 } }, stayLines).state).toBe("NOT_YET");
    expect(stayGate({ ...early, heldOut: { n: 220, stayed: 165 } }, stayLines).state).toBe("GO");
    expect(stayGate({ ...early, heldOut: none }, stayLines)).toMatchObject({
      state: "NOT_YET",
      needs: { outcomes: null },
    });
  });

  it("waits for the first outcome", () => {
    const { state, interval } = stayGate({ ...full, treated: none }, stayLines);
    expect([state, interval]).toEqual(["NOT_YET", undefined]);
  });

  it("is wrong in at most 6 % of seeded worlds without effect, looked at weekly for 26 weeks", () => {
    const early = { followUpDays: 90, treatedPerWeek: 75, heldOutPerWeek: 8 };
    expect(shareWrong({ ...early, treatedStay: 0.9, naturalStay: 0.9 }, ["GO"], 60, 1)).toBeLessThanOrEqual(0.06);
    const onTheLine = { ...early, followUpDays: 365, treatedStay: 0.5, naturalStay: 0.5 };
    expect(shareWrong(onTheLine, ["GO", "STOP"], 60, 2)).toBeLessThanOrEqual(0.06);
  });

  it("finds a programme that works", () => {
    const works = { followUpDays: 365, treatedStay: 0.6, naturalStay: 0.35, treatedPerWeek: 75, heldOutPerWeek: 8 };
    expect(shareWrong(works, ["GO"], 30, 3)).toBeGreaterThan(0.9);
  });
});

describe("upliftSequence", () => {
  it("does not take a small holdout in which everybody stayed for certain", () => {
    const { low, high } = upliftSequence({ n: 100, stayed: 90 }, { n: 5, stayed: 5 })!;
    expect(low).toBeLessThan(-0.3);
    expect(high).toBeGreaterThan(0.1);
  });

  it("is undefined without a holdout", () => expect(upliftSequence({ n: 9, stayed: 5 }, none)).toBeUndefined());
});

describe("aucGate", () => {
  const lines = { go: 0.85, stop: 0.8 };
  const at = (value: number, standardError: number, n = 1000) =>
    aucGate({ value, standardError, low: 0, high: 1, positives: n / 5, negatives: (4 * n) / 5 }, lines, 500);

  it("goes, stops, lies between, or asks for rows", () => {
    expect(at(0.88, 0.005).state).toBe("GO");
    expect(at(0.75, 0.01).state).toBe("STOP");
    expect(at(0.825, 0.005).state).toBe("BETWEEN");
    expect(at(0.86, 0.01)).toMatchObject({ state: "NOT_YET" });
    expect(at(0.86, 0.01).needs.weeks).toBe(Math.ceil(at(0.86, 0.01).needs.outcomes! / 500));
  });

  it("shows an interval around the estimate, farther down than up near 1", () => {
    const { value, low, high } = at(0.95, 0.02).interval!;
    expect(low < value && value < high && high < 1).toBe(true);
    expect(value - low).toBeGreaterThan(high - value);
  });

  it("does not believe a flawless ranking of a few", () => {
    expect(at(1, 0, 20).state).toBe("NOT_YET");
    expect(at(1, 0, 5000).state).toBe("GO");
    expect(aucGate(undefined, lines).needs).toEqual({ outcomes: null, weeks: null });
  });
});
