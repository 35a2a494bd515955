import type { DuckDBConnection } from "@duckdb/node-api";
import type { TierEconomics } from "../../src/model/tierEconomics.js";
import { delayedTierIds } from "../../src/model/uplift.js";
import { tierIds, type Playbook, type TierId } from "../../src/playbooks/types.js";
import { execute, row, rows } from "../query.js";
import {
  estimateCurve,
  estimateTiers,
  minOutcomes,
  total,
  type CurveEvidence,
  type Published,
  type TierEvidence,
} from "./estimate.js";
import { buildAssignments, readCounts, type CountRow } from "./readCounts.js";

/** Weeks over which the team's pace is measured. */
export const paceWeeks = 13;
/** Follow-up of the first look, before a full horizon has passed. */
const earlyDays = 90;

/** What the programme's own outcomes say, as far as they are known at as_of. */
export interface Evidence {
  readonly horizonDays: number;
  readonly tiers: readonly TierEvidence[];
  readonly strategies: readonly TierEvidence[];
  readonly curve: CurveEvidence;
  /** The two top tiers, for the stay gate: at the full horizon once enough is known there, else at a shorter follow-up. */
  readonly gate: {
    readonly followUpDays: number;
    readonly treated: { readonly n: number; readonly stayed: number };
    readonly heldOut: { readonly n: number; readonly stayed: number };
    /** Contacted customers of the two top tiers whose follow-up is not complete. */
    readonly pending: number;
  };
  readonly pace: {
    /** Contacted a week in the two top tiers, over the last weeks. */
    readonly top: number;
    /** Assigned a week by tier, the held-out included. */
    readonly assigned: Readonly<Record<TierId, number>>;
    /** Share of those assigned in the last weeks (and four weeks ago or more) who were contacted; null without any. */
    readonly worked: { readonly assigned: number; readonly contacted: number };
    /** The weeks since the first contact, thirteen at most: contacts of each tier, and what all of them cost. */
    readonly weeks: readonly { readonly contacted: Readonly<Record<TierId, number>>; readonly spend: number }[];
  };
  /** Contacted customers of the two top tiers by days from the clock. */
  readonly contactDays: readonly { readonly days: number; readonly n: number }[];
  /** Interventions without a tier of their own and no score near their day. */
  readonly unknownTier: number;
}

/**
 * Re-estimates stay rates by tier, strategy and delay from the interventions against the holdout, and what decisions
 * follow beside the published `economics`. Makes temp table `assignment`; needs `score`, the warehouse's `score_week`, `published_week` and schema `staging`.
 */
export async function measureEvidence(
  connection: DuckDBConnection,
  { playbook, economics, asOf }: { playbook: Playbook; economics: TierEconomics; asOf: string },
): Promise<Evidence> {
  await buildKnownScore(connection);
  await buildAssignments(connection, asOf);
  const { horizonDays } = playbook;
  const counts = await readCounts(connection, asOf, horizonDays);
  const curve = estimateCurve(counts, playbook);
  const rates = publishedRates(playbook);
  const published = Object.fromEntries(
    tierIds.map((tier) => [tier, { ...rates[tier], uplift: economics[tier].uplift }]),
  ) as Published;
  const terms = { published, curve: curve.used };
  return {
    horizonDays,
    tiers: estimateTiers(counts, terms),
    strategies: estimateTiers(counts, terms, "strategy"),
    curve,
    gate: await gateEvidence(connection, { asOf, horizonDays, counts }),
    pace: await measurePace(connection, asOf),
    contactDays: contactDays(counts),
    unknownTier: counts.filter(({ tier }) => tier === "unknown").reduce((sum, { assigned }) => sum + assigned, 0),
  };
}

/** Scores of customers in the programme: this run's and published ones. */
async function buildKnownScore(connection: DuckDBConnection): Promise<void> {
  await execute(
    connection,
    `create or replace temp table known_score as
     with concerned as (select distinct customer_id from staging.interventions)
     select customer_id, as_of, tier, first_crossed_on, backfilled from score semi join concerned using (customer_id)
     union all
     select customer_id, as_of, tier, first_crossed_on, score_week.backfilled
     from warehouse.score_week join published_week using (as_of, run_id) semi join concerned using (customer_id)
     where as_of not in (select as_of from score)`,
  );
}

/** Stay rate if treated and natural stay as the playbook has them. */
export function publishedRates({ roi }: Pick<Playbook, "roi">): Published {
  const value = (id: string) => roi.assumptions[id]?.value;
  const inside = (rate: number) => Math.min(0.99, Math.max(0.01, rate));
  const entries = tierIds.map((tier) => {
    const natural = 1 - (value(`p_${tier}`) ?? 0.5);
    const stay = value(`stay_${tier}`) ?? natural + (value(`added_${tier}`) ?? 0);
    return [tier, { stay: inside(stay), natural: inside(natural) }];
  });
  return Object.fromEntries(entries) as Published;
}

async function gateEvidence(
  connection: DuckDBConnection,
  { asOf, horizonDays, counts }: { asOf: string; horizonDays: number; counts: readonly CountRow[] },
): Promise<Evidence["gate"]> {
  const full = split(counts);
  if (Math.min(full.treated.n, full.heldOut.n) >= minOutcomes || horizonDays <= earlyDays)
    return { followUpDays: horizonDays, ...full };
  return { followUpDays: earlyDays, ...split(await readCounts(connection, asOf, earlyDays)) };
}

function split(counts: readonly CountRow[]) {
  const top = counts.filter(({ tier }) => (delayedTierIds as readonly string[]).includes(tier));
  const contacted = top.filter(({ isHoldout, days }) => !isHoldout && days !== null);
  const treated = total(contacted);
  const assigned = contacted.reduce((sum, row) => sum + row.assigned, 0);
  return { treated, heldOut: total(top.filter(({ isHoldout }) => isHoldout)), pending: assigned - treated.n };
}

function contactDays(counts: readonly CountRow[]): Evidence["contactDays"] {
  const byDays = new Map<number, number>();
  for (const { tier, isHoldout, days, assigned } of counts)
    if (!isHoldout && days !== null && (delayedTierIds as readonly string[]).includes(tier))
      byDays.set(days, (byDays.get(days) ?? 0) + assigned);
  return [...byDays].map(([days, n]) => ({ days, n })).sort((a, b) => a.days - b.days);
}

async function measurePace(connection: DuckDBConnection, asOf: string): Promise<Evidence["pace"]> {
  const lately = await rows<{ tier: TierId; assigned: number; contacted: number }>(
    connection,
    `select tier, count(*) filter (assigned_on > params.since) as assigned,
       count(*) filter (contacted_on > params.since and not is_holdout) as contacted
     from assignment cross join (select ?::date - ${7 * paceWeeks} as since) as params group by tier`,
    [asOf],
  );
  const perWeek = (tier: TierId, what: "assigned" | "contacted") =>
    (lately.find((one) => one.tier === tier)?.[what] ?? 0) / paceWeeks;
  const worked = await row<{ assigned: number; contacted: number }>(
    connection,
    `select count(*) as assigned, count(contacted_on) as contacted from assignment
     where not is_holdout and assigned_on > ?::date - ${7 * (paceWeeks + 4)} and assigned_on <= ?::date - 28`,
    [asOf, asOf],
  );
  return {
    top: delayedTierIds.reduce((sum, tier) => sum + perWeek(tier, "contacted"), 0),
    assigned: Object.fromEntries(tierIds.map((tier) => [tier, perWeek(tier, "assigned")])) as Record<TierId, number>,
    worked,
    weeks: await contactWeeks(connection, asOf),
  };
}

async function contactWeeks(connection: DuckDBConnection, asOf: string): Promise<Evidence["pace"]["weeks"]> {
  const found = await rows<{ week: number; tier: TierId; contacted: number; spend: number }>(
    connection,
    `select (date_diff('day', contacted_on, ?::date) // 7)::integer as week, tier, count(*)::integer as contacted,
       coalesce(sum(cost::decimal(38, 6)), 0)::double as spend
     from assignment where contacted_on is not null and not is_holdout group by all order by all`,
    [asOf],
  );
  const known = Math.max(0, ...found.map(({ week }) => week + 1));
  return Array.from({ length: Math.min(paceWeeks, known) }, (_, week) => {
    const own = found.filter((one) => one.week === week);
    const count = (tier: TierId) => own.find((one) => one.tier === tier)?.contacted ?? 0;
    return {
      contacted: Object.fromEntries(tierIds.map((tier) => [tier, count(tier)])) as Record<TierId, number>,
      spend: own.reduce((sum, one) => sum + one.spend, 0),
    };
  });
}
