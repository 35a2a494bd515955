import type { DuckDBConnection } from "@duckdb/node-api";
import { cellsOf, type TierAction } from "../../src/model/allocation/cellsOf.js";
import { compareOrders } from "../../src/model/allocation/compareOrders.js";
import type { Allocation, AllocationCell } from "../../src/model/allocation/types.js";
import { winback } from "../../src/model/winback.js";
import type { HistogramCell, SpendingOrder, WeekAllocation } from "../../src/pageData.js";
import { programmeTierIds, type Playbook, type TierId } from "../../src/playbooks/types.js";
import { execute, rows } from "../query.js";
import type { QueueTerms } from "../queue.js";
import { candidateCells } from "./candidateCells.js";

interface Candidate {
  readonly id: string;
  readonly tier: TierId;
  readonly p: number;
  readonly ltv: number;
  readonly delay: number | null;
  readonly isOpen: boolean;
}

/**
 * Spends this week's capacities and budget three ways, customer by customer, and marks the optimum's customers in
 * `queue_week_out` (`is_in_optimum`). Candidates are those who may be contacted: not held out, not opted out of their
 * channel, not contacted yet; without a value nothing can be said in money.
 */
export async function allocateWeek(
  connection: DuckDBConnection,
  { tiers, queue }: Playbook,
  { economics, curve }: QueueTerms,
): Promise<WeekAllocation<HistogramCell>> {
  const candidates = await rows<Candidate>(
    connection,
    `select customer_id as id, tier, p, remaining_ltv as ltv, days_since_crossing as delay, state = 'open' as "isOpen"
     from queue_week_out where state in ('open', 'waiting', 'expired') and remaining_ltv is not null order by customer_id`,
  );
  const actions = Object.fromEntries(
    programmeTierIds.map((tier): [TierId, TierAction] => [tier, { ...economics[tier], channel: tiers[tier].channel }]),
  );
  const cells = cellsOf(candidates, actions, winback(curve));
  const limits = { budget: queue.weeklyBudget, capacity: queue.weeklyCapacity };
  const { risk, profit, optimum } = compareOrders(cells, limits);
  const taken = optimum.taken.map(({ cell }) => candidates[cell]!);
  await markOptimum(
    connection,
    taken.map(({ id }) => id),
  );
  const byTier = programmeTierIds.map((tier) => [tier, taken.filter((one) => one.tier === tier).length]);
  return {
    candidates: candidates.length,
    cells: candidateCells(candidates),
    curve: {
      curve: curve.curve.map(({ days, stayRate }) => ({ days, stayRate })),
      floor: { value: curve.floor.value },
    },
    limits: { budget: queue.weeklyBudget ?? null, capacity: queue.weeklyCapacity as Record<string, number> },
    risk: order(risk),
    profit: order(profit),
    optimum: { ...order(optimum), byTier: Object.fromEntries(byTier) as Partial<Record<TierId, number>> },
    queue: added(cells.filter((_, i) => candidates[i]!.isOpen)),
    upperBound: optimum.upperBound,
    channelPrices: Object.fromEntries(optimum.prices.channels),
  };
}

async function markOptimum(connection: DuckDBConnection, ids: readonly string[]): Promise<void> {
  await execute(
    connection,
    `create or replace temp table queue_week_out as
     select queue_week_out.*, taken.id is not null as is_in_optimum
     from queue_week_out left join (select unnest(from_json(?::json, '["VARCHAR"]')) as id) as taken on taken.id = customer_id
     order by rank nulls last, customer_id`,
    [JSON.stringify(ids)],
  );
}

function order({ customers, spend, gain, net }: Allocation): SpendingOrder {
  return { customers, spend, gain, net };
}

/** Every cell's own action, whatever it is worth. */
function added(cells: readonly AllocationCell[]): SpendingOrder {
  const options = cells.flatMap((cell) => cell.options.slice(0, 1));
  const [spend, gain] = options.reduce(([cost, sum], option) => [cost + option.cost, sum + option.gain], [0, 0]);
  return { customers: options.length, spend: spend!, gain: gain!, net: gain! - spend! };
}
