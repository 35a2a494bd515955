import { group, sum } from "d3-array";
import { tierIds, type Playbook, type StatusId, type TierId } from "../../src/playbooks/types.js";
import type { CeoData, HistogramCell, RunInfo, TierRow, WeekPoint } from "../../src/pageData.js";
import { rows } from "../query.js";
import { shownAllocation, shownGates, withUplift } from "./decisions.js";
import { mergeSmallCells } from "./mergeSmallCells.js";
import { pageCells } from "./pageCells.js";
import { promiseData } from "./promise.js";
import { runFacts, type PageContext } from "./runInfo.js";
import { shown } from "./smallCounts.js";
import { foldCells, foldCounts, foldTiers } from "./smallTiers.js";
import { weekSummary } from "./words.js";

export async function ceoData(context: PageContext, run: RunInfo, playbook: Playbook): Promise<CeoData> {
  const { connection, runId, audience } = context;
  const facts = await runFacts(context);
  const tiers = await rows<TierRow>(
    connection,
    `select tier, customers, mean_p as "meanP", mean_ltv as "meanLtv", expected_losses as "expectedLosses", money
     from warehouse.tier_week where run_id = ? and as_of = ?::date`,
    [runId, run.asOf],
  );
  const isTeam = audience === "team";
  const history = await weekPoints(context);
  const cells = await histogram(context);
  const all = tierIds.map((tier) => tiers.find((row) => row.tier === tier) ?? emptyTier(tier));
  const allocation = shownAllocation(facts.programme.allocation, audience);
  const shownCells = isTeam ? cells : mergeSmallCells(foldCells(cells, all));
  const figures = {
    run,
    tiers: withUplift(isTeam ? all : foldTiers(all), facts.programme.evidence),
    next30: facts.next30,
    newlyAtRisk: history.at(-1)?.newlyAtRisk ?? 0,
    history,
    histogram: pageCells(allocation ? shownCells.filter(({ tier }) => tier === "low") : shownCells),
    gates: shownGates(facts.gates, audience),
    promise: await promiseData(context, run),
    allocation,
    statuses: await statusCounts(context, run, playbook),
  };
  return { ...figures, summary: facts.words && (await weekSummary(context, figures, playbook)) };
}

function emptyTier(tier: TierId): TierRow {
  return { tier, customers: 0, meanP: 0, meanLtv: null, expectedLosses: 0, money: null };
}

async function weekPoints({ connection, audience }: PageContext): Promise<WeekPoint[]> {
  const points = await rows<{
    asOf: string;
    backfilled: boolean;
    tier: TierId;
    customers: number;
    losses: number;
    money: number | null;
    newly: number;
  }>(
    connection,
    `with newly as (
       select as_of, count(*) filter (is_newly_at_risk) as newly, bool_or(backfilled) as backfilled
       from warehouse.score_week join week_pointer using (as_of, run_id) group by as_of
     )
     select tier_week.as_of::varchar as "asOf", newly.backfilled, tier, customers, expected_losses as losses, money, newly.newly
     from warehouse.tier_week join week_pointer using (as_of, run_id) join newly using (as_of)
     order by tier_week.as_of, tier`,
  );
  return [...group(points, (point) => point.asOf)].map(([asOf, week]) => {
    const tiers = Object.fromEntries(
      tierIds.map((tier) => [tier, week.find((p) => p.tier === tier)?.customers ?? 0]),
    ) as Record<TierId, number>;
    return {
      asOf,
      backfilled: week[0]!.backfilled,
      customers: sum(week, (point) => point.customers),
      tiers: audience === "team" ? tiers : foldCounts(tiers),
      expectedLosses: sum(week, (point) => point.losses),
      money: week.some(({ money }) => money !== null) ? sum(week, ({ money }) => money ?? 0) : null,
      newlyAtRisk: shown(week[0]!.newly, audience),
    };
  });
}

async function histogram({ connection, runId }: PageContext): Promise<HistogramCell[]> {
  return rows<HistogramCell>(
    connection,
    `select tier, p_bin as p, ltv_bin as ltv, mean_delay as delay, customers, sum_p as "sumP",
       coalesce(sum_ltv, 0) as "sumLtv", coalesce(sum_p_ltv, 0) as "sumPLtv"
     from warehouse.histogram_week where run_id = ? order by tier, p_bin, delay_bin, ltv_bin`,
    [runId],
  );
}

async function statusCounts(
  { connection, runId, audience }: PageContext,
  run: RunInfo,
  playbook: Playbook,
): Promise<CeoData["statuses"]> {
  const found = await rows<{ status: StatusId; n: number }>(
    connection,
    `select status, count(*) as n from warehouse.score_week
     where run_id = ? and as_of = ?::date and not is_lost and status is not null group by status`,
    [runId, run.asOf],
  );
  return Object.fromEntries(
    playbook.health.statuses.map(({ id }) => [id, shown(found.find((row) => row.status === id)?.n ?? 0, audience)]),
  ) as CeoData["statuses"];
}
