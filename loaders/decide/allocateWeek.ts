import { BOOLEAN, type DuckDBConnection } from "@duckdb/node-api";
import { cellsOf, type TierAction } from "../../src/model/allocation/cellsOf.js";
import { compareOrders } from "../../src/model/allocation/compareOrders.js";
import type { Allocation, AllocationCell } from "../../src/model/allocation/types.js";
import { winback } from "../../src/model/winback.js";
import type { HistogramCell, SpendingOrder, WeekAllocation } from "../../src/pageData.js";
import { programmeTierIds, type Playbook, type TierId } from "../../src/playbooks/types.js";
import { appendColumns } from "../appendColumns.js";
import { readFrame } from "../model/readFrame.js";
import { execute, row } from "../query.js";
import type { QueueTerms } from "../queue.js";
import { candidateCells } from "./candidateCells.js";

interface Candidate {
  /** Its row in `queue_week_out`. */
  readonly row: number;
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
  const candidates = await readCandidates(connection);
  const actions = Object.fromEntries(
    programmeTierIds.map((tier): [TierId, TierAction] => [tier, { ...economics[tier], channel: tiers[tier].channel }]),
  );
  const cells = cellsOf(candidates, actions, winback(curve));
  const limits = { budget: queue.weeklyBudget, capacity: queue.weeklyCapacity };
  const { risk, profit, optimum } = compareOrders(cells, limits);
  const taken = optimum.taken.map(({ cell }) => candidates[cell]!);
  await markOptimum(connection, taken);
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

/** In order of id. */
async function readCandidates(connection: DuckDBConnection): Promise<Candidate[]> {
  const features = ["row", "p", "ltv", "delay", "is_open"].map((id) => ({ id, kind: "number" as const }));
  const frame = await readFrame(
    connection,
    `select rowid as row, tier, p, remaining_ltv as ltv, days_since_crossing as delay, state = 'open' as is_open
     from queue_week_out where state in ('open', 'waiting', 'expired') and remaining_ltv is not null order by customer_id`,
    [...features, { id: "tier", kind: "category" }],
  );
  const [place, p, ltv, delay, isOpen, tier] = frame.columns.map(({ values }) => values);
  const tiers = frame.columns[5]!.levels as readonly TierId[];
  return Array.from({ length: frame.rows }, (_, i) => ({
    row: place![i]!,
    tier: tiers[tier![i]!]!,
    p: p![i]!,
    ltv: ltv![i]!,
    delay: Number.isNaN(delay![i]!) ? null : delay![i]!,
    isOpen: isOpen![i] === 1,
  }));
}

async function markOptimum(connection: DuckDBConnection, taken: readonly Candidate[]): Promise<void> {
  const { n } = await row<{ n: number }>(connection, "select count(*) as n from queue_week_out");
  const isTaken = new Array<boolean>(n).fill(false);
  for (const candidate of taken) isTaken[candidate.row] = true;
  await execute(connection, "create or replace temp table optimum (is_in_optimum boolean)");
  await appendColumns(connection, "optimum", [BOOLEAN], [isTaken]);
  await execute(
    connection,
    `create or replace temp table queue_week_out as select * from queue_week_out positional join optimum;
     drop table optimum`,
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
