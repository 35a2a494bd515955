import { describe, expect, it } from "vitest";
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
  ])("says a false GO in at most 6 %%: %s", { timeout: 600_000 }, (_, followUpDays, stay) => {
    const world = { ...pilot, followUpDays, treatedStay: stay, naturalStay: stay };
    expect(shareWrong(world, ["GO"], worlds, 26)).toBeLessThanOrEqual(0.06);
  });

  it("says a false STOP in at most 6 % at the stop line exactly", { timeout: 600_000 }, () => {
    const world = { ...pilot, followUpDays: 365, treatedStay: 0.4, naturalStay: 0.4 };
    expect(shareWrong(world, ["STOP"], worlds, 27)).toBeLessThanOrEqual(0.06);
  });
});
