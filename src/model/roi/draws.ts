import { normalQuantile } from "../stats/normalQuantile.js";
import { random } from "../stats/random.js";
import type { Range } from "./range.js";

/** Standard normal quantile at .95: a lognormal range holds nine draws of ten. */
const z95 = 1.6448536269514722;

/**
 * One assumption's common random numbers, fixed by seed and stream: moving a slider moves every draw a little instead of
 * drawing anew. The roots are kept because the triangular inverse needs no more than them.
 */
export interface Stream {
  readonly root: Float64Array;
  readonly rootOfRest: Float64Array;
  normal?: Float64Array;
}

/** @param stream tells assumptions apart: neighbouring streams of one seed are unrelated */
export function randomStream(seed: number, stream: number, draws: number): Stream {
  const source = random(seed + stream * 4294967296);
  const root = new Float64Array(draws);
  const rootOfRest = new Float64Array(draws);
  for (let i = 0; i < draws; i++) {
    const u = source.uniform();
    root[i] = Math.sqrt(u);
    rootOfRest[i] = Math.sqrt(1 - u);
  }
  return { root, rootOfRest };
}

type Shape = Pick<Range, "spread" | "reach">;

/**
 * Inverse distribution function of a range at a stream's uniforms, as it lies around the value: distances to be added to
 * it, or factors where the range is lognormal. It does not change while the range is moved along with its value.
 */
export function drawShape({ spread, reach }: Shape, stream: Stream, out: Float64Array): Float64Array {
  return spread === "lognormal" ? lognormal(reach, stream, out) : triangular(reach, stream, out);
}

/** Draws around a value, written into `out`. */
export function placeShape({ spread, value }: Range, shape: Float64Array, out: Float64Array): Float64Array {
  if (spread === "lognormal") for (let i = 0; i < out.length; i++) out[i] = value * shape[i]!;
  else for (let i = 0; i < out.length; i++) out[i] = value + shape[i]!;
  return out;
}

// The two branches of the inverse touch at the value, one below 0 where it holds, one above: their sum needs no case,
// and a case that half of the draws take costs more than the arithmetic.
function triangular([below, above]: Range["reach"], { root, rootOfRest }: Stream, out: Float64Array): Float64Array {
  const rising = Math.sqrt((below + above) * below);
  const falling = Math.sqrt((below + above) * above);
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.min(rising * root[i]! - below, 0) + Math.max(above - falling * rootOfRest[i]!, 0);
  }
  return out;
}

function lognormal([below, above]: Range["reach"], stream: Stream, out: Float64Array): Float64Array {
  const normal = (stream.normal ??= stream.root.map((root) => normalQuantile(Math.max(root * root, 1e-16))));
  const sigma = Math.log(below * above) / (2 * z95);
  for (let i = 0; i < out.length; i++) out[i] = Math.exp(sigma * normal[i]!);
  return out;
}
