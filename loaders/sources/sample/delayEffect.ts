/** Days from assignment to contact and the share of the full effect that is left: the win-back curve's own points. */
const points: readonly (readonly [days: number, effect: number])[] = [
  [0, 1],
  [7, 1],
  [14, 0.745],
  [21, 0.126],
  [30, 0],
];

/**
 * The simulated truth behind the win-back curve: straight lines between its points, 0 after the last. Written apart from
 * the model's own curve on purpose, so that a slip there is not repeated here.
 */
export function delayEffect(days: number): number {
  const after = points.findIndex(([day]) => day >= days);
  if (after < 0) return 0;
  if (after === 0) return 1;
  const [x0, y0] = points[after - 1]!;
  const [x1, y1] = points[after]!;
  return y0 + ((y1 - y0) * (days - x0)) / (x1 - x0);
}
