import type { ChurnModel } from "./anyModel.js";
import { logOddsLookupQuery } from "./lookupSql.js";
import { numberSql as number } from "./sqlParts.js";
import { treesLogOddsSql } from "./treesSql.js";

/**
 * The model as a query: for engines that score where the rows are. Look-ups (an additive model) or nested CASE (trees) over
 * IEEE doubles, so that p agrees with `churnProbability` to 1e-9. NULL and NaN are missing.
 *
 * @param kept columns of `source` that the result keeps beside `p`
 */
export function churnProbabilityQuery(model: ChurnModel, kept: readonly string[], source: string): string {
  const odds =
    model.kind === "trees"
      ? `select ${[...kept, `${treesLogOddsSql(model)} as log_odds`].join(", ")} from ${source}`
      : logOddsLookupQuery(model, kept, source);
  return `select ${[...kept, `${probabilitySql(model)} as p`].join(", ")} from (${odds})`;
}

function probabilitySql({ calibrator }: Pick<ChurnModel, "calibrator">): string {
  const logOdds = calibrator ? `${number(calibrator.intercept)} + ${number(calibrator.slope)} * log_odds` : "log_odds";
  return `1e0 / (1e0 + exp(-(${logOdds})))`;
}
