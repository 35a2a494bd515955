import type { TierRow } from "../../pageData.js";
import type { Playbook, Text } from "../../playbooks/types.js";
import { spaced, topTwo } from "./leaving.js";
import { shareWords } from "./shareWords.js";

export interface CeoPageFigures {
  readonly tiers: readonly TierRow[];
  readonly roi: number;
  readonly gate: { readonly go: number; readonly stop: number };
  readonly advice: Text;
}

/** The page's heading: where losses gather, ROI against its two lines, and the advice. */
export function ceoPageFinding({ tiers, roi, gate, advice }: CeoPageFigures, { customer }: Playbook): Text {
  const group = topTwo(tiers);
  const [losses, share] = group ? [shareWords(group.losses), shareWords(group.customers)] : [];
  const who: Text =
    losses && share
      ? {
          zh: `${spaced(losses.zh).trim()}流失来自${spaced(share.zh)}${customer.many.zh}`,
          en: `${capital(losses.en)} of losses come from ${share.en} of ${customer.many.en}`,
        }
      : { zh: "流失在各层与人数相当", en: "Losses follow headcount in every tier" };
  const line = roiAgainst(roi, gate);
  return {
    zh: `${who.zh}；${line.zh}，${advice.zh}`,
    en: `${who.en}; ${line.en}: ${advice.en}`,
  };
}

/** ROI against its go and stop lines. */
export function roiAgainst(roi: number, { go, stop }: { go: number; stop: number }): Text {
  const said = `${Math.round(roi * 100)}%`.replace("-", "−");
  if (roi > go) return { zh: `ROI ${said} 过了推进线`, en: `ROI ${said} clears the go line` };
  if (roi < stop) return { zh: `ROI ${said} 低于止线`, en: `ROI ${said} is below the stop line` };
  return { zh: `ROI ${said} 未到推进线`, en: `ROI ${said} misses the go line` };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
