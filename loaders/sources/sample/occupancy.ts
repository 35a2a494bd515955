import { deltas, nextLevel, type RiskChain } from "./riskChain.js";
import type { ChainSpec } from "./world.js";

export interface Occupancy {
  /** Share of the population by class and level at the start of a step; sums to 1. */
  readonly share: readonly (readonly number[])[];
  /** Level at arrival; sums to 1. */
  readonly entry: readonly number[];
  /** Share of the population that leaves, and is replaced, each step. */
  readonly turnover: number;
}

/**
 * The stationary mix when arrivals replace those who leave: expected steps spent at each class and level by an arrival,
 * as a share of all. Iterated until what is left of a cohort is below 1e-9 of it.
 */
export function occupancy(spec: ChainSpec, chains: readonly RiskChain[]): Occupancy {
  const raw = Array.from({ length: spec.levels }, (_, level) => (1 - spec.entry) ** level);
  const entry = raw.map((value) => value / raw.reduce((a, b) => a + b, 0));
  const time = chains.map((chain, index) => stepsSpent(spec, chain, entry, spec.classes[index]!.share));
  const total = time.flat().reduce((a, b) => a + b, 0);
  return { share: time.map((levels) => levels.map((value) => value / total)), entry, turnover: 1 / total };
}

function stepsSpent(spec: ChainSpec, chain: RiskChain, entry: readonly number[], size: number): number[] {
  const stay = chain.logSurvival.map((s) => Math.exp(7 * spec.weeksPerStep * s));
  const spent = entry.map(() => 0);
  let cohort = entry.map((share) => share * size);
  while (cohort.reduce((a, b) => a + b, 0) > 1e-9 * size) {
    const next = entry.map(() => 0);
    cohort.forEach((present, level) => {
      spent[level]! += present;
      const left = present * stay[level]!;
      const cumulative = chain.moves[level]!;
      next[level]! += left * (1 - cumulative.at(-1)!);
      deltas(spec).forEach((delta, i) => {
        next[nextLevel(spec, level, delta)]! += left * (cumulative[i]! - (cumulative[i - 1] ?? 0));
      });
    });
    cohort = next;
  }
  return spent;
}
