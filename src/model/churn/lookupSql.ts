import { binCount } from "./bins.js";
import { missingSql, numberColumnSql, numberSql as number, textColumnSql, textSql } from "./sqlParts.js";
import type { AdditiveModel, LinearTerm, PairAxis, Term } from "./types.js";

/**
 * The model's log-odds as a query: each axis finds its bin once, and every term looks its value up in a list. For engines
 * that compile what they run: nested CASE would grow with the product of a pair's bins, this grows with their sum.
 *
 * @param kept columns of `source` that the result keeps beside `log_odds`
 */
export function logOddsLookupQuery(model: AdditiveModel, kept: readonly string[], source: string): string {
  const bins = new Map<string, string>();
  const bin = (axis: PairAxis): string => {
    const sql = binSql(axis);
    if (!bins.has(sql)) bins.set(sql, `holdfast_bin_${bins.size + 1}`);
    return bins.get(sql)!;
  };
  const lines: string[] = [];
  const terms = model.terms.map((term) => {
    if (term.kind !== "linear") return lookup(term, bin);
    lines.push(`${linearSql(term)} as holdfast_line_${lines.length + 1}`);
    return `holdfast_line_${lines.length}`;
  });
  const columns = [...kept, ...Array.from(bins, ([sql, name]) => `${sql} as ${name}`), ...lines];
  return `select ${[...kept, `${[number(model.intercept), ...terms].join(" + ")} as log_odds`].join(", ")}
from (select ${columns.join(",\n")} from ${source})`;
}

function lookup(term: Exclude<Term, { kind: "linear" }>, bin: (axis: PairAxis) => string): string {
  if (term.kind === "pair") {
    const [first, second] = term.axes;
    return `${list(term.values)}[${binCount(second)} * (${bin(first)} - 1) + ${bin(second)}]`;
  }
  const values = term.kind === "levels" ? [...term.values, term.other, term.missing] : [...term.values, term.missing];
  return `${list(values)}[${bin(term)}]`;
}

function linearSql(term: LinearTerm): string {
  const x = numberColumnSql(term.feature);
  const clipped = `least(greatest(${x}, ${number(term.low)}), ${number(term.high)})`;
  const line = `(${clipped} - ${number(term.center)}) / ${number(term.scale)} * ${number(term.weight)} + ${number(term.offset)}`;
  return `case when ${missingSql(x)} then ${number(term.missing)} else ${line} end`;
}

const list = (values: readonly number[]): string => `[${values.map(number).join(", ")}]`;

/** The bin's place, from 1: bins of the axis, other (categories), missing. */
function binSql(axis: PairAxis): string {
  const missing = binCount(axis);
  if (axis.kind === "steps") {
    const x = numberColumnSql(axis.feature);
    return `case when ${missingSql(x)} then ${missing} else ${search(x, axis.cuts, 0, axis.cuts.length)} end`;
  }
  const x = textColumnSql(axis.feature);
  const levels = axis.levels.map((level, i) => `when ${x} = ${textSql(level)} then ${i + 1}`).join(" ");
  return `case when ${x} is null then ${missing} ${levels} else ${axis.levels.length + 1} end`;
}

function search(x: string, cuts: readonly number[], low: number, high: number): string {
  if (low === high) return String(low + 1);
  const middle = (low + high) >>> 1;
  return `case when ${x} < ${number(cuts[middle]!)} then ${search(x, cuts, low, middle)} else ${search(x, cuts, middle + 1, high)} end`;
}
