import { gzipSync } from "node:zlib";
import type { ChurnModel } from "../../src/model/churn/anyModel.js";

/** Bytes, gzipped, that a model may take: pages load it. */
export const mostModelBytes = 100_000;

/** The model; throws a RangeError when it is larger than a page should load. */
export function smallEnough<Model extends ChurnModel>(model: Model): Model {
  const bytes = gzippedBytes(model);
  if (bytes <= mostModelBytes) return model;
  throw new RangeError(
    `the ${model.kind} model is too large; at most ${mostModelBytes} bytes gzipped: ${bytes}; leave out features, or merge levels of categories`,
  );
}

/** Bytes of the JSON as it is sent. */
export function gzippedBytes(json: unknown): number {
  return gzipSync(JSON.stringify(json)).length;
}
