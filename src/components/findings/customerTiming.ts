import type { CustomerDetail } from "../../pageData.js";
import type { Lang, Playbook, Text } from "../../playbooks/types.js";
import type { Standing } from "../customer/view.js";
import { format } from "../format.js";

export interface TimingCase {
  readonly standing: Standing;
  readonly hasClock: boolean;
  readonly detail: Pick<CustomerDetail, "tier" | "timing" | "ltv">;
}

const still: Readonly<Partial<Record<Standing, Text>>> = {
  lost: { zh: "已经流失，没有时机可言", en: "Already lost: there is no time to act" },
  unscored: { zh: "没有流失概率，算不出时机", en: "No churn probability, so no time to act" },
  holdout: { zh: "在对照组里，不做干预", en: "In the holdout: no programme action" },
  contacted: { zh: "已经联系，等待不再有代价", en: "Contacted already: waiting costs nothing more" },
  opted_out: { zh: "已退订营销联系，时机不再相关", en: "Opted out of marketing: timing no longer matters" },
  routine: { zh: "低风险，没有时钟，按常规节奏联系", en: "Low risk and no clock: routine contact" },
};

/** When to act: what contact is worth from the end of this week back to today, and what a week's delay costs. */
export function customerTimingFinding({ standing, hasClock, detail }: TimingCase, playbook: Playbook): Text {
  const { tier, timing, ltv } = detail;
  const fixed = still[standing];
  if (fixed) return fixed;
  if (tier !== null && !hasClock) {
    const { label } = playbook.tiers[tier];
    return {
      zh: `${label.zh}风险层没有时钟，早一周晚一周效果一样`,
      en: `No clock in the ${label.en.toLowerCase()} tier: a week sooner or later is the same`,
    };
  }
  if (!timing || ltv === null)
    return { zh: "剩余价值未知，算不出等待的代价", en: "Remaining value unknown: waiting cannot be priced" };
  if (timing.now.g === 0)
    return { zh: "窗口已过，等待不再有代价", en: "The window has passed: waiting costs nothing more" };
  const say = (lang: Lang, value: number) => format(lang, playbook.money).money(value);
  const { now, byWeekEnd, nextWeek, costOfWaiting } = timing;
  if (byWeekEnd.g === 0)
    return {
      zh: `今天联系还值 ${say("zh", now.gain)}，到周末归零`,
      en: `Contact today is worth ${say("en", now.gain)}; by the end of the week nothing`,
    };
  const [low, high] = [byWeekEnd.gain, now.gain];
  const isOne = Math.round(low) === Math.round(high);
  const zhRange = isOne ? say("zh", high) : `${format("zh", playbook.money).count(low)}–${say("zh", high)}`;
  const enRange = isOne ? say("en", high) : `${say("en", low)}–${say("en", high)}`;
  return nextWeek.g === 0
    ? { zh: `本周内联系值 ${zhRange}，拖到下周归零`, en: `Contact this week is worth ${enRange}; next week nothing` }
    : {
        zh: `本周内联系值 ${zhRange}，拖到下周少 ${say("zh", costOfWaiting)}`,
        en: `Contact this week is worth ${enRange}; a week later ${say("en", costOfWaiting)} less`,
      };
}
