import { BOOLEAN, DOUBLE, VARCHAR, type DuckDBConnection } from "@duckdb/node-api";
import { isHeldOut } from "../../src/model/holdout.js";
import { waiting, type Waiting } from "../../src/model/waiting.js";
import { winback, type DelayPoint } from "../../src/model/winback.js";
import type { CustomerDetail } from "../../src/pageData.js";
import type { Playbook, TierId } from "../../src/playbooks/types.js";
import { appendColumns } from "../appendColumns.js";
import { readFrame } from "../model/readFrame.js";
import { execute } from "../query.js";
import type { QueueTerms } from "../queue.js";
import { slices } from "../slices.js";

interface AtRisk {
  readonly id: string;
  readonly tier: TierId;
  readonly p: number;
  readonly ltv: number | null;
  readonly days: number | null;
  /** The arm as the data say it, this season's before an earlier one; null where the customer was never in any. */
  readonly assignedHoldout: boolean | null;
  readonly isContacted: boolean;
}

interface Terms {
  readonly playbook: Playbook;
  readonly economics: QueueTerms["economics"];
  readonly effect: (days: number) => DelayPoint;
  readonly typicalLtv: number | undefined;
}

const columns = {
  gain: DOUBLE,
  cost_of_waiting: DOUBLE,
  /** What contact by the end of the week adds less what it costs; less nothing where nobody has a value. */
  net: DOUBLE,
  is_too_late: BOOLEAN,
  is_holdout: BOOLEAN,
  timing: VARCHAR,
  channel: VARCHAR,
  cost: DOUBLE,
};

/**
 * What contact and waiting are worth, and who is held out: makes `valued`, a row for each of `at_risk`, in its order. Who
 * has no value of its own is valued as the typical customer, for the order alone.
 */
export async function valueCustomers(
  connection: DuckDBConnection,
  playbook: Playbook,
  { economics, curve }: QueueTerms,
): Promise<void> {
  const typicalLtv = await meanLtv(connection);
  const terms = { playbook, economics, effect: winback(curve), typicalLtv };
  const types = Object.entries(columns).map(([name, type]) => `${name} ${type.toString()}`);
  await execute(connection, `create or replace temp table valued (${types.join(", ")})`);
  const wanted = `customer_id as id, tier, p, remaining_ltv as ltv, days_since_crossing as days,
    assigned_holdout as "assignedHoldout", is_contacted as "isContacted"`;
  for await (const found of slices<AtRisk>(connection, "at_risk", wanted)) {
    const made = found.map((customer) => valueOf(customer, terms));
    await appendColumns(connection, "valued", Object.values(columns), [
      made.map(({ wait }) => wait.thisWeek.expectedGain),
      made.map(({ wait }) => wait.costOfWaiting),
      made.map(({ wait, cost }) => wait.thisWeek.expectedGain - (typicalLtv === undefined ? 0 : cost)),
      made.map(({ wait }) => wait.today.effect === 0),
      made.map(({ isHoldout }) => isHoldout),
      made.map(({ timing }) => timing),
      found.map(({ tier }) => playbook.tiers[tier].channel),
      made.map(({ cost }) => cost),
    ]);
  }
}

/** Added up in order of id; undefined where nobody has a value. */
async function meanLtv(connection: DuckDBConnection): Promise<number | undefined> {
  const known = "select remaining_ltv from at_risk where remaining_ltv is not null";
  const { rows, columns } = await readFrame(connection, known, [{ id: "remaining_ltv", kind: "number" }]);
  return rows ? columns[0]!.values.reduce((sum, value) => sum + value, 0) / rows : undefined;
}

function valueOf(
  { id, tier, p, ltv, days, assignedHoldout, isContacted }: AtRisk,
  { playbook, economics, effect, typicalLtv }: Terms,
) {
  const { uplift, cost } = economics[tier];
  // who has no value of its own ranks as the typical customer does; where nobody has one, heads are what counts
  const value = ltv ?? typicalLtv ?? 1;
  const wait = waiting({ tier, p, ltv: value, uplift, daysSinceCrossing: days ?? undefined, isContacted }, effect);
  const isHoldout = assignedHoldout ?? isHeldOut(id, playbook.holdoutShare);
  // without a value nothing can be said in money
  const timing = ltv === null || days === null ? null : JSON.stringify(timingOf({ days, p, uplift, cost, wait }));
  return { wait, isHoldout, cost, timing };
}

/** The four days that a customer's page explains; only where a clock runs. */
function timingOf(of: { days: number; p: number; uplift: number; cost: number; wait: Waiting }) {
  const { days, p, uplift, cost, wait } = of;
  const point = (at: Waiting["today"]) => ({ g: at.effect, gain: at.expectedGain });
  return {
    ...{ day: days, uplift, naturalStay: 1 - p, cost },
    ...{ now: point(wait.today), byWeekEnd: point(wait.thisWeek), nextWeek: point(wait.nextWeek) },
    costOfWaiting: wait.costOfWaiting,
  } satisfies CustomerDetail["timing"];
}
