import type { RoadmapData, RunInfo } from "../../src/pageData.js";
import { shownGates } from "./decisions.js";
import { runFacts, type PageContext } from "./runInfo.js";
import { mayShow, shown } from "./smallCounts.js";

export async function roadmapData(context: PageContext, run: RunInfo): Promise<RoadmapData> {
  const { audience } = context;
  const facts = await runFacts(context);
  const { roadmap } = facts.programme;
  const gates = shownGates(facts.gates, audience);
  const isStayShown = gates.find(({ gate }) => gate === "stay")?.interval !== undefined;
  return {
    run,
    ...roadmap,
    phases: roadmap.phases.map((phase) => ({
      ...phase,
      contacted: phase.contacted === null ? null : shown(phase.contacted, audience),
      // the cost of a few is the few
      spent: phase.contacted && !mayShow(phase.contacted, audience) ? null : phase.spent,
    })),
    months: roadmap.months.map((month) => ({
      ...month,
      contacted: shown(month.contacted, audience),
      spent: month.contacted === 0 || mayShow(month.contacted, audience) ? month.spent : null,
    })),
    risks: roadmap.risks.map((risk) =>
      risk.id === "strategy_misses" && !isStayShown ? { ...risk, figure: null } : risk,
    ),
    gates,
    stops: gates.filter(({ state }) => state === "STOP").map(({ gate }) => gate),
  };
}
