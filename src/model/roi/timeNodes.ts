import type { Phase, Text, Winback } from "../../playbooks/types.js";
import { pchip } from "../stats/pchip.js";
import type { RoiNode } from "./types.js";

interface CurvePoint {
  readonly days: number;
  readonly stayRate: number;
}

const curveSource: Text = { zh: "挽回曲线，单调三次插值", en: "win-back curve, monotone cubic between its points" };
const phaseSource: Text = { zh: "推广分期", en: "phases of the roll-out" };

/** Win-back curve, roll-out and discounting: formulas whose figures are the playbook's curve and phases. */
export function timeNodes(winback: Pick<Winback, "curve">, phases: readonly Phase[]): RoiNode[] {
  const points = [...winback.curve].sort((a, b) => a.days - b.days);
  const [first, last] = [points[0]!, points.at(-1)!];
  const coverage = monthlyCoverage(phases);
  const effect = `clamp((curve_stay - floor) / (${first.stayRate} - floor), 0, 1)`;
  const node = (id: string, unit: RoiNode["unit"], zh: string, en: string, source: Text, formula: string): RoiNode => ({
    ...{ group: "effect", id, unit, label: { zh, en }, source, formula },
  });
  return [
    node("one_day", "days", "一天", "One day", { zh: "常数", en: "a constant" }, "1"),
    node("months_in_year", "months", "一年的月数", "Months in a year", { zh: "常数", en: "a constant" }, "12"),
    ...points.slice(1).map(({ days: end }, i) => {
      const start = points[i]!.days;
      const passed = `clamp((days_to_contact / one_day - ${start}) / ${end - start}, 0, 1)`;
      return node(
        stretchId(start, end),
        "share",
        `第 ${start} 至 ${end} 天已过的比例`,
        `Share of days ${start} to ${end} passed`,
        curveSource,
        passed,
      );
    }),
    node("curve_stay", "share", "曲线上的留存率", "Stay rate on the curve", curveSource, curveFormula(points)),
    node(
      "delay_effect",
      "share",
      "时效系数 g",
      "Effect of delay, g",
      curveSource,
      `if(days_to_contact / one_day > ${last.days}, 0, ${effect})`,
    ),
    node(
      "ramp_share",
      "share",
      "首年平均覆盖率",
      "Share of the first year covered",
      phaseSource,
      `(${sum(coverage)}) / 12`,
    ),
    node(
      "month_discount",
      "ratio",
      "每月折现因子",
      "Discount of one month",
      { zh: "按年折现率折算", en: "from the yearly rate" },
      "pow(1 + discount_rate, -1 / 12)",
    ),
    node(
      "annuity",
      "ratio",
      "十二个月折现和",
      "Discounted months",
      { zh: "现值公式", en: "present value" },
      horner(coverage.map(() => 1)),
    ),
    node(
      "covered_annuity",
      "ratio",
      "按覆盖率加权的折现和",
      "Discounted months, weighted by coverage",
      phaseSource,
      horner(coverage),
    ),
  ];
}

/** Share of the last phase's customers covered in each of months 1 to 12. */
export function monthlyCoverage(phases: readonly Phase[]): number[] {
  const full = phases.at(-1)!.customers;
  return Array.from({ length: 12 }, (_, month) => {
    const phase = phases.find(({ months: [from, to] }) => from <= month && month < to);
    return phase ? phase.customers / full : 1;
  });
}

function sum(terms: readonly number[]): string {
  return terms.join(" + ");
}

// c1 v + c2 v^2 + ... with as few multiplications as there are terms.
function horner(coefficients: readonly number[]): string {
  return coefficients.reduceRight((rest, c) => `month_discount * (${c}${rest === "" ? "" : ` + ${rest}`})`, "");
}

/**
 * The curve as text: flat before the first point and after the last, one cubic between neighbours. Each piece is the rise
 * or fall over its stretch as a function of the share of the stretch that has passed, so the pieces add up without a case.
 */
function curveFormula(points: readonly CurvePoint[]): string {
  const between = pchip(
    points.map(({ days }) => days),
    points.map(({ stayRate }) => stayRate),
  );
  const pieces = points.slice(1).map(({ days: end }, i) => {
    const start = points[i]!.days;
    const [, a, b, c] = cubicThrough([0, 1, 2, 3].map((k) => between(start + (k * (end - start)) / 3))).map(signed);
    const t = stretchId(start, end);
    return `${t} * (${a} + ${t} * (${b} + ${t} * ${c}))`;
  });
  return [points[0]!.stayRate, ...pieces].join(" + ");
}

function stretchId(start: number, end: number): string {
  return `days_${start}_to_${end}`;
}

/** Coefficients of the cubic in t through its values at t = 0, 1/3, 2/3 and 1; PCHIP is one between two points. */
function cubicThrough([a, b, c, d]: number[]): number[] {
  const [y0, y1, y2, y3] = [a!, b!, c!, d!];
  return [
    y0,
    (-11 * y0 + 18 * y1 - 9 * y2 + 2 * y3) / 2,
    (9 * (2 * y0 - 5 * y1 + 4 * y2 - y3)) / 2,
    (9 * (-y0 + 3 * y1 - 3 * y2 + y3)) / 2,
  ];
}

function signed(value: number): string {
  return value < 0 ? `(${value})` : `${value}`;
}
