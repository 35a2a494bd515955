import type { DuckDBConnection } from "@duckdb/node-api";
import { analyse, type ArmCounts } from "../../src/model/experiment/analyse.js";
import { contamination } from "../../src/model/experiment/contamination.js";
import { planHash, type ExperimentPlan } from "../../src/model/experiment/plan.js";
import { duration, sizePerArm } from "../../src/model/experiment/power.js";
import type { ExperimentCard } from "../../src/pageData.js";
import type { Playbook, Text, TierId } from "../../src/playbooks/types.js";
import { publishedRates, type Evidence } from "../evidence/measureEvidence.js";
import { execute, rows } from "../query.js";
import { countArms } from "./countArms.js";
import { defaultPlans, type FoundArm } from "./defaultPlans.js";
import type { RegisteredPlan } from "./readPlans.js";

interface Terms {
  readonly playbook: Playbook;
  readonly asOf: string;
  readonly lineage: string;
  readonly plans: readonly RegisteredPlan[];
  readonly evidence: Evidence;
}

/**
 * Every experiment so far: the registered plans, and for tiers without one what their interventions look like. Makes
 * `experiment_plan_out`, so that a later change of a plan shows. Needs `assignment`.
 */
export async function runExperiments(connection: DuckDBConnection, terms: Terms): Promise<ExperimentCard[]> {
  const { playbook, plans } = terms;
  await execute(
    connection,
    `create or replace temp table experiment_plan_out as
     select ?::date as as_of, unnest(from_json(?::json, '[{"plan_id":"VARCHAR","hash":"VARCHAR","plan":"JSON"}]'), recursive := true)`,
    [terms.asOf, JSON.stringify(plans.map(({ plan, hash }) => ({ plan_id: plan.id, hash, plan })))],
  );
  const covered = new Set(plans.flatMap(({ plan }) => plan.tiers));
  const found = await rows<FoundArm>(
    connection,
    `select tier, strategy as arm, min(assigned_on) as "firstOn" from assignment group by all order by all`,
  );
  const others = defaultPlans(found, playbook, publishedRates(playbook)).filter(({ tiers }) => !covered.has(tiers[0]!));
  const cards = [];
  for (const { plan, title } of plans) cards.push(await card(connection, terms, plan, title, true));
  for (const plan of others) cards.push(await card(connection, terms, plan, foundTitle(playbook, plan), false));
  return cards;
}

function foundTitle({ tiers }: Playbook, { tiers: [tier] }: ExperimentPlan): Text {
  const { zh, en } = tiers[tier as TierId].label;
  return { zh: `${zh}风险层：各策略与对照组`, en: `${en} tier: strategies against the holdout` };
}

async function card(
  connection: DuckDBConnection,
  { asOf, lineage, evidence }: Terms,
  plan: ExperimentPlan,
  title: Text,
  isRegistered: boolean,
): Promise<ExperimentCard> {
  const isOver = plan.endsOn !== undefined && plan.endsOn <= asOf;
  const { arms: counts, inSeveralArms } = await countArms(connection, plan, isOver ? plan.endsOn! : asOf);
  const { isEnded, isAlwaysValid, arms, ratio } = analyse(plan, counts, isOver);
  const { controlContacted, treatedMissed } = contamination(counts, plan.control);
  const comparisons = plan.arms.length - 1;
  const effect = { from: plan.baseline, to: plan.target, alpha: plan.alpha, power: plan.power };
  const size = (rule: ExperimentPlan["rule"]) => sizePerArm(effect, rule, comparisons);
  const perWeek = plan.tiers.reduce((sum, tier) => sum + (evidence.pace.assigned[tier as TierId] ?? 0), 0);
  const time = timeLeft(plan, counts, perWeek);
  const hash = planHash(plan);
  return {
    ...{
      plan,
      title,
      isRegistered,
      hash,
      registered: isRegistered ? await firstSeen(connection, { lineage, asOf, planId: plan.id }) : null,
    },
    ...{ isEnded, isAlwaysValid, arms, ratio: ratio ?? null },
    contamination: { controlContacted: controlContacted.share, treatedMissed: treatedMissed.share, inSeveralArms },
    size: { perArm: plan.perArm, fixedPerArm: size("fixed"), sequentialPerArm: size("sequential") },
    duration: { perWeek, ...time },
  };
}

/** Unequal shares fill the smallest arm last: it is that arm which time is counted for. */
function timeLeft(plan: ExperimentPlan, counts: readonly ArmCounts[], perWeek: number) {
  const left = plan.arms.map(({ id, share }) => {
    const { assigned } = counts.find((arm) => arm.id === id)!;
    const pace = { perWeek: perWeek * share, followUpDays: plan.followUpDays };
    return duration({ perArm: plan.perArm, arms: 1, enrolled: assigned }, pace);
  });
  const { enrolWeeks, weeks, isFeasible } = left.reduce((a, b) => (b.enrolWeeks > a.enrolWeeks ? b : a));
  const known = (count: number) => (Number.isFinite(count) ? count : null);
  return { enrolWeeks: known(enrolWeeks), weeks: known(weeks), isFeasible };
}

/** From weeks before this one, so that running a week twice gives the same. */
async function firstSeen(
  connection: DuckDBConnection,
  { lineage, asOf, planId }: { lineage: string; asOf: string; planId: string },
) {
  const [first] = await rows<{ asOf: string; hash: string }>(
    connection,
    `select experiment_plan.as_of as "asOf", hash from warehouse.experiment_plan join warehouse.run using (run_id)
     where run.lineage = ? and run.status = 'published' and run.as_of < ?::date and plan_id = ? order by run.as_of limit 1`,
    [lineage, asOf, planId],
  );
  return first ?? null;
}
