import type { Contribution } from "../../pageData.js";
import type { Text } from "../../playbooks/types.js";
import { lowerFirst } from "./customerHistory.js";

/** As many reasons as are named. */
export const reasonCount = 5;
/** One reason with this share of the upward total is named alone. */
const dominant = 0.4;
const numbers: readonly Text[] = [
  { zh: "一", en: "One" },
  { zh: "两", en: "Two" },
  { zh: "三", en: "Three" },
  { zh: "四", en: "Four" },
  { zh: "五", en: "Five" },
];

/**
 * Why: whether more pushes the customer away than holds, and how much of the push the strongest reasons make up.
 * @param labelOf a feature's name in both languages
 */
export function customerReasonsFinding(
  { p, contributions }: { readonly p: number | null; readonly contributions: readonly Contribution[] },
  labelOf: (feature: string) => Text,
): Text {
  if (p === null || !contributions.length)
    return { zh: "没有流失概率，也就没有原因可列", en: "No churn probability, so no reasons to list" };
  const upward = contributions.filter(({ logOdds }) => logOdds > 0).sort((a, b) => b.logOdds - a.logOdds);
  const total = contributions.reduce((sum, { logOdds }) => sum + logOdds, 0);
  const push = upward.reduce((sum, { logOdds }) => sum + logOdds, 0);
  const first = upward[0];
  if (!first) return { zh: "没有一项在推高流失概率", en: "Nothing raises the probability of leaving" };
  if (total <= 0) return { zh: "留得住的理由比推走的多", en: "More holds this customer than pushes it away" };
  const label = labelOf(first.feature);
  const percent = (part: number) => `${Math.round((part / push) * 100)}%`;
  if (first.logOdds / push >= dominant)
    return {
      zh: `一个原因占推高作用的 ${percent(first.logOdds)}：${label.zh}`,
      en: `One reason makes up ${percent(first.logOdds)} of the push: ${lowerFirst(label.en)}`,
    };
  const named = upward.slice(0, reasonCount);
  const share = percent(named.reduce((sum, { logOdds }) => sum + logOdds, 0));
  const count = numbers[named.length - 1]!;
  return {
    zh: `${count.zh}个原因占推高作用的 ${share}，最强的是${label.zh}`,
    en: `${count.en} reasons make up ${share} of the push, ${lowerFirst(label.en)} first`,
  };
}
