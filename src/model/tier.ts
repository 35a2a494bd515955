import { tierIds, type Lang, type Playbook, type TierId } from "../playbooks/types.js";

/** Anything that holds each tier's exclusive lower bound of p, as `playbook.tiers` does. */
export type TierBounds = Readonly<Record<TierId, { readonly above: number }>>;

/**
 * The tier of a churn probability: the first, from critical down, whose bound lies below p. Exactly .7 is high.
 *
 * @throws if p is outside [0, 1]
 */
export function tierOf(p: number, tiers: TierBounds): TierId {
  if (!(p >= 0 && p <= 1)) throw new Error(`invalid p; not in [0, 1]: ${p}`);
  return tierIds.find((id) => p > tiers[id].above) ?? "low";
}

/** The tier's name in a language. */
export function tierLabel(tier: TierId, tiers: Playbook["tiers"], lang: Lang): string {
  return tiers[tier].label[lang];
}
