import type { DuckDBConnection } from "@duckdb/node-api";
import { wilson } from "../../src/model/stats/wilson.js";
import type { Interval } from "../../src/model/stats/predictions.js";
import type { GateLight, RoadmapData } from "../../src/pageData.js";
import type { Playbook } from "../../src/playbooks/types.js";
import type { Evidence } from "../evidence/measureEvidence.js";
import { rows } from "../query.js";
import type { Programme } from "./programme.js";

interface Month {
  readonly month: number;
  readonly spent: number;
  readonly contacted: number;
}

/** Phases with what was spent against plan, and the published risks with their live figures. Needs `assignment`. */
export async function roadmapFacts(
  connection: DuckDBConnection,
  {
    playbook,
    asOf,
    gates,
    evidence,
  }: { playbook: Playbook; asOf: string; gates: readonly GateLight[]; evidence: Evidence },
): Promise<Programme["roadmap"]> {
  const [start] = await rows<{ startedOn: string | null; month: number | null }>(
    connection,
    `select min(assigned_on) as "startedOn", datesub('month', min(assigned_on), ?::date)::integer as month from assignment`,
    [asOf],
  );
  const { startedOn, month } = start!;
  const spent = await rows<Month>(
    connection,
    `select datesub('month', ?::date, contacted_on)::integer as month, count(*)::integer as contacted,
       coalesce(sum(cost::decimal(38, 6)), 0)::double as spent
     from assignment where contacted_on is not null group by month order by month`,
    [startedOn ?? asOf],
  );
  const end = Math.max(...playbook.phases.map(({ months }) => months[1]));
  return {
    ...{ startedOn, month },
    phases: playbook.phases.map((phase) => phaseFacts(phase, spent, month)),
    months: Array.from({ length: end }, (_, at) => ({
      month: at,
      spent: spent.find((one) => one.month === at)?.spent ?? 0,
      contacted: spent.find((one) => one.month === at)?.contacted ?? 0,
      planned: playbook.phases.reduce(
        (sum, { months: [from, to], budget }) => sum + (at >= from && at < to ? budget / (to - from) : 0),
        0,
      ),
    })),
    spentAfterPlan: spent.filter((one) => one.month >= end).reduce((sum, one) => sum + one.spent, 0),
    risks: riskFacts(playbook, gates, evidence),
  };
}

function phaseFacts(
  { id, months: [from, to], budget }: Playbook["phases"][number],
  spent: readonly Month[],
  now: number | null,
) {
  const own = spent.filter(({ month }) => month >= from && month < to);
  const hasBegun = now !== null && now >= from;
  return {
    ...{ id, fromMonth: from, toMonth: to, budget },
    state: !hasBegun ? ("ahead" as const) : now >= to ? ("past" as const) : ("now" as const),
    spent: hasBegun ? own.reduce((sum, one) => sum + one.spent, 0) : null,
    contacted: hasBegun ? own.reduce((sum, one) => sum + one.contacted, 0) : null,
  };
}

/** Each published risk bound to its figure: hit when wholly below its line, clear when wholly above, else near. */
function riskFacts(
  { risks, gates: lines }: Playbook,
  gates: readonly GateLight[],
  { pace }: Evidence,
): RoadmapData["risks"] {
  const light = (gate: GateLight["gate"]) => gates.find((one) => one.gate === gate);
  const stay = light("stay");
  const { assigned, contacted } = pace.worked;
  const figures = {
    model_misses: { figure: light("auc")?.interval ?? null, line: lines.auc.stop },
    strategy_misses: { figure: stay?.interval ?? null, line: stay?.stay?.lines.stop ?? lines.stay.stop },
    team_resists: { figure: assigned > 0 ? wilson(contacted, assigned) : null, line: null },
  };
  return risks.map(({ id }) => ({ id, ...figures[id], state: riskState(figures[id]) }));
}

function riskState({
  figure,
  line,
}: {
  figure: Interval | null;
  line: number | null;
}): RoadmapData["risks"][number]["state"] {
  if (!figure) return "unknown";
  if (line === null || figure.low > line) return "clear";
  return figure.high < line ? "hit" : "near";
}
