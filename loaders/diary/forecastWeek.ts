import type { DuckDBConnection } from "@duckdb/node-api";
import type { TierEconomics } from "../../src/model/tierEconomics.js";
import { delayedTierIds } from "../../src/model/uplift.js";
import { winback, type WinbackPoints } from "../../src/model/winback.js";
import type { ForecastMetric } from "../../src/pageData.js";
import { programmeTierIds, type Playbook, type TierId } from "../../src/playbooks/types.js";
import { addDays } from "../calendar.js";
import type { Evidence } from "../evidence/measureEvidence.js";
import { execute, row, rows, sqlFile } from "../query.js";

export interface Forecast {
  readonly metric: ForecastMetric;
  readonly due_on: string;
  readonly value: number;
  /** 95 % of what may happen lies between. */
  readonly low: number;
  readonly high: number;
}

interface Terms {
  readonly asOf: string;
  readonly playbook: Playbook;
  readonly evidence: Evidence;
  readonly economics: TierEconomics;
  readonly curve: WinbackPoints;
  readonly meanP: Partial<Record<TierId, number>>;
  /** Losses that the 30-day chances were fitted on; fewer make a wider forecast. */
  readonly events: number;
}

/**
 * What this week promises: losses over 30 days and over the horizon, customers saved by this week's contacts, and what
 * these cost. Needs `p30`, `score`, `assignment` and `queue_week_out`.
 */
export async function forecastWeek(connection: DuckDBConnection, terms: Terms): Promise<Forecast[]> {
  const { asOf, playbook } = terms;
  await respondingShares(connection, terms);
  const soon = await losses(connection, terms, "select customer_id, p30 as p from p30_week");
  const isShort = playbook.horizonDays <= 30;
  const late = isShort
    ? undefined
    : await losses(
        connection,
        terms,
        `select customer_id, p from score where as_of = date '${asOf}' and tier is not null and p is not null`,
      );
  const { saves, spend } = await contacts(connection, terms);
  return [
    { metric: "losses_30", due_on: addDays(asOf, 30), ...soon },
    ...(late ? [{ metric: "losses" as const, due_on: addDays(asOf, playbook.horizonDays), ...late }] : []),
    { metric: "saves", due_on: addDays(asOf, 7 + playbook.horizonDays), ...saves },
    { metric: "spend", due_on: addDays(asOf, 7), ...spend },
  ];
}

/** Share of a tier that a contact after so many days keeps for a horizon: points added over the chance to leave. */
async function respondingShares(connection: DuckDBConnection, terms: Terms): Promise<void> {
  const { playbook, economics, curve, meanP, asOf } = terms;
  await execute(
    connection,
    "create or replace temp table params as select ?::date as as_of, ?::integer as horizon_days",
    [asOf, playbook.horizonDays],
  );
  const effect = winback(curve);
  const shares = programmeTierIds.flatMap((tier) =>
    Array.from({ length: 401 }, (_, days) => {
      const left = delayedTierIds.includes(tier) ? effect(days).effect : 1;
      const share = meanP[tier] ? Math.min(1, (economics[tier].uplift * left) / meanP[tier]) : 0;
      return { tier, days, share };
    }),
  );
  await execute(
    connection,
    `create or replace temp table responding as
     select unnest(from_json(?::json, '[{"tier":"VARCHAR","days":"INTEGER","share":"DOUBLE"}]'), recursive := true)`,
    [JSON.stringify(shares)],
  );
}

async function losses(connection: DuckDBConnection, { events }: Terms, chances: string) {
  await execute(connection, `create or replace temp table p30 as ${chances}`);
  const { heads, variance } = await row<{ heads: number; variance: number }>(connection, sqlFile("marts/expected_30"));
  // who leaves is chance, and the level itself rests on so many losses seen
  return around(heads, Math.sqrt(variance + (events > 0 ? heads ** 2 / events : heads ** 2)));
}

/** Saves and spend of those open this week, if the team works as much of its queue as it did lately. */
async function contacts(connection: DuckDBConnection, { evidence, economics, playbook, curve }: Terms) {
  const open = await rows<{ tier: TierId; days: number | null; n: number; cost: number }>(
    connection,
    `select tier, days_since_crossing as days, count(*) as n, sum(cost::decimal(38, 6))::double as cost
     from queue_week_out where state = 'open' group by all order by all`,
  );
  const { assigned, contacted } = evidence.pace.worked;
  const worked = (contacted + 1) / (assigned + 1);
  const workedVariance = assigned > 0 ? (worked * (1 - worked)) / (assigned + 2) : 1 / 12;
  const planned = open.reduce((sum, { cost }) => sum + cost, 0);
  const each = open.reduce((sum, { n, cost }) => sum + cost ** 2 / n, 0);
  const spend = around(planned * worked, Math.sqrt(planned ** 2 * workedVariance + each * worked * (1 - worked)));
  const effect = winback(curve);
  let [saves, variance] = [0, 0];
  for (const tier of programmeTierIds) {
    const own = open.filter((row) => row.tier === tier);
    const n = worked * own.reduce((sum, row) => sum + row.n, 0);
    const left = own.reduce((sum, row) => sum + row.n * effectAt(tier, row.days, effect), 0) * worked;
    const found = evidence.tiers.find((one) => one.tier === tier)!;
    const stay = found.natural.value + (n ? (economics[tier].uplift * left) / n : 0);
    saves += economics[tier].uplift * left;
    // chance among those reached, the error of the uplift, and that of the holdout that will measure it
    variance += n * Math.min(0.25, Math.max(0, stay * (1 - stay)));
    variance += (left * errorOf(found.inUse ?? spreadOf(playbook, tier))) ** 2;
    variance += (n * errorOf(found.natural)) ** 2;
  }
  return { saves: around(saves, Math.sqrt(variance), -Infinity), spend };
}

function effectAt(tier: TierId, days: number | null, effect: ReturnType<typeof winback>): number {
  return delayedTierIds.includes(tier) ? effect((days ?? 0) + 7).effect : 1;
}

function errorOf({ low, high }: { low: number; high: number }): number {
  return (high - low) / (2 * 1.959964);
}

/** The playbook's own range of a tier's uplift. */
function spreadOf({ roi }: Playbook, tier: TierId): { low: number; high: number } {
  return roi.assumptions[`added_${tier}`] ?? roi.assumptions[`stay_${tier}`] ?? { low: 0, high: 0 };
}

function around(value: number, deviation: number, least = 0) {
  const reach = 1.959964 * deviation;
  return { value, low: Math.max(least, value - reach), high: value + reach };
}
