import type { GateLight } from "../../pageData.js";
import type { Phase, Text } from "../../playbooks/types.js";

export type Advice = "stop" | "release" | "start" | "extend" | "hold";

/**
 * What the gates advise. Any STOP: stop. All GO: release the next phase. Else the next phase is held; without a single
 * outcome the first phase has yet to start, and where NOT YET names weeks the present one is extended by them.
 */
export function adviceOf(gates: readonly GateLight[]): { advice: Advice; weeks?: number } {
  if (gates.some(({ state }) => state === "STOP")) return { advice: "stop" };
  if (gates.every(({ state }) => state === "GO")) return { advice: "release" };
  const weeks = Math.max(0, ...gates.filter(({ state }) => state === "NOT_YET").map(({ needs }) => needs.weeks ?? 0));
  if (weeks > 0) return { advice: "extend", weeks };
  const stay = gates.find(({ gate }) => gate === "stay");
  return { advice: stay && !stay.interval ? "start" : "hold" };
}

/** The advice as a clause for the page's heading. */
export function adviceClause({ advice, weeks }: ReturnType<typeof adviceOf>, phases: readonly Phase[]): Text {
  const [first, next] = phases.map(({ label }) => label);
  switch (advice) {
    case "stop":
      return { zh: "先叫停", en: "stop first" };
    case "release":
      return { zh: `放行${next?.zh ?? ""}期`, en: `release the next phase: ${next?.en.toLowerCase() ?? ""}` };
    case "extend":
      return {
        zh: `先续${first?.zh ?? ""} ${weeks} 周`,
        en: `extend the ${first?.en.toLowerCase()} by ${weeks} weeks`,
      };
    case "start":
      return { zh: `先做${first?.zh ?? ""}`, en: `start with the ${first?.en.toLowerCase()}` };
    case "hold":
      return { zh: "下一阶段暂缓", en: "hold the next phase" };
  }
}
