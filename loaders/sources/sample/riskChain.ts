import type { ChainSpec, RiskClass } from "./world.js";

/** One class's chain: what the simulator draws from, and the exact chances that follow from it. */
export interface RiskChain {
  /** Log of the daily chance to stay, by level. */
  readonly logSurvival: readonly number[];
  /** Cumulative chances of the moves -2, -1, +1, +2, +shock, by level. */
  readonly moves: readonly (readonly number[])[];
  /** Chance to end within `days`, by level, for a customer `weeks` into a step. */
  risk(days: number, weeks: number): number[];
}

/** @throws RangeError when the moves from a level add up to more than 1. */
export function riskChain(spec: ChainSpec, riskClass: RiskClass): RiskChain {
  const levels = Array.from({ length: spec.levels }, (_, level) => level);
  const at = (level: number) => level / (spec.levels - 1);
  const logSurvival = levels.map((level) => {
    const strained = Math.exp(spec.hazardBase + spec.hazardSlope * at(level) ** spec.hazardPower);
    return -(spec.hazardFloor + riskClass.hazard * strained);
  });
  const moves = levels.map((level) => cumulativeMoves(spec, riskClass, at(level)));
  const stepDays = 7 * spec.weeksPerStep;
  const risk = (days: number, weeks: number) => {
    const left = stepDays - 7 * weeks;
    const first = Math.min(days, left);
    let stay = levels.map(() => 1);
    if (days > left) {
      const full = Math.floor((days - left) / stepDays);
      const rest = (days - left) % stepDays;
      stay = logSurvival.map((s) => Math.exp(rest * s));
      for (let step = 0; step < full; step++) {
        stay = moved(spec, moves, stay).map((value, level) => value * Math.exp(stepDays * logSurvival[level]!));
      }
      stay = moved(spec, moves, stay);
    }
    return stay.map((value, level) => 1 - value * Math.exp(first * logSurvival[level]!));
  };
  return { logSurvival, moves, risk };
}

/** Level after a move, kept on the scale. */
export function nextLevel(spec: ChainSpec, level: number, delta: number): number {
  return Math.max(0, Math.min(spec.levels - 1, level + delta));
}

/** The moves in the order of `RiskChain.moves`. */
export function deltas(spec: ChainSpec): readonly number[] {
  return [-2, -1, 1, 2, spec.shock];
}

function cumulativeMoves(spec: ChainSpec, { climb }: RiskClass, x: number): number[] {
  const down = Math.min(0.45, spec.down * (1 + spec.downSlope * x));
  const up = Math.min(0.45, spec.up * climb ** 0.7 * (1 + spec.upSlope * x));
  const shock = spec.shockShare * climb;
  const chances = [0.3 * down, 0.7 * down, 0.7 * up, 0.3 * up, shock];
  let sum = 0;
  const cumulative = chances.map((chance) => (sum += chance));
  if (sum > 1) throw new RangeError(`moves from a level must not exceed 1 in total: ${sum}`);
  return cumulative;
}

/** Expectation of a function of the next level, by level. */
function moved(spec: ChainSpec, moves: RiskChain["moves"], value: readonly number[]): number[] {
  return moves.map((cumulative, level) => {
    let expected = (1 - cumulative.at(-1)!) * value[level]!;
    deltas(spec).forEach((delta, i) => {
      expected += (cumulative[i]! - (cumulative[i - 1] ?? 0)) * value[nextLevel(spec, level, delta)]!;
    });
    return expected;
  });
}
