import { stayGate, type StayEvidence } from "../../src/model/stayGate.js";
import type { GateState } from "../../src/model/gate.js";
import { random } from "../../src/model/stats/random.js";

/** A programme whose truth is known: outcomes a week in each group, looked at every week for half a year. */
export interface World {
  readonly treatedStay: number;
  readonly naturalStay: number;
  readonly followUpDays: number;
  readonly treatedPerWeek: number;
  readonly heldOutPerWeek: number;
}

/** Share of seeded worlds whose stay gate said one of `wrong` at any of 26 weekly looks. */
export function shareWrong(world: World, wrong: readonly GateState[], worlds: number, seed: number): number {
  const { uniform } = random(seed);
  const arrivals = (n: number, stay: number) => {
    let stayed = 0;
    for (let i = 0; i < n; i++) stayed += Number(uniform() < stay);
    return stayed;
  };
  let failures = 0;
  for (let run = 0; run < worlds; run++) {
    let [treated, heldOut] = [
      { n: 0, stayed: 0 },
      { n: 0, stayed: 0 },
    ];
    let hasFailed = false;
    for (let week = 0; week < 26; week++) {
      const { treatedPerWeek: t, heldOutPerWeek: h } = world;
      treated = { n: treated.n + t, stayed: treated.stayed + arrivals(t, world.treatedStay) };
      heldOut = { n: heldOut.n + h, stayed: heldOut.stayed + arrivals(h, world.naturalStay) };
      const evidence: StayEvidence = { treated, heldOut, followUpDays: world.followUpDays, horizonDays: 365 };
      hasFailed ||= wrong.includes(stayGate(evidence, { go: 0.5, stop: 0.4 }).state);
    }
    failures += Number(hasFailed);
  }
  return failures / worlds;
}
