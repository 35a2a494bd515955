import { orderOf } from "./orderOf.js";

/** Indices of values from the largest down, equal ones in their own order; none may be NaN. */
export function fallingOrder(values: ArrayLike<number>): Uint32Array {
  const turned = new Float64Array(values.length);
  for (let i = 0; i < turned.length; i++) turned[i] = -values[i]!;
  return orderOf(turned);
}
