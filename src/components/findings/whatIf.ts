import type { Tornado, Waterfall } from "../../model/roi/index.js";
import type { Text } from "../../playbooks/types.js";
import { capital } from "./capital.js";
import { shareWords } from "./shareWords.js";

const percent = (x: number): string => `${Math.round(x * 100)}%`.replace("-", "−").replace("−0%", "0%");

const counts: Readonly<Record<number, Text>> = {
  2: { zh: "两", en: "Two" },
  3: { zh: "三", en: "Three" },
  4: { zh: "四", en: "Four" },
  5: { zh: "五", en: "Five" },
};

/** How far the readings of the plan lie apart, and where the working copy stands. */
export function readingsFinding(rois: readonly number[], yours: number): Text {
  const [high, low] = [Math.max(...rois), Math.min(...rois)];
  const count = counts[rois.length] ?? { zh: String(rois.length), en: String(rois.length) };
  if (rois.length < 2 || percent(high) === percent(low)) {
    return { zh: `当前方案 ROI ${percent(yours)}`, en: `Yours gives an ROI of ${percent(yours)}` };
  }
  return {
    zh: `同一方案的${count.zh}种算法由 ${percent(high)} 到 ${percent(low)}，当前方案 ${percent(yours)}`,
    en: `${count.en} readings of one plan run from ${percent(high)} to ${percent(low)}; yours gives ${percent(yours)}`,
  };
}

export function waterfallFinding({ anywayShare }: Waterfall, isTopDown: boolean): Text {
  if (isTopDown) {
    return {
      zh: "按流失率目标算，看不出谁本来就会留下",
      en: "A stated churn target does not say who would have stayed anyway",
    };
  }
  const share = shareWords(anywayShare);
  return {
    zh: `干预后留下的价值里，${share.zh}本来就会留下`,
    en: `${capital(share.en)} of the value that stays would have stayed anyway`,
  };
}

/** The first one or two whose swing is at least 1.25 times the next one's. */
export function tornadoFinding({ bars }: Pick<Tornado, "bars">, label: (id: string) => Text): Text {
  const [first, second, third] = bars;
  if (!first) return { zh: "没有一项假设影响 ROI", en: "No assumption moves ROI" };
  const [one, two] = [label(first.id), second && label(second.id)];
  if (!second || first.swing >= 1.25 * second.swing) {
    return { zh: `${one.zh}对 ROI 影响最大`, en: `${one.en} moves ROI most` };
  }
  if (two && (!third || second.swing >= 1.25 * third.swing)) {
    return { zh: `${one.zh}与${two.zh}对 ROI 影响最大`, en: `${one.en} and ${two.en} move ROI most` };
  }
  return {
    zh: `没有哪一项单独决定 ROI，${one.zh}影响最大`,
    en: `No single assumption decides ROI; ${one.en} moves it most`,
  };
}

/** p10 to p90, and how often the go line is passed. */
export function rangeFinding(
  spread: { readonly p10: number | undefined; readonly p90: number | undefined },
  aboveLine: number,
  goLine: number,
): Text {
  const [low, high] = [percent(spread.p10 ?? NaN), percent(spread.p90 ?? NaN)];
  const line = percent(goLine);
  const above = aboveLine < 0.005 ? { zh: "几乎没有", en: "in none" } : outOf(aboveLine);
  return {
    zh: `十次里八次落在 ${low} 到 ${high}，超过 ${line} 的${above.zh}`,
    en: `${low} to ${high} in 8 of 10 futures, above ${line} ${above.en}`,
  };
}

function outOf(share: number): Text {
  if (share > 0.995) return { zh: "几乎是全部", en: "in nearly all" };
  const tenths = Math.round(share * 10);
  if (tenths >= 1 && tenths <= 9 && Math.abs(share - tenths / 10) <= 0.015) {
    return { zh: `有 ${tenths} 成`, en: `in ${tenths} of 10` };
  }
  return { zh: `占 ${percent(share)}`, en: `in ${Math.round(share * 100)} of 100` };
}

export function cashFinding(crossing: number | undefined): Text {
  if (crossing === undefined) return { zh: "累计现金全年为负", en: "Cash stays negative all year" };
  if (crossing === 0) return { zh: "累计现金从一开始就不为负", en: "Cash is never negative" };
  const month = crossing.toFixed(1);
  return { zh: `累计现金在第 ${month} 月回正`, en: `Cash turns positive in month ${month}` };
}

export interface GoalWords {
  readonly result: Text;
  readonly target: Text;
  readonly change: Text;
  /** Undefined where no sensible value reaches the target. */
  readonly value: Text | undefined;
}

export function goalFinding({ result, target, change, value }: GoalWords): Text {
  if (!value) {
    return {
      zh: `只调整${change.zh}，${result.zh}到不了 ${target.zh}`,
      en: `${change.en} alone does not bring ${result.en} to ${target.en}`,
    };
  }
  return {
    zh: `${result.zh}要到 ${target.zh}，${change.zh}须为 ${value.zh}`,
    en: `${result.en} of ${target.en} needs ${change.en}: ${value.en}`,
  };
}

/** What the riskiest-first order leaves on the table, in money as each language writes it. */
export function weekFinding({
  risk,
  optimum,
  money,
}: {
  readonly risk: number;
  readonly optimum: number;
  readonly money: Text;
}): Text {
  if (!(optimum > 0))
    return { zh: "在这些限额内，本周没有划算的动作", en: "Within these limits no action pays this week" };
  if (optimum - risk < 0.005 * optimum) {
    return { zh: "本周先联系风险最高的人，就是最划算的次序", en: "This week the riskiest first is the best order too" };
  }
  return {
    zh: `本周只按风险高低排，会少得 ${money.zh}`,
    en: `Going by risk alone leaves ${money.en} on the table this week`,
  };
}
