import type { GateState } from "../../model/gate.js";
import type { TierRow } from "../../pageData.js";
import type { Playbook, Text } from "../../playbooks/types.js";
import { spaced, topTwo } from "./leaving.js";
import { shareWords } from "./shareWords.js";
import { capital } from "./capital.js";

export interface CeoPageFigures {
  readonly tiers: readonly TierRow[];
  readonly roi: number;
  readonly gate: RoiGate;
  readonly advice: Text;
}

export interface RoiGate {
  readonly go: number;
  readonly stop: number;
  readonly state: GateState;
  /** The data give no remaining value, so that the ROI rests on the playbook's. */
  readonly isValueAssumed: boolean;
}

/** Where too little is known for a churn model. */
export const noProbabilities: Text = {
  zh: "流失概率还学不出来，先看健康分",
  en: "No churn probabilities yet: look at health scores first",
};

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

/** ROI against its go and stop lines; past a line only when its whole range is. */
export function roiAgainst(roi: number, { go, stop, state, isValueAssumed }: RoiGate): Text {
  const said = `${Math.round(roi * 100)}%`.replace("-", "−");
  if (isValueAssumed)
    return { zh: "数据里没有剩余价值，ROI 作不得数", en: "without remaining values in the data no ROI can be trusted" };
  if (state === "NOT_YET" && roi > go) return { zh: `ROI ${said} 尚未坐实`, en: `ROI ${said} is not yet proven` };
  if (state === "NOT_YET" && roi < stop) return { zh: `ROI ${said} 尚难定论`, en: `ROI ${said} is not yet certain` };
  if (roi > go) return { zh: `ROI ${said} 过了推进线`, en: `ROI ${said} clears the go line` };
  if (roi < stop) return { zh: `ROI ${said} 低于止线`, en: `ROI ${said} is below the stop line` };
  return { zh: `ROI ${said} 未到推进线`, en: `ROI ${said} misses the go line` };
}
