import type { DuckDBConnection } from "@duckdb/node-api";
import { execute, rows, sqlFile } from "../../../loaders/query.js";
import type { QueueTerms } from "../../../loaders/queue.js";
import { isHeldOut } from "../../../src/model/holdout.js";
import { waiting } from "../../../src/model/waiting.js";
import { winback } from "../../../src/model/winback.js";
import type { Playbook, TierId } from "../../../src/playbooks/types.js";

interface AtRisk {
  readonly customer_id: string;
  readonly tier: TierId;
  readonly p: number;
  readonly health: number | null;
  readonly remaining_ltv: number | null;
  readonly owner: string | null;
  readonly region: string | null;
  readonly is_opted_out: boolean;
  readonly days_since_crossing: number | null;
  readonly assigned_holdout: boolean | null;
  readonly is_contacted: boolean;
  readonly outcome: string | null;
}

/**
 * The queue of the week worked out the plain way, everybody in memory and one step after another: what `buildQueue` must
 * come to, row by row and column by column. Made from the definitions, without a line of the loaders but `at_risk`.
 */
export async function plainQueue(
  connection: DuckDBConnection,
  playbook: Playbook,
  { economics, curve }: QueueTerms,
): Promise<unknown[]> {
  await execute(
    connection,
    `create or replace temp table params as select ${Math.max(90, playbook.horizonDays)} as season_days`,
  );
  const found = await rows<AtRisk>(connection, sqlFile("marts/at_risk"));
  const known = found.flatMap(({ remaining_ltv: ltv }) => ltv ?? []);
  const typical = known.length ? known.reduce((sum, ltv) => sum + ltv, 0) / known.length : undefined;
  const all = found.map((one) => {
    const { uplift, cost } = economics[one.tier];
    const wait = waiting(
      {
        ...{ tier: one.tier, p: one.p, ltv: one.remaining_ltv ?? typical ?? 1, uplift },
        ...{ daysSinceCrossing: one.days_since_crossing ?? undefined, isContacted: one.is_contacted },
      },
      winback(curve),
    );
    const isHoldout = one.assigned_holdout ?? isHeldOut(one.customer_id, playbook.holdoutShare);
    const net = wait.thisWeek.expectedGain - (typical === undefined ? 0 : cost);
    const keys = [wait.costOfWaiting, one.is_contacted ? -Infinity : net, one.p];
    if (playbook.queue.order === "worst_health") keys.unshift(-(one.health ?? Infinity));
    return { one, wait, isHoldout, keys, uplift, cost, channel: playbook.tiers[one.tier].channel as string };
  });
  const ranked = all.filter(({ isHoldout }) => !isHoldout);
  ranked.sort((a, b) => {
    const at = a.keys.findIndex((key, i) => key !== b.keys[i]);
    return at < 0 ? byCodePoint(a.one.customer_id, b.one.customer_id) : b.keys[at]! - a.keys[at]!;
  });

  const free: Record<string, number | undefined> = { ...playbook.queue.weeklyCapacity };
  let budget = playbook.queue.weeklyBudget ?? Infinity;
  const states = ranked.map(({ one, wait, cost, channel }) => {
    if (one.is_contacted) return ["stayed", "lost"].includes(one.outcome!) ? "done" : "contacted";
    if (one.is_opted_out && channel === "push") return "opted_out";
    if (wait.today.effect === 0) return "expired";
    const pays = one.remaining_ltv === null || wait.thisWeek.expectedGain > cost;
    if (!pays || cost > budget || (free[channel] ?? Infinity) < 1) return "waiting";
    budget -= cost;
    if (free[channel] !== undefined) free[channel]--;
    return "open";
  });

  const isListed = (i: number) => states[i] === "open" || states[i] === "waiting";
  const desks = await rows<{ owner: string; region: string | null }>(
    connection,
    "select distinct owner, region from staging.customers where owner is not null and ended_on is null",
  );
  const load = new Map(desks.map(({ owner }) => [owner, 0]));
  const owners = ranked.map(({ one }) => one.owner);
  owners.forEach((owner, i) => isListed(i) && owner !== null && load.set(owner, (load.get(owner) ?? 0) + 1));
  ranked.forEach(({ one }, i) => {
    if (owners[i] !== null || !isListed(i)) return;
    const near = desks.filter(({ region }) => region === one.region).map(({ owner }) => owner);
    const choice = (near.length ? near : [...load.keys()]).sort();
    const least = Math.min(...choice.map((owner) => load.get(owner)!));
    const chosen = choice.find((owner) => load.get(owner) === least) ?? null;
    if (chosen !== null) load.set(chosen, load.get(chosen)! + 1);
    owners[i] = chosen;
  });

  const point = (at: { effect: number; expectedGain: number }) => ({ g: at.effect, gain: at.expectedGain });
  const line = ({ one, wait, isHoldout, uplift, cost, channel }: (typeof all)[number]) => {
    const { health: _health, owner, region: _region, assigned_holdout: _arm, ...kept } = one;
    const hasValue = one.remaining_ltv !== null;
    const day = one.days_since_crossing;
    const [gain, wasted] = [wait.thisWeek.expectedGain, wait.costOfWaiting];
    const days = { now: point(wait.today), byWeekEnd: point(wait.thisWeek), nextWeek: point(wait.nextWeek) };
    const timing = { day, uplift, naturalStay: 1 - one.p, cost, ...days, costOfWaiting: wasted };
    return {
      ...{ ...kept, is_holdout: isHoldout, gain: hasValue ? gain : null, cost_of_waiting: hasValue ? wasted : null },
      ...{ timing: hasValue && day !== null ? JSON.stringify(timing) : null, rank: null, owner, channel, cost },
      state: "holdout",
    };
  };
  return [
    ...ranked.map((one, i) => ({ ...line(one), rank: i + 1, owner: owners[i], state: states[i] })),
    ...all.filter(({ isHoldout }) => isHoldout).map(line),
  ];
}

const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
