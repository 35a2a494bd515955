import type { HistogramRow } from "../../model/scenario/index.js";
import type { WinbackPoints } from "../../model/winback.js";
import type { CeoData, WeekAllocation } from "../../pageData.js";
import type { PageContext } from "../context.js";
import type { Now } from "./now.js";

/** Who may be contacted this week, as far as the run says; the low tier, which has no queue, as the histogram has it. */
export function weekRows({ allocation, histogram }: Pick<CeoData, "allocation" | "histogram">): HistogramRow[] {
  if (!allocation) return [...histogram];
  return [...allocation.cells, ...histogram.filter(({ tier }) => tier === "low")];
}

/** The curve that the run decided with, at the floor that the reader has set. */
export function weekCurve({ playbook }: PageContext, allocation: WeekAllocation | undefined, now: Now): WinbackPoints {
  const own = allocation?.curve ?? playbook.winback;
  const isFloorSet = "floor" in now.scenario.overrides;
  return { curve: own.curve, floor: { value: isFloorSet ? now.values["floor"]! : own.floor.value } };
}

/** Assumptions that this week's allocation reads. */
const decisive = /^(cost|stay|added|p|relative_ltv)_|^(ltv|margin|floor|count_low_tier)$/;

/** Whether the week is planned with the run's own limits and figures, so that its plan can be held against the run's. */
export function isAsTheRun({ scenario }: Pick<Now, "scenario">, allocation: WeekAllocation): boolean {
  const { budget, capacity } = scenario.limits;
  const channels = new Set([...Object.keys(capacity), ...Object.keys(allocation.limits.capacity)]);
  const isSame = [...channels].every(
    (each) => (capacity as Record<string, number>)[each] === allocation.limits.capacity[each],
  );
  const isUntouched = !Object.keys(scenario.overrides).some((id) => decisive.test(id));
  return scenario.basis === "run" && isUntouched && isSame && (budget ?? null) === allocation.limits.budget;
}

/** Why the plan over groups and the run's, customer by customer, are not the same. */
export function reconciliation(
  { lang, run: { audience }, format: f, playbook }: PageContext,
  now: Now,
  allocation: WeekAllocation | undefined,
  optimum: number,
): string {
  if (!allocation) {
    return lang === "zh"
      ? "这次运行没有给出本周可联系的客户，所以这里按全部在册客户算。"
      : "This run does not say who may be contacted this week, so everybody counts here.";
  }
  const { candidates, cells } = allocation;
  const [people, groups] = [f.count(candidates), f.count(cells.length)];
  const run = f.largeMoney(allocation.optimum.net);
  const who =
    lang === "zh"
      ? `本周可联系 ${people} ${playbook.customer.counter}（不含对照组、退订、已联系和没有 LTV 的客户），合并成 ${groups} 组。`
      : `${people} customers may be contacted this week (not held out, opted out, contacted already or without an LTV), in ${groups} groups. `;
  if (!isAsTheRun(now, allocation)) {
    return lang === "zh"
      ? `${who}本周运行按业务手册的限额逐人排出的最优是 ${run}；你改了限额或假设，所以这里不同。`
      : `${who}The weekly run, customer by customer within the playbook's limits, has an optimum of ${run}; you changed limits or assumptions, so this one differs.`;
  }
  const difference = optimum - allocation.optimum.net;
  if (Math.abs(difference) <= 1e-6 * Math.abs(optimum)) {
    return lang === "zh"
      ? `${who}与本周运行逐人排出的最优一致：${run}。`
      : `${who}It is what the weekly run found customer by customer: ${run}.`;
  }
  const change = f.signed(f.largeMoney(difference), difference);
  const left =
    audience === "team"
      ? ""
      : lang === "zh"
        ? "，不足 5 人的层并入下一层"
        : ", and a tier of under five with the next one";
  return lang === "zh"
    ? `${who}本周运行逐人排出的最优是 ${run}，这里相差 ${change}：组内按平均数算${left}。`
    : `${who}The weekly run, customer by customer, has an optimum of ${run}; the difference of ${change} comes from taking each group at its mean${left}.`;
}
