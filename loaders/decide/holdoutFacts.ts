import type { DuckDBConnection } from "@duckdb/node-api";
import { holdoutPower, holdoutPrice, season } from "../../src/model/holdout.js";
import type { TierEconomics } from "../../src/model/tierEconomics.js";
import type { ExperimentsData } from "../../src/pageData.js";
import { programmeTierIds, type Playbook, type TierId } from "../../src/playbooks/types.js";
import { rows } from "../query.js";

interface QueueRow {
  readonly tier: TierId;
  readonly p: number;
  readonly gain: number | null;
  readonly cost: number;
  readonly isHoldout: boolean;
}

/** What the holdout costs this week and what it can find. Needs `queue_week_out`. */
export async function holdoutFacts(
  connection: DuckDBConnection,
  { playbook, economics, asOf }: { playbook: Playbook; economics: TierEconomics; asOf: string },
): Promise<ExperimentsData["holdout"]> {
  const found = await rows<QueueRow>(
    connection,
    `select tier, p, gain, cost, is_holdout as "isHoldout" from queue_week_out order by customer_id`,
  );
  const { firstDay, lastDay } = season(asOf, playbook.horizonDays);
  const tiers = programmeTierIds.map((tier) => {
    const own = found.filter((row) => row.tier === tier);
    const heldOut = own.filter(({ isHoldout }) => isHoldout);
    const size = { treated: own.length - heldOut.length, heldOut: heldOut.length };
    const naturalStay = own.reduce((sum, { p }) => sum + 1 - p, 0) / own.length;
    const hasBoth = size.treated > 0 && size.heldOut > 0;
    return {
      ...{ tier, ...size },
      price: holdoutPrice(heldOut.map(({ gain, cost }) => ({ expectedGain: gain ?? 0, cost }))),
      power: hasBoth ? holdoutPower(size, { naturalStay, uplift: economics[tier].uplift }) : null,
    };
  });
  return { share: playbook.holdoutShare, season: { firstDay, lastDay }, tiers };
}
