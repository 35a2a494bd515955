import { orderOf } from "../../src/model/stats/orderOf.js";
import { takeValues } from "./frames.js";

/** Known values (no NaN) in ascending order: every one, or every so many of at least `most`, which tell quantiles well enough. */
export function sortedSample(values: Float64Array, most: number): Float64Array {
  const stride = Math.max(1, Math.floor(values.length / most));
  const known = new Float64Array(Math.ceil(values.length / stride));
  let count = 0;
  for (let i = 0; i < values.length; i += stride) {
    const x = values[i]!;
    if (x === x) known[count++] = x;
  }
  const taken = known.subarray(0, count);
  return takeValues(taken, orderOf(taken));
}
