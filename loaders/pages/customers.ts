import type { Playbook } from "../../src/playbooks/types.js";
import { customerShard } from "../../src/customerShard.js";
import type { Contribution, CustomerDetail, CustomerListData, CustomersData, RunInfo } from "../../src/pageData.js";
import { rows } from "../query.js";
import { signalTexts } from "./week.js";
import { runFacts, type PageContext } from "./runInfo.js";
import { weekLetters, withWords } from "./words.js";

/** Customers a detail file holds, about: a page loads one such file, of some 35 kB zipped. */
const shardSize = 40;

export interface CustomerPages {
  readonly overview: CustomersData;
  readonly list: CustomerListData;
  /** Details by shard, each an object keyed by customer id. */
  readonly shards: readonly Readonly<Record<string, CustomerDetail>>[];
}

/** Team builds only: an executive build holds no customer. */
export async function customerPages(context: PageContext, run: RunInfo, playbook: Playbook): Promise<CustomerPages> {
  if (context.audience === "executive") return { overview: { run, rows: 0, shards: 0 }, list: {}, shards: [] };
  const list = await customerList(context, run);
  const shardCount = Math.max(1, Math.ceil(list.length / shardSize));
  const details = await customerDetails(context, run, playbook);
  // an id may be called as something that every object has
  const empty = () => Object.create(null) as Record<string, CustomerDetail>;
  const shards = Array.from({ length: shardCount }, empty);
  for (const { id } of list) shards[customerShard(id, shardCount)]![id] = details.get(id)!;
  const column = <K extends keyof ListRow>(key: K): ListRow[K][] => list.map((row) => row[key]);
  return {
    overview: {
      run,
      rows: list.length,
      shards: shardCount,
      atRisk: atRisk(list, playbook),
      terms: await weekTerms(context),
    },
    list: {
      columns: {
        id: column("id"),
        name: column("name"),
        segment: column("segment"),
        region: column("region"),
        owner: column("owner"),
        tier: column("tier"),
        status: column("status"),
        isLost: column("isLost"),
        isNewlyAtRisk: column("isNewlyAtRisk"),
        health: column("health").map(round(2)),
        coverage: column("coverage").map((value) => round(3)(value)!),
        p: column("p").map(round(4)),
        previousP: column("previousP").map(round(4)),
        ltv: column("ltv").map(round(2)),
        costOfWaiting: column("costOfWaiting").map(round(2)),
      },
    },
    shards,
  };
}

function atRisk(list: readonly ListRow[], { tiers }: Playbook): number | null {
  if (list.every(({ p }) => p === null)) return null;
  return list.filter(({ p, isLost }) => p !== null && p > tiers.high.above && !isLost).length;
}

async function weekTerms(context: PageContext): Promise<CustomersData["terms"]> {
  const { economics, evidence } = (await runFacts(context)).programme;
  const { curve, floor } = evidence.curve.used;
  const points = curve.map(({ days, stayRate }) => ({ days, stayRate }));
  const isMeasured = evidence.curve.reason === "measured";
  return { economics, curve: { curve: points, floor: { value: floor.value }, isMeasured } };
}

type Columns = NonNullable<CustomerListData["columns"]>;
type ListRow = { [K in keyof Columns]: Columns[K][number] };

async function customerList({ connection, runId }: PageContext, run: RunInfo): Promise<ListRow[]> {
  return rows<ListRow>(
    connection,
    `select score_week.customer_id as id, people.name, people.segment, people.region, people.owner,
       score_week.tier, score_week.status, score_week.is_lost as "isLost", score_week.is_newly_at_risk as "isNewlyAtRisk",
       score_week.overall as health, score_week.coverage, score_week.p, explanation.previous_p as "previousP",
       people.ltv, queue_week.cost_of_waiting as "costOfWaiting"
     from warehouse.score_week
     join warehouse.explanation using (run_id, as_of, customer_id)
     join people using (customer_id)
     left join warehouse.queue_week using (run_id, as_of, customer_id)
     where score_week.run_id = ? and score_week.as_of = ?::date
     order by score_week.is_lost, score_week.p desc nulls last, score_week.customer_id`,
    [runId, run.asOf],
  );
}

interface DetailRow extends Omit<
  CustomerDetail,
  "facts" | "history" | "queue" | "timing" | "contributions" | "riskFactors" | "opportunities" | "moved" | "inputs"
> {
  readonly facts: string;
  readonly inputs: string;
  readonly contributions: string | null;
  readonly factors: string[];
  readonly chances: string[];
  readonly moved: string;
  readonly queue: string | null;
  readonly timing: string | null;
  readonly asOf: string[];
  readonly overalls: (number | null)[];
  readonly ps: (number | null)[];
  readonly backfilled: boolean[];
  readonly components: (number | null)[][];
}

async function customerDetails(
  context: PageContext,
  run: RunInfo,
  playbook: Playbook,
): Promise<Map<string, CustomerDetail>> {
  const { connection, runId } = context;
  const ids = playbook.health.components.map(({ id }) => id);
  const found = await rows<DetailRow>(
    connection,
    `with history as (
       select customer_id, list(as_of::varchar order by as_of) as "asOf", list(round(overall, 1) order by as_of) as overalls,
         list(round(p, 4) order by as_of) as ps, list(score_week.backfilled order by as_of) as backfilled,
         [${ids.map((id) => `list(round(${id}, 1) order by as_of)`).join(", ")}] as components
       from warehouse.score_week join week_pointer using (as_of, run_id)
       group by customer_id
     )
     select score_week.customer_id as id, people.name, score_week.is_lost as "isLost", people.facts, score_week.overall as health, score_week.coverage,
       score_week.status, score_week.p, explanation.previous_p as "previousP", score_week.tier, people.ltv,
       score_week.first_crossed_on::varchar as "firstCrossedOn",
       coalesce(queue_week.is_contacted, false) as "isContacted", coalesce(queue_week.is_holdout, false) as "isHoldout",
       case when queue_week.state is not null then {
         'state': queue_week.state, 'rank': queue_week.rank, 'owner': queue_week.owner, 'contactedOn': queue_week.contacted_on::varchar
       }::json::varchar end as queue,
       explanation.base_log_odds as "baseLogOdds", explanation.contributions, explanation.fold,
       score_week.p_early as "pEarly", explanation.risk_factors as factors,
       explanation.opportunities as chances, explanation.moved, queue_week.timing, inputs.inputs,
       history."asOf", history.overalls, history.ps, history.backfilled, history.components
     from warehouse.score_week
     join warehouse.explanation using (run_id, as_of, customer_id)
     join people using (customer_id)
     join inputs using (customer_id)
     join history using (customer_id)
     left join warehouse.queue_week using (run_id, as_of, customer_id)
     where score_week.run_id = ? and score_week.as_of = ?::date`,
    [runId, run.asOf],
  );
  const facts = await runFacts(context);
  if (!facts.words) return new Map(found.map((row) => [row.id, detail(row, ids, playbook)]));
  const letters = await weekLetters(context, run.asOf);
  return new Map(
    found.map((row) => [row.id, withWords(detail(row, ids, playbook), letters.get(row.id), run.asOf, playbook)]),
  );
}

function detail(row: DetailRow, ids: readonly string[], playbook: Playbook): CustomerDetail {
  const {
    facts,
    inputs,
    contributions,
    factors,
    chances,
    moved,
    queue,
    timing,
    asOf,
    overalls,
    ps,
    backfilled,
    components,
    ...rest
  } = row;
  return {
    ...rest,
    facts: JSON.parse(facts) as CustomerDetail["facts"],
    history: {
      asOf,
      overall: overalls,
      p: ps,
      components: Object.fromEntries(ids.map((id, i) => [id, components[i]!])),
      backfilled,
    },
    queue: queue ? (JSON.parse(queue) as CustomerDetail["queue"]) : undefined,
    timing: timing ? (JSON.parse(timing) as CustomerDetail["timing"]) : undefined,
    contributions: contributions ? withValues(JSON.parse(contributions) as Record<string, number>, inputs) : [],
    riskFactors: signalTexts(playbook.riskFactors, factors, inputs, playbook),
    opportunities: signalTexts(playbook.opportunities, chances, inputs, playbook),
    moved: JSON.parse(moved) as CustomerDetail["moved"],
    inputs: JSON.parse(inputs) as CustomerDetail["inputs"],
  };
}

/** Strongest upward first; each upward one with its share of the upward total. */
function withValues(logOdds: Record<string, number>, inputs: string): Contribution[] {
  const values = JSON.parse(inputs) as Record<string, number | string | null>;
  const upward = Object.values(logOdds).reduce((total, value) => total + Math.max(0, value), 0);
  return Object.entries(logOdds)
    .sort(([, a], [, b]) => b - a)
    .map(([feature, value]) => ({
      feature,
      value: values[feature] ?? null,
      logOdds: value,
      ...(value > 0 ? { share: value / upward } : {}),
    }));
}

function round(digits: number) {
  const factor = 10 ** digits;
  return (value: number | null) => (value === null ? null : Math.round(value * factor) / factor);
}
