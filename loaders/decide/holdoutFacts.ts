import type { DuckDBConnection } from "@duckdb/node-api";
import { holdoutPower, holdoutPrice, season } from "../../src/model/holdout.js";
import type { TierEconomics } from "../../src/model/tierEconomics.js";
import type { ExperimentsData } from "../../src/pageData.js";
import { programmeTierIds, type Playbook } from "../../src/playbooks/types.js";
import { readFrame } from "../model/readFrame.js";
import { rows } from "../query.js";
import { quoteLiteral } from "../sqlText.js";

/** What the holdout costs this week and what it can find. Needs `queue_week_out`. */
export async function holdoutFacts(
  connection: DuckDBConnection,
  { playbook, economics, asOf }: { playbook: Playbook; economics: TierEconomics; asOf: string },
): Promise<ExperimentsData["holdout"]> {
  const { firstDay, lastDay } = season(asOf, playbook.horizonDays);
  const tiers: ExperimentsData["holdout"]["tiers"][number][] = [];
  for (const tier of programmeTierIds) {
    const own = `from queue_week_out where tier = ${quoteLiteral(tier)}`;
    const { columns } = await readFrame(connection, `select p ${own} order by customer_id`, [
      { id: "p", kind: "number" },
    ]);
    const p = columns[0]!.values;
    const heldOut = await rows<{ expectedGain: number; cost: number }>(
      connection,
      `select coalesce(gain, 0) as "expectedGain", cost ${own} and is_holdout order by customer_id`,
    );
    const size = { treated: p.length - heldOut.length, heldOut: heldOut.length };
    const naturalStay = p.reduce((sum, chance) => sum + 1 - chance, 0) / p.length;
    const hasBoth = size.treated > 0 && size.heldOut > 0;
    tiers.push({
      ...{ tier, ...size },
      price: holdoutPrice(heldOut),
      power: hasBoth ? holdoutPower(size, { naturalStay, uplift: economics[tier].uplift }) : null,
    });
  }
  return { share: playbook.holdoutShare, season: { firstDay, lastDay }, tiers };
}
