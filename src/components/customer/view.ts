import { tierEconomics } from "../../model/tierEconomics.js";
import { delayedTierIds } from "../../model/uplift.js";
import type { CustomerDetail, CustomersData } from "../../pageData.js";
import { programmeTierIds, tierIds, type TierId } from "../../playbooks/types.js";
import { pageContext, type PageContext } from "../context.js";
import type { Lang } from "../../playbooks/types.js";

/** Why nothing is to be done, or that something is. */
export type Standing = "lost" | "unscored" | "holdout" | "opted_out" | "contacted" | "routine" | "open";

/** One customer as every section of the page sees it. */
export interface CustomerView extends PageContext {
  readonly detail: CustomerDetail;
  readonly isLost: boolean;
  readonly standing: Standing;
  /** Whether the effect of contact fades with the days since crossing. */
  readonly hasClock: boolean;
  /** Uplift and cost of the tier; undefined without a tier. */
  readonly treatment: { readonly uplift: number; readonly cost: number } | undefined;
}

export function customerView(data: CustomersData, detail: CustomerDetail, lang: Lang): CustomerView {
  const context = pageContext(data.run, lang);
  const row = data.columns?.id.indexOf(detail.id) ?? -1;
  const isLost = data.columns?.isLost[row] ?? false;
  const { tier, timing } = detail;
  const economics = tierEconomics(context.playbook, meanP(data));
  return {
    ...context,
    detail,
    isLost,
    standing: standingOf(detail, isLost),
    hasClock: tier !== null && delayedTierIds.includes(tier),
    treatment: tier ? (timing ?? economics[tier]) : undefined,
  };
}

function standingOf(detail: CustomerDetail, isLost: boolean): Standing {
  const { tier, p, isHoldout, isContacted, facts } = detail;
  if (isLost) return "lost";
  if (tier === null || p === null) return "unscored";
  if (!(programmeTierIds as readonly TierId[]).includes(tier)) return "routine";
  if (isHoldout) return "holdout";
  if (isContacted) return "contacted";
  return isTrue(facts["marketing_opt_out"]) ? "opted_out" : "open";
}

/** Tables keep truth values as such, flat files as text. */
function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === "true";
}

/** Mean p of each tier, as the weekly run takes it for the uplift. */
function meanP({ columns }: CustomersData): Partial<Record<TierId, number>> {
  if (!columns) return {};
  const means = tierIds.flatMap((tier) => {
    const ps = columns.p.filter((p, i): p is number => p !== null && columns.tier[i] === tier);
    return ps.length ? [[tier, ps.reduce((sum, p) => sum + p, 0) / ps.length] as const] : [];
  });
  return Object.fromEntries(means);
}
