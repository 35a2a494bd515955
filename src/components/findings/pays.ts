import type { Text } from "../../playbooks/types.js";

export interface Reading {
  readonly roi: number;
  readonly isDefault: boolean;
}

const numbers: Readonly<Record<number, Text>> = {
  2: { zh: "两", en: "Two" },
  3: { zh: "三", en: "Three" },
  4: { zh: "四", en: "Four" },
  5: { zh: "五", en: "Five" },
  6: { zh: "六", en: "Six" },
};

/**
 * What it pays: the highest and the lowest reading of the plan, and where the one that the page opens on stands.
 * @param readings the presets and the run's own
 */
export function paysFinding(readings: readonly Reading[]): Text {
  const rois = readings.map(({ roi }) => roi);
  const [high, low] = [Math.max(...rois), Math.min(...rois)];
  const said = (roi: number) => `${Math.round(roi * 100)}%`.replace("-", "−");
  const own = readings.find(({ isDefault }) => isDefault)?.roi;
  if (readings.length < 2 || said(high) === said(low))
    return { zh: `ROI ${said(own ?? high)}`, en: `ROI is ${said(own ?? high)}` };
  const count = numbers[readings.length] ?? { zh: String(readings.length), en: String(readings.length) };
  const place: Text =
    own === low
      ? { zh: "默认取最低的一种", en: "the default is the lowest" }
      : own === high
        ? { zh: "默认取最高的一种", en: "the default is the highest" }
        : { zh: `本周数据算得 ${said(own ?? low)}`, en: `ours gives ${said(own ?? low)}` };
  return {
    zh: `${count.zh}种算法由 ${said(high)} 到 ${said(low)}，${place.zh}`,
    en: `${count.en} readings run from ${said(high)} to ${said(low)}; ${place.en}`,
  };
}
