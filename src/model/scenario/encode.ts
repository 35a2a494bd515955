import { besideId, writeBeside } from "./beside.js";
import { defaultScenario } from "./defaults.js";
import type { NamedScenario, Scenario, Stamp, Vocabulary } from "./types.js";

export const version = "1";

/** Keys that are not assumptions. */
export const keys = {
  version: "v",
  playbook: "playbook",
  asOf: "data",
  roi: "was.roi",
  basis: "from",
  base: "vs",
  beside: "beside",
  goalChange: "goal.change",
  goalResult: "goal.result",
  goalTarget: "goal.target",
  budget: "week.budget",
  seed: "seed",
} as const;
/** `ltv.range=3500_4500` */
export const rangeSuffix = ".range";
/** `vs=beside.2`: the second of those that lie beside. */
export const besidePrefix = "beside.";
/** `week.advisor_call=63`; `none` lifts the limit. */
export const weekPrefix = "week.";
export const unlimited = "none";

/**
 * A scenario as the query of a link: what differs from the page as it opens, by id, so that people can read it.
 *
 * @param beside scenarios that lie beside it
 */
export function encodeScenario(
  scenario: Scenario,
  vocabulary: Vocabulary,
  stamp?: Stamp,
  beside: readonly NamedScenario[] = [],
): string {
  const query = new URLSearchParams({ [keys.version]: version, [keys.playbook]: vocabulary.playbook });
  const opens = defaultScenario(vocabulary);
  const set = (key: string, value: string | number, unless?: string | number): void => {
    if (!Object.is(value, unless)) query.set(key, String(value));
  };
  if (stamp) {
    set(keys.asOf, stamp.asOf);
    set(keys.roi, Number(stamp.roi.toPrecision(6)));
  }
  set(keys.basis, scenario.basis, opens.basis);
  const place = beside.findIndex((each) => besideId(each) === scenario.base);
  set(keys.base, place < 0 ? scenario.base : `${besidePrefix}${place + 1}`, opens.base);
  for (const [id, value] of Object.entries(scenario.overrides)) set(id, value);
  for (const [id, { low, high }] of Object.entries(scenario.ranges)) set(id + rangeSuffix, `${low}_${high}`);
  set(keys.goalChange, scenario.goal.change, opens.goal.change);
  set(keys.goalResult, scenario.goal.result, opens.goal.result);
  set(keys.goalTarget, scenario.goal.target, opens.goal.target);
  set(keys.budget, scenario.limits.budget ?? unlimited, opens.limits.budget ?? unlimited);
  for (const channel of channels({ ...opens.limits.capacity, ...scenario.limits.capacity })) {
    set(
      weekPrefix + channel,
      scenario.limits.capacity[channel] ?? unlimited,
      opens.limits.capacity[channel] ?? unlimited,
    );
  }
  if (scenario.seed !== undefined) set(keys.seed, scenario.seed);
  for (const each of beside) query.append(keys.beside, writeBeside(each));
  return query.toString();
}

function channels(capacity: Scenario["limits"]["capacity"]): (keyof typeof capacity)[] {
  return Object.keys(capacity) as (keyof typeof capacity)[];
}
