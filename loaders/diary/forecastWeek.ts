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
  /** Losses that the level of the 30-day and of the full chances rests on; fewer make a wider forecast. */
  readonly events: { readonly soon: number; readonly late: number };
}

/**
 * What this week promises: losses over 30 days and over the horizon, customers saved by this week's contacts, and what
 * these cost. Needs `p30`, `score`, `assignment` and `queue_week_out`.
 */
export async function forecastWeek(connection: DuckDBConnection, terms: Terms): Promise<Forecast[]> {
  const { asOf, playbook } = terms;
  await respondingShares(connection, terms);
  const soon = await losses(connection, terms.events.soon, "select customer_id, p30 as p from p30_week");
  const isShort = playbook.horizonDays <= 30;
  const late = isShort
    ? undefined
    : await losses(
        connection,
        terms.events.late,
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

async function losses(connection: DuckDBConnection, events: number, chances: string) {
  await execute(connection, `create or replace temp table p30 as ${chances}`);
  const { heads, variance } = await row<{ heads: number; variance: number }>(connection, sqlFile("marts/expected_30"));
  // who leaves is chance, and the level itself rests on so many losses seen
  return around(heads, Math.sqrt(variance + (events > 0 ? heads ** 2 / events : heads ** 2)));
}

/** Weeks of contacts from which next week's can be told. */
const minWeeks = 4;

interface Expected {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Saves and spend of next week's contacts: as many as the team has made a week lately. A team that has only begun is
 * taken to work as much of its open queue as of what it was given so far.
 */
async function contacts(connection: DuckDBConnection, { evidence, economics, playbook, curve }: Terms) {
  const open = await rows<{ tier: TierId; days: number | null; n: number; cost: number }>(
    connection,
    `select tier, days_since_crossing as days, count(*) as n, sum(cost::decimal(38, 6))::double as cost
     from queue_week_out where state = 'open' group by all order by all`,
  );
  const { weeks } = evidence.pace;
  const isKnown = weeks.length >= minWeeks;
  const spend = isKnown ? nextOf(weeks.map((week) => week.spend)) : plannedSpend(open, evidence.pace.worked);
  const effect = winback(curve);
  let [saves, variance] = [0, 0];
  for (const tier of programmeTierIds) {
    const own = open.filter((row) => row.tier === tier);
    const listed = own.reduce((sum, row) => sum + row.n, 0);
    const { mean: n, deviation } = isKnown
      ? nextOf(weeks.map(({ contacted }) => contacted[tier]))
      : { mean: listed * workedShare(evidence.pace.worked), deviation: 0 };
    const found = evidence.tiers.find((one) => one.tier === tier)!;
    const left = listed
      ? own.reduce((sum, row) => sum + row.n * effectAt(tier, row.days, effect), 0) / listed
      : found.meanEffect;
    const gain = economics[tier].uplift * left;
    const stay = found.natural.value + gain;
    saves += n * gain;
    // how many are reached, chance among them, the error of the uplift, and that of the holdout that will measure it
    variance += (deviation * gain) ** 2 + n * Math.min(0.25, Math.max(0, stay * (1 - stay)));
    variance += (n * left * errorOf(found.inUse ?? spreadOf(playbook, tier))) ** 2;
    variance += (n * errorOf(found.natural)) ** 2;
  }
  return { saves: around(saves, Math.sqrt(variance), -Infinity), spend: around(spend.mean, spend.deviation) };
}

/** The next of a row of weeks: their mean, and the spread of one more week and of the mean itself. */
function nextOf(values: readonly number[]): Expected {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, deviation: Math.sqrt(variance * (1 + 1 / values.length)) * shortRow(values.length) };
}

/** Few weeks say little about their spread: Student's t over the normal, at 95 % (t = 3.18, 2.57, 2.18 at 4, 6, 13 weeks). */
function shortRow(n: number): number {
  const df = n - 1;
  const z = 1.959964;
  // Hill's expansion of the t quantile (1970), third order
  const t =
    z +
    (z ** 3 + z) / (4 * df) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * df ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * df ** 3);
  return t / z;
}

function workedShare({ assigned, contacted }: Evidence["pace"]["worked"]): number {
  return (contacted + 1) / (assigned + 1);
}

function plannedSpend(
  open: readonly { readonly n: number; readonly cost: number }[],
  worked: Evidence["pace"]["worked"],
): Expected {
  const share = workedShare(worked);
  const variance = worked.assigned > 0 ? (share * (1 - share)) / (worked.assigned + 2) : 1 / 12;
  const planned = open.reduce((sum, { cost }) => sum + cost, 0);
  const each = open.reduce((sum, { n, cost }) => sum + cost ** 2 / n, 0);
  return { mean: planned * share, deviation: Math.sqrt(planned ** 2 * variance + each * share * (1 - share)) };
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
