/**
 * Holm's step-down adjustment (1979): each p-value times the number of hypotheses not yet rejected, never falling, at
 * most 1. Keeps the chance of any false finding at alpha, whatever the dependence.
 *
 * @returns adjusted p-values in the order given
 * @example holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.min(1, Math.max(largest, (pValues.length - rank) * pValues[index]!));
    adjusted[index] = largest;
  });
  return adjusted;
}
