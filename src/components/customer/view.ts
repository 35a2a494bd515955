import { delayedTierIds } from "../../model/uplift.js";
import type { WinbackPoints } from "../../model/winback.js";
import type { CustomerDetail, CustomersData } from "../../pageData.js";
import { programmeTierIds, type TierId } from "../../playbooks/types.js";
import { pageContext, type PageContext } from "../context.js";
import type { Lang, Playbook } from "../../playbooks/types.js";

/** Why nothing is to be done, or that something is. */
export type Standing = "lost" | "unscored" | "holdout" | "opted_out" | "contacted" | "routine" | "open";

/** One customer as every section of the page sees it. */
export interface CustomerView extends PageContext {
  readonly detail: CustomerDetail;
  /** Gets no letter. */
  readonly isOptedOut: boolean;
  readonly standing: Standing;
  /** Whether the effect of contact fades with the days since crossing. */
  readonly hasClock: boolean;
  /** Uplift and cost of the tier that the week was decided with; undefined without a tier. */
  readonly treatment: { readonly uplift: number; readonly cost: number } | undefined;
  /** The win-back curve that the week was decided with. */
  readonly winback: WinbackPoints & { readonly source: Playbook["winback"]["source"] };
}

export function customerView(data: CustomersData, detail: CustomerDetail, lang: Lang): CustomerView {
  const context = pageContext(data.run, lang);
  const { tier, timing } = detail;
  const { terms } = data;
  const { source } = context.playbook.winback;
  return {
    ...context,
    detail,
    isOptedOut: isTrue(detail.facts["marketing_opt_out"]),
    standing: standingOf(detail),
    hasClock: tier !== null && delayedTierIds.includes(tier),
    treatment: tier ? (timing ?? terms?.economics[tier]) : undefined,
    winback: { ...(terms?.curve ?? context.playbook.winback), source: terms?.curve.isMeasured ? "measured" : source },
  };
}

function standingOf(detail: CustomerDetail): Standing {
  const { isLost, tier, p, isHoldout, isContacted, queue } = detail;
  if (isLost) return "lost";
  if (tier === null || p === null) return "unscored";
  if (!(programmeTierIds as readonly TierId[]).includes(tier)) return "routine";
  if (isHoldout) return "holdout";
  if (isContacted) return "contacted";
  // a push is marketing; a visit or a call may still be made
  return queue?.state === "opted_out" ? "opted_out" : "open";
}

/** Tables keep truth values as such, flat files as text. */
function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === "true";
}
