import type { Phase } from "../../playbooks/types.js";
import type { Column } from "../expression/index.js";
import { quantiles } from "../stats/quantile.js";
import type { Simulation } from "./simulate.js";
import { monthlyCoverage } from "./timeNodes.js";

/** A band needs no more draws than this: its ends stand within .024 of a standard deviation, less than a line is wide. */
const fanDraws = 5_000;
const levels = [0.1, 0.9];

/** p10 and p90 of the cumulated curve at the end of months 0 to 12, from the first 5,000 of a simulation's draws. */
export function cashFan({ columns, draws }: Simulation, phases: readonly Phase[]): { p10: number[]; p90: number[] } {
  const rows = Math.min(draws, fanDraws);
  const [oneOff, running, benefit, interventions] = ["one_off", "running", "benefit_full", "interventions_full"].map(
    (id) => dense(columns[id]!, rows),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const cumulative = oneOff.map((cost) => -cost);
  const months = [quantiles(cumulative, levels)!];
  for (const coverage of monthlyCoverage(phases)) {
    addMonth(cumulative, { benefit, interventions, running, coverage });
    months.push(quantiles(cumulative, levels)!);
  }
  return { p10: months.map(([p10]) => p10!), p90: months.map(([, p90]) => p90!) };
}

interface Flows {
  readonly benefit: Float64Array;
  readonly interventions: Float64Array;
  readonly running: Float64Array;
  readonly coverage: number;
}

function addMonth(cumulative: Float64Array, { benefit, interventions, running, coverage }: Flows): void {
  for (let i = 0; i < cumulative.length; i++) {
    cumulative[i]! += ((benefit[i]! - interventions[i]!) * coverage - running[i]!) / 12;
  }
}

function dense(column: Column, rows: number): Float64Array {
  return typeof column === "number" ? new Float64Array(rows).fill(column) : column.subarray(0, rows);
}
