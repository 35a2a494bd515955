import { modelFeatures, termFeatures } from "./additive.js";
import { binCount } from "./bins.js";
import { missingSql, numberColumnSql, numberSql as number, textColumnSql, textSql } from "./sqlParts.js";
import type { AdditiveModel, PairAxis, Term } from "./types.js";

/**
 * The model's log-odds as one SQL expression over columns of `customer_week`: arithmetic and CASE alone, so that any
 * engine with IEEE doubles agrees with `logOdds` to 1e-9. NULL and NaN are missing.
 */
export function logOddsSql(model: AdditiveModel): string {
  return sum([number(model.intercept), ...model.terms.map(termSql)]);
}

/** p as SQL, given the SQL of the log-odds: a column that holds them, or `logOddsSql(model)` itself. */
export function probabilitySql({ calibrator }: Pick<AdditiveModel, "calibrator">, logOdds: string): string {
  const calibrated = calibrator
    ? `${number(calibrator.intercept)} + ${number(calibrator.slope)} * (${logOdds})`
    : logOdds;
  return `1e0 / (1e0 + exp(-(${calibrated})))`;
}

/** Each feature's contribution as an SQL expression, in the order of `modelFeatures`. */
export function contributionsSql(model: AdditiveModel): { feature: string; sql: string }[] {
  return modelFeatures(model).map((feature) => ({
    feature,
    sql: sum(
      model.terms
        .filter((term) => termFeatures(term).includes(feature))
        .map((term) => (term.kind === "pair" ? `${termSql(term)} / 2e0` : termSql(term))),
    ),
  }));
}

function termSql(term: Term): string {
  if (term.kind === "pair") return pairSql(term);
  if (term.kind === "levels") return axisSql(term, [...term.values, term.other, term.missing].map(number));
  if (term.kind === "steps") return axisSql(term, [...term.values, term.missing].map(number));
  return linearSql(term);
}

/** A linear term's value. */
export function linearSql(term: Extract<Term, { kind: "linear" }>): string {
  const x = numberColumnSql(term.feature);
  const clipped = `least(greatest(${x}, ${number(term.low)}), ${number(term.high)})`;
  const line = `(${clipped} - ${number(term.center)}) / ${number(term.scale)} * ${number(term.weight)} + ${number(term.offset)}`;
  return `case when ${missingSql(x)} then ${number(term.missing)} else ${line} end`;
}

function pairSql({ axes: [first, second], values }: Extract<Term, { kind: "pair" }>): string {
  const width = binCount(second);
  const rows = Array.from({ length: binCount(first) }, (_, i) => values.slice(i * width, (i + 1) * width).map(number));
  return axisSql(
    first,
    rows.map((row) => axisSql(second, row)),
  );
}

/** Picks one of `results`: a bin each, then (categories) other, then missing. */
function axisSql(axis: PairAxis, results: readonly string[]): string {
  if (results.every((result) => result === results[0])) return results[0]!;
  const missing = results.at(-1)!;
  if (axis.kind === "steps") {
    const x = numberColumnSql(axis.feature);
    return `case when ${missingSql(x)} then ${missing} else ${search(x, axis.cuts, results, 0, axis.cuts.length)} end`;
  }
  const x = textColumnSql(axis.feature);
  const levels = axis.levels.map((level, i) => `when ${x} = ${textSql(level)} then ${results[i]!}`).join(" ");
  return `case when ${x} is null then ${missing} ${levels} else ${results[axis.levels.length]!} end`;
}

/** Binary search as nested CASE: about eight comparisons a row where a flat one would make a hundred. */
function search(x: string, cuts: readonly number[], results: readonly string[], low: number, high: number): string {
  if (low === high) return results[low]!;
  const middle = (low + high) >>> 1;
  const below = search(x, cuts, results, low, middle);
  const above = search(x, cuts, results, middle + 1, high);
  return below === above ? below : `case when ${x} < ${number(cuts[middle]!)} then ${below} else ${above} end`;
}

function sum(parts: readonly string[]): string {
  return parts.length ? parts.map((part) => `(${part})`).join(" + ") : number(0);
}
