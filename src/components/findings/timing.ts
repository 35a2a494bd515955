import type { CurveAgreement } from "../../model/curveAgreement.js";
import type { TimingData } from "../../pageData.js";
import type { Playbook, Text } from "../../playbooks/types.js";
import { countValue } from "../countText.js";
import { format } from "../format.js";

const money = ({ money: unit }: Playbook, value: number): Text => ({
  zh: format("zh", unit).largeMoney(value),
  en: format("en", unit).largeMoney(value),
});

/** The page: what a week's delay costs this week's queue, else what is known of the days to contact. */
export function timingPageFinding(data: TimingData, playbook: Playbook): Text {
  const { medianDays } = data.contact;
  const cost = money(playbook, data.costOfWaiting);
  const days =
    medianDays === null
      ? null
      : { zh: `过去在越线后第 ${medianDays} 天联系上一半人`, en: `half were reached by day ${medianDays}` };
  if (data.costOfWaiting > 0)
    return {
      zh: `本周名单再拖一周，少留 ${cost.zh}${days ? `；${days.zh}` : ""}`,
      en: `Another week of delay costs this queue ${cost.en}${days ? `; ${days.en}` : ""}`,
    };
  if (days)
    return { zh: `本周名单里没有人因等待而少留；${days.zh}`, en: `Nobody in this queue loses by waiting; ${days.en}` };
  return { zh: "还没有人越线，也没有联系记录", en: "Nobody has crossed the line yet, and nobody was contacted" };
}

/** Which curve decisions follow, and why. */
export function curveFinding({ curve }: Pick<TimingData, "curve">): Text {
  const { reason, minOutcomes } = curve;
  const own = curve.points.reduce((sum, { measured }) => sum + (measured ? countValue(measured.n) : 0), 0);
  switch (reason) {
    case "measured":
      return {
        zh: `决策用实测曲线，依据 ${own} 例结果`,
        en: `Decisions follow the measured curve, from ${own} outcomes`,
      };
    case "few_outcomes":
      return own
        ? {
            zh: `决策仍用发布曲线：有的点不足 ${minOutcomes} 例`,
            en: `Decisions still follow the published curve: a point has under ${minOutcomes} outcomes`,
          }
        : {
            zh: "决策用发布曲线：还没有自己的结果",
            en: "Decisions follow the published curve: there are no outcomes of our own yet",
          };
    case "not_falling":
      return {
        zh: "决策仍用发布曲线：实测各点没有逐日下降，还是偶然",
        en: "Decisions still follow the published curve: the measured points do not fall day by day",
      };
    case "no_effect":
      return {
        zh: "决策仍用发布曲线：实测第一点没有明显高过对照组",
        en: "Decisions still follow the published curve: the first measured point is not clearly above the holdout",
      };
  }
}

/** Where the cost of waiting sits. */
export function waitingFinding({ delay, costOfWaiting }: TimingData): Text {
  const most = [...delay].sort((a, b) => (b.costOfWaiting ?? 0) - (a.costOfWaiting ?? 0))[0];
  if (!most || !(costOfWaiting > 0))
    return { zh: "现有名单里，早一周晚一周没有差别", en: "For the present queue a week sooner or later is the same" };
  const share = Math.round((100 * (most.costOfWaiting ?? 0)) / costOfWaiting);
  const days = binText(most);
  return {
    zh: `代价的 ${share}% 在越线 ${days.zh}的人身上`,
    en: `${share}% of it sits with those ${days.en} past the line`,
  };
}

/** How soon customers are reached, against the window. */
export function contactFinding({ contact, window: [from, to] }: TimingData): Text {
  const { withinWindow, afterWindow } = contact;
  if (withinWindow === null || afterWindow === null)
    return { zh: "联系记录还太少，看不出快慢", en: "Too few contacts to say how soon" };
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  return {
    zh: `${percent(withinWindow)} 在第 ${from}–${to} 天的窗口里联系到，${percent(afterWindow)} 晚了`,
    en: `${percent(withinWindow)} were reached within days ${from}–${to}, ${percent(afterWindow)} later`,
  };
}

/** How many tiers' uplifts are moved by own outcomes, and whether any excludes 0. */
export function stayFinding({ stayRates }: TimingData): Text {
  const tiers = stayRates.filter(({ strategy }) => strategy === null);
  const known = tiers.filter(({ uplift }) => uplift !== null);
  const proven = known.filter(({ uplift }) => uplift!.low > 0).length;
  if (!known.length) return { zh: "各层增量都还是发布值", en: "Every tier still stands at its published uplift" };
  return {
    zh: `${known.length} 层有实测增量，${proven ? `其中 ${proven} 层区间不含零` : "区间都含零，还不能说有效"}`,
    en: `${known.length} ${known.length === 1 ? "tier has a" : "tiers have a"} measured uplift, ${proven ? `${proven} of them with an interval that excludes 0` : "every interval includes 0"}`,
  };
}

/** Whether the published curve and tier table say the same. */
export function agreementFinding(found: CurveAgreement | undefined): Text {
  if (!found) return { zh: "没有分层留存率可与曲线对照", en: "There is no tier table to compare the curve with" };
  const day = found.day === null ? null : found.day.toFixed(1);
  return day === null
    ? { zh: "时效曲线与分层留存率对不上", en: "Win-back curve and tier table do not agree" }
    : {
        zh: `分层留存率等于曲线第 ${day} 天，两份数字不完全一致`,
        en: `The tier table is the curve at day ${day}: the two do not fully agree`,
      };
}

/** Days since crossing as a group. */
export function binText({ fromDays, toDays }: { fromDays: number; toDays: number | null }): Text {
  return toDays === null
    ? { zh: `${fromDays} 天以上`, en: `${fromDays} days or more` }
    : { zh: `${fromDays}–${toDays} 天`, en: `${fromDays}–${toDays} days` };
}

/** The same, short enough for the foot of a column. */
export function binLabel({ fromDays, toDays }: { fromDays: number; toDays: number | null }): Text {
  const days = toDays === null ? `${fromDays}+` : `${fromDays}–${toDays}`;
  return { zh: `${days} 天`, en: `${days} d` };
}
