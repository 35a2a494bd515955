import type { DuckDBConnection } from "@duckdb/node-api";
import type { AuditFinding } from "../../src/pageData.js";
import { psi } from "../../src/model/stats/psi.js";
import type { Playbook } from "../../src/playbooks/types.js";
import { daysBetween } from "../calendar.js";
import { readFrame } from "../model/readFrame.js";
import { row } from "../query.js";
import { finding, percent } from "./finding.js";

const bins = 10;
/**
 * A model learnt from few customers gives them few different scores: a step that moves by a hair takes a tenth of them
 * from one bin to the next, which is no ground to refuse a week.
 */
const fewForDrift = 1000;

interface Compared {
  /** Active customers, mean coverage of their scores, share in the two top tiers. */
  readonly n: number;
  readonly coverage: number | null;
  readonly atRisk: number | null;
}

/**
 * This week's scores against the last published week's: half a table, a changed unit or another system's export give
 * scores that look well formed. The week before is scored with this week's model where that is new, so that a new model
 * is no cause. After a gap of weeks the findings are warnings: time has passed.
 * Reads `score`, `last_scores` and `rescored`, as {@link scoreWeeks} leaves them.
 */
export async function scoreFindings(
  connection: DuckDBConnection,
  { playbook, asOf, lastWeek }: { playbook: Playbook; asOf: string; lastWeek: string | null },
): Promise<AuditFinding[]> {
  if (lastWeek === null) return [];
  const isLate = daysBetween(lastWeek, asOf) > 2 * playbook.cadence.days;
  const severity = isLate ? "warn" : "refuse";
  const line = playbook.tiers.high.above;
  const of = (source: string) =>
    row<Compared>(
      connection,
      `select count(*) as n, avg(coverage) as coverage, avg((p > ${line})::integer) as "atRisk" from (${source})`,
    );
  const [before, now] = [await of(lastScores), await of(theseScores)];
  if (before.n === 0 || now.n === 0) return [];
  return [
    ...coverageDrop(before, now, playbook, severity),
    ...tierJump(before, now, playbook, severity),
    ...(await scoreDrift(connection, before.n, now.n, playbook, severity)),
  ];
}

const lastScores = `select last_scores.coverage, coalesce(rescored.p, last_scores.p) as p
  from last_scores left join rescored using (customer_id, as_of) where not last_scores.is_lost`;
const theseScores = "select coverage, p from score where as_of = (select max(as_of) from score) and not is_lost";

type Severity = AuditFinding["severity"];

function coverageDrop(before: Compared, now: Compared, { audit }: Playbook, severity: Severity): AuditFinding[] {
  const fall = (before.coverage ?? 0) - (now.coverage ?? 0);
  if (fall <= audit.maxCoverageDrop) return [];
  const [from, to, limit] = [percent(before.coverage ?? 0), percent(now.coverage ?? 0), percent(audit.maxCoverageDrop)];
  return [
    finding(
      { id: "coverage_drop", severity, table: "customers", count: now.n },
      `健康分的平均覆盖率从 ${from} 降到 ${to}，降幅上限 ${limit}：多半是少了一张表或一列`,
      `mean coverage of health scores fell from ${from} to ${to}, by more than ${limit}: a table or column is probably missing`,
    ),
  ];
}

function tierJump(before: Compared, now: Compared, { audit }: Playbook, severity: Severity): AuditFinding[] {
  if (before.atRisk === null || now.atRisk === null) return [];
  const jump = Math.abs(now.atRisk - before.atRisk);
  // a handful of customers moves a share by chance: three standard errors are no jump
  const pooled = (before.atRisk * before.n + now.atRisk * now.n) / (before.n + now.n);
  const noise = 3 * Math.sqrt(pooled * (1 - pooled) * (1 / before.n + 1 / now.n));
  if (jump <= Math.max(audit.maxTierJump, noise)) return [];
  const [from, to, limit] = [percent(before.atRisk), percent(now.atRisk), percent(audit.maxTierJump)];
  return [
    finding(
      { id: "tier_jump", severity, table: "customers", count: now.n },
      `两个高风险层的占比一周内从 ${from} 变到 ${to}，上限 ${limit}，而模型没有换`,
      `the share of the two top tiers went from ${from} to ${to} within a week, by more than ${limit}, under the same model`,
    ),
  ];
}

/** Population stability index of the scores; from rows as few as these it would be (bins − 1)(1/n + 1/m) without any drift. */
async function scoreDrift(
  connection: DuckDBConnection,
  before: number,
  now: number,
  { audit }: Playbook,
  severity: Severity,
): Promise<AuditFinding[]> {
  const scores = async (source: string) => {
    const known = await readFrame(connection, `select p from (${source}) where p is not null`, [
      { id: "p", kind: "number" },
    ]);
    return known.columns[0]!.values;
  };
  const [expected, actual] = [await scores(lastScores), await scores(theseScores)];
  const found = expected.length && actual.length ? psi(expected, actual, bins) : undefined;
  const noise = (bins - 1) * (1 / before + 1 / now);
  if (found === undefined || found <= audit.maxDrift + noise) return [];
  const [value, limit] = [found.toFixed(2), audit.maxDrift.toFixed(2)];
  return [
    finding(
      {
        id: "drift",
        severity: Math.min(before, now) < fewForDrift ? "warn" : severity,
        table: "customers",
        column: "p",
        count: now,
      },
      `流失概率的分布与上周相比，稳定性指数 PSI 为 ${value}，上限 ${limit}`,
      `the distribution of churn probabilities moved against last week: PSI ${value}, at most ${limit} allowed`,
    ),
  ];
}
