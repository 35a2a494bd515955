import { describe, expect, it } from "vitest";
import { aucSequence } from "../../src/model/aucSequence.js";
import { gateState, type GateState } from "../../src/model/gate.js";
import { auc } from "../../src/model/stats/auc.js";
import { random } from "../../src/model/stats/random.js";
import { scaledLine } from "../../src/model/stayGate.js";
import { shareWrong } from "../model/worlds.js";

const worlds = process.env["HOLDFAST_VERIFY"] === "quick" ? 200 : 2000;

// The pilot's two top tiers: about 2,200 customers, 220 of them held out, over half a year.
const pilot = { treatedPerWeek: 75, heldOutPerWeek: 8 };

describe(`the stay gate, looked at weekly for 26 weeks in ${worlds} seeded worlds`, () => {
  it.each([
    ["nobody leaves less for being treated, 90 days, natural stay .90", 90, 0.9],
    ["the same where hardly anybody leaves within 90 days", 90, 0.98],
    ["the same at the published natural stay of the two top tiers", 90, scaledLine(0.3455, 90, 365)],
    ["a full year of follow-up at the go line exactly", 365, 0.5],
    ["a full year at the published natural stay", 365, 0.3455],
  ])("says a false GO in at most 6 of 100 worlds: %s", { timeout: 600_000 }, (_, followUpDays, stay) => {
    const world = { ...pilot, followUpDays, treatedStay: stay, naturalStay: stay };
    expect(shareWrong(world, ["GO"], worlds, 26)).toBeLessThanOrEqual(0.06);
  });

  it("says a false STOP in at most 6 of 100 worlds at the stop line exactly", { timeout: 600_000 }, () => {
    const world = { ...pilot, followUpDays: 365, treatedStay: 0.4, naturalStay: 0.4 };
    expect(shareWrong(world, ["STOP"], worlds, 27)).toBeLessThanOrEqual(0.06);
  });
});

describe(`the AUC gate, looked at weekly for 26 weeks in ${worlds} seeded worlds`, () => {
  // Leavers score `shift` standard deviations higher, so that AUC = Phi(shift / sqrt 2) is exactly on a line.
  it.each([
    ["GO", 0.85, 1.46571, 40],
    ["GO", 0.85, 1.46571, 100],
    ["STOP", 0.8, 1.19023, 40],
  ] as const)(
    "says a false %s in at most 6 of 100 worlds at an AUC of %f",
    { timeout: 600_000 },
    (wrong, _, shift, perWeek) => {
      expect(shareWrongAuc(wrong, shift, perWeek)).toBeLessThanOrEqual(0.06);
    },
  );
});

function shareWrongAuc(wrong: GateState, shift: number, perWeek: number): number {
  const { uniform, normal } = random(5);
  let failures = 0;
  for (let world = 0; world < worlds; world++) {
    const [p, y]: [number[], number[]] = [[], []];
    let hasFailed = false;
    for (let week = 0; week < 26 && !hasFailed; week++) {
      for (let i = 0; i < perWeek; i++) {
        const left = Number(uniform() < 0.2);
        y.push(left);
        p.push(left * shift + normal());
      }
      const result = auc({ p, y });
      const lines = { go: 0.85, stop: 0.8 };
      hasFailed = result !== undefined && gateState(aucSequence(result, 0.05 / 6), lines) === wrong;
    }
    failures += Number(hasFailed);
  }
  return failures / worlds;
}
