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

/** Inverse distribution function of a range at a stream's uniforms, written into `out`. */
export function drawRange(range: Range, stream: Stream, out: Float64Array): Float64Array {
  return range.spread === "lognormal" ? lognormal(range, stream, out) : triangular(range, stream, out);
}

function triangular({ low, value, high }: Range, { root, rootOfRest }: Stream, out: Float64Array): Float64Array {
  const width = high - low;
  const peak = Math.sqrt((value - low) / width);
  const rising = Math.sqrt(width * (value - low));
  const falling = Math.sqrt(width * (high - value));
  for (let i = 0; i < out.length; i++) {
    out[i] = root[i]! < peak ? low + rising * root[i]! : high - falling * rootOfRest[i]!;
  }
  return out;
}

function lognormal({ low, value, high }: Range, stream: Stream, out: Float64Array): Float64Array {
  const normal = (stream.normal ??= stream.root.map((root) => normalQuantile(Math.max(root * root, 1e-16))));
  const sigma = Math.log(high / low) / (2 * z95);
  for (let i = 0; i < out.length; i++) out[i] = value * Math.exp(sigma * normal[i]!);
  return out;
}
