import { fillPhrase } from "../../src/playbooks/phrase.js";
import type { Playbook } from "../../src/playbooks/types.js";
import type { AuditFinding, QueueRow, RejectRow, RunInfo, WeekData } from "../../src/pageData.js";
import { row, rows } from "../query.js";
import { rejectReasonText } from "../sources/rejectReason.js";
import { runFacts, type PageContext } from "./runInfo.js";
import { shownChanges, shownMoves } from "./shownMoves.js";
import { shown } from "./smallCounts.js";

/** Rejected rows shown on the page; all of them are in the warehouse. */
const shownRejects = 200;
/** Pushes go out by list, not by hand: the page shows the first, the export holds all. */
const shownPushes = 100;

export async function weekData(context: PageContext, run: RunInfo, playbook: Playbook): Promise<WeekData> {
  const { connection } = context;
  const facts = await runFacts(context);
  const { previousAsOf } = await row<{ previousAsOf: string | null }>(
    connection,
    `select max(as_of)::varchar as "previousAsOf" from week_pointer where as_of < ?::date`,
    [run.asOf],
  );
  const { newly } = await row<{ newly: number }>(
    connection,
    "select count(*) as newly from warehouse.score_week where run_id = ? and as_of = ?::date and is_newly_at_risk",
    [context.runId, run.asOf],
  );
  return {
    run,
    previousAsOf,
    moves: previousAsOf ? await moves(context, run, previousAsOf) : [],
    newlyAtRisk: shown(newly, context.audience),
    componentChanges: previousAsOf ? await componentChanges(context, run, playbook) : [],
    modelChanged: facts.modelChanged,
    words: facts.words,
    audit: await auditFindings(context),
    rejected: facts.tables,
    rejects: context.audience === "team" ? await rejects(context) : [],
    queue: context.audience === "team" ? await queue(context, run, playbook) : undefined,
  };
}

async function moves(
  { connection, runId, audience }: PageContext,
  run: RunInfo,
  previous: string,
): Promise<WeekData["moves"]> {
  const found = await rows<Parameters<typeof shownMoves>[0][number]>(
    connection,
    `with
     before as (
       select customer_id, tier from warehouse.score_week join week_pointer using (as_of, run_id)
       where as_of = ?::date and tier is not null
     ),
     after as (
       select customer_id, tier, is_lost from warehouse.score_week where run_id = ? and as_of = ?::date
     )
     select coalesce(before.tier, 'new') as "from", case when after.is_lost or after.customer_id is null then 'lost' else after.tier end as "to", count(*) as customers
     from before full join after using (customer_id)
     where before.tier is not null or not after.is_lost
     group by all order by all`,
    [previous, runId, run.asOf],
  );
  return shownMoves(found, audience);
}

async function componentChanges(
  { connection, runId, audience }: PageContext,
  run: RunInfo,
  playbook: Playbook,
): Promise<WeekData["componentChanges"]> {
  const changes = [];
  for (const { id } of playbook.health.components) {
    const change = await row<{ mean: number | null; fell: number; rose: number; scored: number }>(
      connection,
      `select avg(change::decimal(38, 12)) as mean, count(change) as scored, count(*) filter (change <= -1) as fell, count(*) filter (change >= 1) as rose
       from (select (moved->>'${id}')::double as change from warehouse.explanation where run_id = ? and as_of = ?::date)`,
      [runId, run.asOf],
    );
    if (change.mean !== null) changes.push({ id, ...change, mean: change.mean });
  }
  return shownChanges(changes, audience);
}

async function auditFindings({ connection, runId, audience }: PageContext): Promise<AuditFinding[]> {
  const found = await rows<{
    id: string;
    severity: AuditFinding["severity"];
    table: string;
    column: string | null;
    count: number;
    example: string | null;
    zh: string;
    en: string;
  }>(
    connection,
    `select finding as id, severity, table_name as "table", column_name as "column", count, example, text_zh as zh, text_en as en
     from warehouse.audit where run_id = ? order by case severity when 'refuse' then 0 when 'warn' then 1 else 2 end, table_name, finding, column_name`,
    [runId],
  );
  // the ends of a range are single customers' values
  const seen = found.filter(({ id }) => audience === "team" || id !== "range");
  return seen.map(({ zh, en, column, example, ...rest }) => ({
    ...rest,
    column: column ?? undefined,
    // an example is a value of somebody's row
    example: audience === "team" ? (example ?? undefined) : undefined,
    text: { zh, en },
  }));
}

async function rejects({ connection, runId }: PageContext): Promise<RejectRow[]> {
  const found = await rows<Omit<RejectRow, "reason"> & { reason: string }>(
    connection,
    `select table_name as "table", file, line, column_name as "column", value, reason
     from warehouse.rejects where run_id = ? order by table_name, file, line, column_name limit ${shownRejects}`,
    [runId],
  );
  return found.map((reject) => ({
    ...reject,
    reason: { zh: rejectReasonText(reject.reason, "zh"), en: rejectReasonText(reject.reason, "en") },
  }));
}

async function queue({ connection, runId }: PageContext, run: RunInfo, playbook: Playbook): Promise<QueueRow[]> {
  const found = await rows<Omit<QueueRow, "reasons"> & { factors: string[]; inputs: string }>(
    connection,
    `select queue_week.customer_id as id, people.name, queue_week.owner, people.region, queue_week.tier, queue_week.p,
       queue_week.state, queue_week.channel, queue_week.state = 'open' as "isWithinCapacity",
       queue_week.days_since_crossing as days, queue_week.contacted_on::varchar as "contactedOn",
       explanation.previous_p as "previousP", score_week.overall as health, queue_week.remaining_ltv as ltv,
       score_week.first_crossed_on::varchar as "firstCrossedOn", score_week.is_newly_at_risk as "isNewlyAtRisk",
       queue_week.is_contacted as "isContacted", queue_week.is_holdout as "isHoldout", people.opted_out as "optedOut",
       queue_week.gain, queue_week.cost_of_waiting as "costOfWaiting",
       explanation.risk_factors as factors, inputs.inputs
     from warehouse.queue_week
     join warehouse.score_week using (run_id, as_of, customer_id)
     join warehouse.explanation using (run_id, as_of, customer_id)
     join people using (customer_id)
     join inputs using (customer_id)
     where queue_week.run_id = ? and queue_week.as_of = ?::date and queue_week.state not in ('holdout', 'opted_out')
     qualify queue_week.channel != 'push' or row_number() over (partition by channel order by queue_week.rank) <= ${shownPushes}
     order by queue_week.rank`,
    [runId, run.asOf],
  );
  return found.map(({ factors, inputs, ...rest }) => ({
    ...rest,
    reasons: signalTexts(playbook.riskFactors, factors, inputs, playbook),
  }));
}

/** The sentences of the signals that hold for a customer. */
export function signalTexts(
  signals: Playbook["riskFactors"],
  ids: readonly string[],
  inputs: string,
  playbook: Playbook,
) {
  const values = JSON.parse(inputs) as Record<string, number | string | null>;
  return signals
    .filter(({ id }) => ids.includes(id))
    .map(({ phrase }) => fillPhrase(phrase, values, playbook.features));
}
