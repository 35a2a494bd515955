import type { DuckDBConnection } from "@duckdb/node-api";
import { churnFeatures } from "../src/model/churn/anyModel.js";
import { driftOf, driftReferences, type Drift, type DriftReference } from "../src/model/drift.js";
import { readFrame, type FrameFeature } from "./model/readFrame.js";
import type { Trained } from "./train.js";

/** Rows that a distribution is told from: enough for a PSI of .001, whatever the size of the base. */
const mostRows = 50_000;

interface Scored {
  readonly asOf: string;
  readonly features: readonly FrameFeature[];
}

/** How the customers of a week are distributed, for later weeks to be held against. Needs `customer_week`. */
export async function referencesOf(connection: DuckDBConnection, scored: Scored): Promise<DriftReference[]> {
  return driftReferences(await activeFrame(connection, scored));
}

/**
 * How far this week's customers have moved since a model learnt: every feature that it reads, most shifted first; null
 * for a model that kept no distributions. Needs `customer_week`.
 */
export async function driftSince(
  connection: DuckDBConnection,
  trained: Trained | undefined,
  scored: Scored,
): Promise<Drift[] | null> {
  const model = trained?.models[0]?.model;
  if (!model || !trained.references) return null;
  const read = new Set(churnFeatures(model));
  const references = trained.references.filter(({ feature }) => read.has(feature));
  return driftOf(references, await activeFrame(connection, scored));
}

function activeFrame(connection: DuckDBConnection, { asOf, features }: Scored) {
  return readFrame(
    connection,
    `select * from customer_week where as_of = date '${asOf}' and not is_lost
     order by hash(customer_id), customer_id limit ${mostRows}`,
    features,
  );
}
