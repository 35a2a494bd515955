import type { Playbook } from "../../../src/playbooks/types.js";
import type { Occupancy } from "./occupancy.js";
import type { World } from "./world.js";

/** Numbers that the SQL reads with `getvariable`. Days count from the first one simulated. */
export function sampleVariables(
  world: World,
  playbook: Playbook,
  mix: Occupancy,
  { customers, seed, asOf }: { customers: number; seed: number; asOf: string },
) {
  const { chain, programme } = world;
  const asOfDay = 7 * chain.weeksPerStep * world.steps;
  return {
    seed: mixed(seed),
    as_of: asOf,
    as_of_day: asOfDay,
    first_day: asOfDay - world.historyDays,
    customers,
    candidates: candidates(world, mix, customers),
    initial_share: 1 / (1 + mix.turnover * world.steps),
    last_step: world.steps,
    weeks_per_step: chain.weeksPerStep,
    top_level: chain.levels - 1,
    shock: chain.shock,
    mean_tenure: world.meanTenure,
    oldest_tenure: world.oldestTenure,
    horizon_days: playbook.horizonDays,
    season_days: Math.max(90, playbook.horizonDays),
    critical_above: playbook.tiers.critical.above,
    high_above: playbook.tiers.high.above,
    medium_above: playbook.tiers.medium.above,
    holdout_lasts: programme.holdoutLasts,
    holdout_share: playbook.holdoutShare,
    programme_day: asOfDay - 7 * programme.weeks,
    ramp_weeks: programme.rampWeeks,
    wave_share: programme.waveShare,
    worked_share: programme.workedShare,
    delay_from: programme.delayFrom,
    delay_to: programme.delayTo,
    delay_tail: programme.delayTail,
    tail_share: programme.tailShare,
    recovery: programme.recovery,
  };
}

/** Customers to simulate so that, but for a chance of one in millions, enough are there after the first day that counts. */
function candidates(world: World, mix: Occupancy, customers: number): number {
  const stepDays = 7 * world.chain.weeksPerStep;
  const kept = (1 + (mix.turnover * world.historyDays) / stepDays) / (1 + mix.turnover * world.steps);
  return Math.ceil((1.02 * customers + 6 * Math.sqrt(customers)) / kept);
}

/** Spreads a seed over 62 bits, so that neighbouring seeds share nothing. */
function mixed(seed: number): bigint {
  let z = BigInt.asUintN(64, BigInt(seed) * 0x9e3779b97f4a7c15n + 0x632be59bd9b4e019n);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return (z ^ (z >> 31n)) >> 2n;
}
