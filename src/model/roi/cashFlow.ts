import type { Phase } from "../../playbooks/types.js";
import { monthlyCoverage } from "./timeNodes.js";
import type { Values } from "./types.js";

export interface CashMonth {
  /** 0 is before the start, 1 to 12 the months of the first year. */
  readonly month: number;
  /** Share of customers covered in the month. */
  readonly coverage: number;
  readonly oneOff: number;
  readonly running: number;
  readonly interventions: number;
  readonly benefit: number;
  readonly net: number;
  readonly cumulative: number;
}

export interface CashFlow {
  readonly months: readonly CashMonth[];
  /** Where the cumulated curve first reaches 0, between month ends; undefined when not in the first year. */
  readonly crossing: number | undefined;
  /** Cumulated at the end of the year, and at its lowest. */
  readonly end: number;
  readonly trough: number;
}

/**
 * The first year month by month: one-off cost in month 0, running cost in twelve equal parts, interventions and benefit in
 * step with the phases' coverage, whether or not ROI counts the roll-out.
 *
 * @param values of all nodes, as from `evaluateRoi`
 */
export function cashFlow(values: Values, phases: readonly Phase[]): CashFlow {
  const oneOff = values["one_off"]!;
  const months: CashMonth[] = [cashMonth(0, 0, { oneOff, running: 0, interventions: 0, benefit: 0 }, 0)];
  monthlyCoverage(phases).forEach((coverage, i) => {
    const part = coverage / 12;
    const flows = {
      oneOff: 0,
      running: values["running"]! / 12,
      interventions: values["interventions_full"]! * part,
      benefit: values["benefit_full"]! * part,
    };
    months.push(cashMonth(i + 1, coverage, flows, months[i]!.cumulative));
  });
  const path = months.map(({ cumulative }) => cumulative);
  return { months, crossing: crossingOf(path), end: path.at(-1)!, trough: Math.min(...path) };
}

type Flows = Pick<CashMonth, "oneOff" | "running" | "interventions" | "benefit">;

function cashMonth(month: number, coverage: number, flows: Flows, before: number): CashMonth {
  const net = flows.benefit - flows.oneOff - flows.running - flows.interventions;
  return { month, coverage, ...flows, net, cumulative: before + net };
}

function crossingOf(path: readonly number[]): number | undefined {
  const after = path.findIndex((x) => x >= 0);
  if (after <= 0) return after === 0 ? 0 : undefined;
  const [from, to] = [path[after - 1]!, path[after]!];
  return after - 1 - from / (to - from);
}
