import type { DuckDBConnection } from "@duckdb/node-api";
import { isHeldOut } from "../src/model/holdout.js";
import type { TierEconomics } from "../src/model/tierEconomics.js";
import { winback, type DelayPoint, type WinbackPoints } from "../src/model/winback.js";
import { waiting, type Waiting } from "../src/model/waiting.js";
import type { CustomerDetail } from "../src/pageData.js";
import type { Playbook, TierId } from "../src/playbooks/types.js";
import { execute, rows, sqlFile } from "./query.js";
import { assignOwners, type Desk } from "./queue/assignOwners.js";
import { queueStates, type Candidate } from "./queue/queueStates.js";

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
  /** The arm as the data say it, this season's before an earlier one; null where the customer was never in any. */
  readonly assigned_holdout: boolean | null;
  readonly is_contacted: boolean;
  readonly outcome: Candidate["outcome"];
}

interface Timed {
  readonly customer: AtRisk;
  readonly isHoldout: boolean;
  readonly wait: Waiting;
  readonly cost: number;
  readonly uplift: number;
}

/** What the week is decided with: each tier's uplift and cost, and the curve in use. */
export interface QueueTerms {
  readonly economics: TierEconomics;
  readonly curve: WinbackPoints;
}

/**
 * The queue: everybody in a programme tier, ranked by what a week's waiting costs (or by worst health, as the playbook
 * says), with owner, state and whether this week's capacity reaches them. Makes `queue_week_out`; needs `score`.
 * Held-out customers have a row for their own page, but no rank.
 * @returns rows made
 */
export async function buildQueue(connection: DuckDBConnection, playbook: Playbook, terms: QueueTerms): Promise<number> {
  await execute(connection, "create or replace temp table params as select ?::integer as season_days", [
    Math.max(90, playbook.horizonDays),
  ]);
  await execute(connection, `create or replace temp table at_risk as ${sqlFile("marts/at_risk")}`);
  const found = await rows<AtRisk & { as_of: string }>(connection, "select * from at_risk order by customer_id");
  const effect = winback(terms.curve);
  const typicalLtv = mean(found.flatMap(({ remaining_ltv: ltv }) => ltv ?? []));
  const timed = found.map((customer) => timedBy(customer, { playbook, terms, effect, typicalLtv }));
  const ranked = timed
    .filter(({ isHoldout }) => !isHoldout)
    .sort(order(playbook.queue.order, typicalLtv !== undefined));
  const states = queueStates(
    [...ranked, ...timed.filter(({ isHoldout }) => isHoldout)].map((one) => candidate(one, playbook)),
    playbook.queue,
  );
  const listed = ranked.filter(({ customer }) => ["open", "waiting"].includes(states.get(customer.customer_id)!));
  const owners = assignOwners(
    listed.map(({ customer }) => ({ ...customer, id: customer.customer_id })),
    await desks(connection),
  );
  const ranks = new Map(ranked.map(({ customer }, i) => [customer.customer_id, i + 1]));
  const out = timed.map((one) => {
    const id = one.customer.customer_id;
    // without a value nothing can be said in money; the customer stays in the queue
    const hasValue = one.customer.remaining_ltv !== null;
    return {
      id,
      ...(hasValue ? { gain: one.wait.thisWeek.expectedGain, wait: one.wait.costOfWaiting, timing: timing(one) } : {}),
      rank: ranks.get(id) ?? null,
      is_holdout: one.isHoldout,
      state: states.get(id),
      channel: playbook.tiers[one.customer.tier].channel,
      cost: one.cost,
      owner: owners.get(id) ?? one.customer.owner,
    };
  });
  await writeQueue(connection, out);
  return found.length;
}

function timedBy(
  customer: AtRisk,
  use: {
    playbook: Playbook;
    terms: QueueTerms;
    effect: (days: number) => DelayPoint;
    typicalLtv: number | undefined;
  },
): Timed {
  const { playbook, terms, effect, typicalLtv } = use;
  const {
    customer_id: id,
    tier,
    p,
    remaining_ltv: ltv,
    days_since_crossing: days,
    is_contacted: isContacted,
  } = customer;
  const { uplift, cost } = terms.economics[tier];
  // who has no value of its own ranks as the typical customer does; where nobody has one, heads are what counts
  const value = ltv ?? typicalLtv ?? 1;
  const wait = waiting({ tier, p, ltv: value, uplift, daysSinceCrossing: days ?? undefined, isContacted }, effect);
  const isHoldout = customer.assigned_holdout ?? isHeldOut(id, playbook.holdoutShare);
  return { customer, isHoldout, wait, cost, uplift };
}

function mean(values: readonly number[]): number | undefined {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
}

/** The first difference decides; ids last, so that the order never depends on chance. */
function order(by: Playbook["queue"]["order"], isInMoney: boolean): (a: Timed, b: Timed) => number {
  const net = ({ wait, cost }: Timed) => wait.thisWeek.expectedGain - (isInMoney ? cost : 0);
  const keys: ((one: Timed) => number)[] = [
    ...(by === "worst_health" ? [({ customer }: Timed) => -(customer.health ?? Infinity)] : []),
    ({ wait }) => wait.costOfWaiting,
    (one) => (one.customer.is_contacted ? -Infinity : net(one)),
    ({ customer }) => customer.p,
  ];
  return (a, b) => {
    for (const key of keys) if (key(a) !== key(b)) return key(b) - key(a);
    return a.customer.customer_id < b.customer.customer_id ? -1 : 1;
  };
}

function candidate({ customer, isHoldout, wait, cost }: Timed, playbook: Playbook): Candidate {
  return {
    id: customer.customer_id,
    channel: playbook.tiers[customer.tier].channel,
    isHoldout,
    isOptedOut: customer.is_opted_out,
    isContacted: customer.is_contacted,
    outcome: customer.outcome,
    isTooLate: wait.today.effect === 0,
    gain: customer.remaining_ltv === null ? null : wait.thisWeek.expectedGain,
    cost,
  };
}

/** The four days that a customer's page explains; only where a clock runs. */
function timing({ customer, wait, uplift, cost }: Timed): CustomerDetail["timing"] {
  if (customer.days_since_crossing === null) return undefined;
  const point = (at: Waiting["today"]) => ({ g: at.effect, gain: at.expectedGain });
  return {
    ...{ day: customer.days_since_crossing, uplift, naturalStay: 1 - customer.p, cost },
    ...{ now: point(wait.today), byWeekEnd: point(wait.thisWeek), nextWeek: point(wait.nextWeek) },
    costOfWaiting: wait.costOfWaiting,
  };
}

async function desks(connection: DuckDBConnection): Promise<Desk[]> {
  return rows<Desk>(
    connection,
    `select distinct owner, region from staging.customers
     where owner is not null and ended_on is null order by region nulls first, owner`,
  );
}

const columns =
  '[{"id":"VARCHAR","gain":"DOUBLE","wait":"DOUBLE","timing":"JSON","rank":"INTEGER","is_holdout":"BOOLEAN","state":"VARCHAR","channel":"VARCHAR","cost":"DOUBLE","owner":"VARCHAR"}]';

/** No text of a query may be longer than half a gigabyte. */
const sliceRows = 100_000;

async function writeQueue(connection: DuckDBConnection, out: readonly object[]): Promise<void> {
  const unpacked = `select unnest(from_json(?::json, '${columns}'), recursive := true)`;
  await execute(connection, `create or replace temp table decided as ${unpacked}`, ["[]"]);
  for (let from = 0; from < out.length; from += sliceRows)
    await execute(connection, `insert into decided ${unpacked}`, [JSON.stringify(out.slice(from, from + sliceRows))]);
  await execute(
    connection,
    `create or replace temp table queue_week_out as
     select at_risk.* exclude (assigned_holdout, owner, region, health), decided.is_holdout, decided.gain,
       decided.wait as cost_of_waiting, decided.timing, decided.rank, decided.owner, decided.channel, decided.cost,
       decided.state
     from at_risk join decided on decided.id = at_risk.customer_id
     order by rank nulls last, customer_id`,
  );
}
