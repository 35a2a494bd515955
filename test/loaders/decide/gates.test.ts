import { describe, expect, it } from "vitest";
import { makeGates, roiGate } from "../../../loaders/decide/gates.js";
import type { Evidence } from "../../../loaders/evidence/measureEvidence.js";
import { shownGates } from "../../../loaders/pages/decisions.js";
import type { Trained } from "../../../loaders/train.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";

const asOf = "2026-06-29";
const tiers = [
  { tier: "critical" as const, customers: 6_000, meanP: 0.8, meanLtv: 4000 },
  { tier: "high" as const, customers: 16_000, meanP: 0.6, meanLtv: 4000 },
  { tier: "medium" as const, customers: 24_000, meanP: 0.4, meanLtv: 4000 },
  { tier: "low" as const, customers: 154_000, meanP: 12_000 / 154_000, meanLtv: 4000 },
];

function lights(gate: Evidence["gate"]) {
  const evidence = { gate, pace: { top: 75 } } as unknown as Evidence;
  return makeGates(aftersales, { asOf, trained: {} as Trained, evidence, tiers });
}
const stay = (gate: Evidence["gate"]) => lights(gate)[1]!;

describe("the gates of a run", () => {
  it("wait where nothing is known, each for its own reason", () => {
    const none = { n: 0, stayed: 0 };
    const [auc, stays] = lights({ followUpDays: 90, treated: none, heldOut: none, pending: 12 });
    expect(auc).toMatchObject({ gate: "auc", state: "NOT_YET", needs: { outcomes: null, weeks: null } });
    expect(stays).toMatchObject({ gate: "stay", state: "NOT_YET", stay: { pending: 12, outcomes: 0 } });
  });

  it("say NOT YET of 11 in 20, and how many outcomes and weeks are missing", () => {
    const light = stay({
      followUpDays: 365,
      treated: { n: 20, stayed: 11 },
      heldOut: { n: 20, stayed: 7 },
      pending: 0,
    });
    expect(light.state).toBe("NOT_YET");
    expect(light.needs.outcomes).toBeGreaterThan(100);
    expect(light.needs.weeks).toBe(Math.ceil(light.needs.outcomes! / 75));
  });

  it("scale the stay line before a horizon has passed, and then ask for an uplift too", () => {
    const treated = { n: 900, stayed: 810 };
    const early = { followUpDays: 90, treated, pending: 0 };
    const without = stay({ ...early, heldOut: { n: 100, stayed: 90 } });
    expect(without.stay!.lines.go).toBeCloseTo(0.843, 3);
    expect(without.state).toBe("NOT_YET");
    expect(stay({ ...early, heldOut: { n: 300, stayed: 225 } }).state).toBe("GO");
  });

  it("stays undecided where the data give no remaining value", () => {
    const without = tiers.map((tier) => ({ ...tier, meanLtv: null }));
    expect(roiGate(aftersales, { asOf, tiers: without })).toEqual({
      state: "NOT_YET",
      needs: { outcomes: null, weeks: null },
    });
  });

  it("look at ROI's whole interval, from the run's own customers and measured uplifts", () => {
    const assumed = roiGate(aftersales, { asOf, tiers });
    // the default preset: 107.2 %
    expect(assumed.interval!.value).toBeCloseTo(1.072, 3);
    expect(assumed.interval!.low).toBeGreaterThan(0);
    expect(assumed.interval!.high).toBeLessThan(2);
    expect(assumed.state).toBe("BETWEEN");
    const nothing = { value: 0, low: -0.02, high: 0.02 };
    expect(roiGate(aftersales, { asOf, tiers: tiers.map((tier) => ({ ...tier, uplift: nothing })) }).state).toBe(
      "STOP",
    );
  });

  it("give no small count away in an executive build", () => {
    const few = stay({ followUpDays: 365, treated: { n: 3, stayed: 3 }, heldOut: { n: 9, stayed: 2 }, pending: 4 });
    const [executive, team] = [shownGates([few], "executive")[0]!, shownGates([few], "team")[0]!];
    expect(executive.stay).toMatchObject({ outcomes: "<5", heldOut: 9, pending: "<5", uplift: undefined });
    expect(executive.interval).toBeUndefined();
    expect(team).toEqual(few);
  });
});
