import type { Text } from "../../playbooks/types.js";

/** A forecast that came due, as a heading names it. */
export interface KeptPromise {
  readonly name: Text;
  readonly isCovered: boolean;
  /** How far outside its interval the outcome lies, in half widths of it; 0 within. */
  readonly missedBy: number;
}

const counts = ["零", "一", "两", "三", "四", "五"];
const words = ["None", "One", "Two", "Three", "Four", "Five"];

/** How many of the forecasts that came due lay within their range, then the worst; before that, the date of the first. */
export function promisesFinding(due: readonly KeptPromise[], firstDue: Text): Text {
  if (!due.length)
    return {
      zh: `还没有预测到期，第一笔 ${firstDue.zh} 见分晓`,
      en: `No forecast is due yet; the first is on ${firstDue.en}`,
    };
  const kept = due.filter(({ isCovered }) => isCovered).length;
  const all = due.length;
  if (kept === all) {
    const zh = all === 1 ? "到期的一项在预测区间内" : `${counts[all]}项都在预测区间内`;
    const en =
      all === 1
        ? "The one forecast due was within its range"
        : `All ${words[all]!.toLowerCase()} were within their forecast range`;
    return { zh, en };
  }
  const worst = [...due].sort((a, b) => b.missedBy - a.missedBy)[0]!.name;
  return {
    zh: kept
      ? `${counts[all]}项兑现${counts[kept]}项，${worst.zh}落在区间外`
      : `${counts[all]}项都落在区间外，${worst.zh}偏得最多`,
    en: kept
      ? `${words[kept]} of ${words[all]!.toLowerCase()} within range; ${lower(worst.en)} was outside`
      : `None of ${words[all]!.toLowerCase()} within range; ${lower(worst.en)} missed by most`,
  };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
