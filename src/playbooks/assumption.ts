import type { Assumption } from "./types.js";

type Range = readonly [low: number, high: number];

const triangular = (kind: Assumption["kind"]) => {
  return (value: number, [low, high]: Range = [value, value]): Assumption => ({
    ...{ value, low, high, spread: "triangular", kind },
  });
};

/** A figure from the source documents; its low and high are ours. */
export const published = triangular("published");
/** A figure that we chose where the sources say nothing; a reason stands beside it. */
export const ours = triangular("ours");
/** A stand-in that the team replaces with its own figure. */
export const placeholder = triangular("placeholder");
/** Something that a reader decides rather than believes: a switch, a share to treat. */
export const choice = (value: number): Assumption => triangular("choice")(value);

/** The same figure, more often overrun than undercut: low and high hold nine of ten draws, and value is the median. */
export function skewed(assumption: Assumption): Assumption {
  return { ...assumption, spread: "lognormal" };
}
