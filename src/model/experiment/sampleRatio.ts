import { chiSquareTail } from "../stats/chiSquare.js";

export interface SampleRatio {
  readonly chiSquare: number;
  readonly pValue: number;
  /** Red below .001: assignment did not go as planned, and no comparison can be trusted before it is known why. */
  readonly isRed: boolean;
}

/**
 * Sample-ratio check: Pearson's chi-square of assigned customers against the planned shares.
 *
 * @returns undefined before anybody is assigned
 */
export function sampleRatio(
  arms: readonly { readonly assigned: number; readonly share: number }[],
): SampleRatio | undefined {
  const assigned = arms.reduce((sum, arm) => sum + arm.assigned, 0);
  const shares = arms.reduce((sum, arm) => sum + arm.share, 0);
  if (assigned === 0 || arms.length < 2) return undefined;
  let chiSquare = 0;
  for (const arm of arms) {
    const expected = (assigned * arm.share) / shares;
    chiSquare += (arm.assigned - expected) ** 2 / expected;
  }
  const pValue = chiSquareTail(chiSquare, arms.length - 1);
  return { chiSquare, pValue, isRed: pValue < 0.001 };
}
