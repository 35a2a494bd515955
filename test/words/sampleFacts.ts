import { hashUnit } from "../../src/model/stats/hash.js";
import { playbookById } from "../../src/playbooks/index.js";
import type { StatusId, TierId } from "../../src/playbooks/types.js";
import type { CustomerFacts } from "../../src/words/facts.js";

/** A customer drawn by hash: the nth of a playbook is the same on every machine. */
export function sampleFacts(playbookId: string, n: number): CustomerFacts {
  const u = (what: string) => hashUnit(`${playbookId}|${n}|${what}`);
  const whole = (what: string, low: number, high: number) => low + Math.floor(u(what) * (high - low + 1));
  const pick = <T>(what: string, from: readonly T[]): T => from[Math.floor(u(what) * from.length)]!;
  const inputs = playbookId === "saas" ? saasInputs(whole, u, pick) : aftersalesInputs(whole, u);
  const features = playbookById(playbookId)
    .features.map(({ id }) => id)
    .filter((id) => inputs[id] !== undefined)
    .sort((a, b) => u(`rank ${a}`) - u(`rank ${b}`));
  return {
    id: `C${String(n).padStart(7, "0")}`,
    asOf: "2026-06-29",
    tier: pick<TierId>("tier", ["critical", "high", "medium"]),
    status: pick<StatusId | null>("status", ["critical", "deteriorating", "at_risk", "healthy", null]),
    p: 0.31 + 0.68 * u("p"),
    ltv: u("ltv missing") < 0.1 ? null : Math.round(500 + 90_000 * u("ltv") ** 2),
    name: playbookId === "saas" ? `云舟科技（华东）${whole("name", 100, 999)}号` : "王建国",
    contactName: "李静",
    contactRole: "运营总监",
    product:
      playbookId === "saas" ? pick("product", ["Basic", "Pro", "Max"]) : pick("product", ["紧凑型轿车", "SUV", null]),
    months: u("months missing") < 0.1 ? null : whole("months", 0, 70),
    inputs,
    reasons: features.slice(0, whole("reasons", 0, 6)).map((feature) => ({ feature, value: inputs[feature] ?? null })),
  };
}

type Whole = (what: string, low: number, high: number) => number;

function aftersalesInputs(whole: Whole, u: (what: string) => number): CustomerFacts["inputs"] {
  return {
    days_overdue: whole("overdue", 0, 300),
    days_since_visit: whole("since", 3, 600),
    visits_12m: whole("visits", 0, 5),
    visit_ratio: u("ratio") * 1.4,
    app_sessions_30: whole("app", 0, 20),
    days_since_app: whole("since app", 0, 200),
    last_wait_minutes: u("wait missing") < 0.2 ? null : whole("wait", 10, 240),
    last_satisfaction: whole("rating", 1, 5),
    satisfaction_mean_3: 1 + 4 * u("mean rating"),
    spend_12m: whole("spend", 0, 9000),
    spend_trend: -1 + 1.6 * u("trend"),
    open_tickets: whole("open", 0, 3),
    oldest_open_days: whole("oldest", 0, 40),
    tickets_365: whole("tickets", 0, 5),
    kinds_used: whole("kinds", 0, 5),
    advisor_contacts_90: whole("contacts", 0, 4),
    tenure_days: whole("tenure", 10, 2500),
    segment: "家庭",
  };
}

function saasInputs(
  whole: Whole,
  u: (what: string) => number,
  pick: <T>(what: string, from: readonly T[]) => T,
): CustomerFacts["inputs"] {
  return {
    stickiness: u("stickiness"),
    mau: whole("mau", 0, 40),
    active_days_30: whole("active", 0, 30),
    usage_trend: -1 + 1.5 * u("trend"),
    days_since_active: whole("since", 0, 60),
    feature_share: u("features"),
    core_share: u("core"),
    features_change: whole("change", -5, 3),
    tickets_30: whole("tickets", 0, 12),
    open_tickets: whole("open", 0, 5),
    oldest_open_days: whole("oldest", 0, 30),
    csm_contacts_90: whole("contacts", 0, 8),
    trainings_90: whole("trainings", 0, 3),
    value_score: whole("value", 0, 100),
    tenure_days: whole("tenure", 10, 2000),
    region: "华东",
    high_value_unused: pick("unused", [null, "api", "automation, forecasting", "audit_log, api, integrations"]),
  };
}
