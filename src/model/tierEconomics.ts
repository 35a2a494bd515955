import { tierIds, type Playbook, type TierId } from "../playbooks/types.js";
import { uplift } from "./uplift.js";

/** What treating a customer of a tier adds and costs. */
export type TierEconomics = Readonly<Record<TierId, { readonly uplift: number; readonly cost: number }>>;

/**
 * Each tier's uplift and cost a head from the playbook's ROI assumptions: the points it adds where they are stated
 * (`added_TIER`), else its stay rate if treated (`stay_TIER`) less its mean natural stay; never below 0.
 * @param meanP mean churn probability by tier from the data; the playbook's own where a tier is empty
 */
export function tierEconomics(playbook: Pick<Playbook, "roi">, meanP: Partial<Record<TierId, number>>): TierEconomics {
  const assumed = (id: string) => playbook.roi.assumptions[id]?.value;
  const entries = tierIds.map((tier) => {
    const [added, stay, p] = [assumed(`added_${tier}`), assumed(`stay_${tier}`), meanP[tier] ?? assumed(`p_${tier}`)];
    const adds = added ?? (stay !== undefined && p !== undefined ? uplift(stay, p) : 0);
    return [tier, { uplift: Math.max(0, adds), cost: assumed(`cost_${tier}`) ?? 0 }] as const;
  });
  return Object.fromEntries(entries) as TierEconomics;
}
