import { html } from "htl";
import type { TierId } from "../playbooks/types.js";
import type { PageContext } from "./context.js";

/** A tier's colour beside its name; a dash without a tier. */
export function tierMark({ say, playbook }: PageContext, tier: TierId | null): HTMLElement | string {
  if (!tier) return "–";
  return html`<span class="nb"><span class=${`sw c-${tier}`}></span>${say(playbook.tiers[tier].label)}</span>`;
}
