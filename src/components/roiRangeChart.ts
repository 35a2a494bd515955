import { svg } from "htl";
import { chart, type Chart, type ChartOptions } from "./chart.js";
import { markText, type ReceiptOpener } from "./chartFigure.js";
import type { PageContext } from "./context.js";
import { density, heightAt } from "./density.js";
import { areaPath, linePath, niceTicks, scale } from "./scale.js";
import type { Scenario } from "./ceo/scenario.js";
import { textWidth } from "./tierPicture.js";

/** Receipts of the three labels, in their order. */
const quantileIds = ["p10", "p50", "p90"] as const;
const words = {
  median: { zh: "中位", en: "median" },
  go: { zh: "推进线", en: "go" },
  stop: { zh: "止线", en: "stop" },
};

/**
 * Ten thousand draws of ROI: p10 to p90 dark, the full range pale, with the two lines and the readings of the plan.
 * @param readings ROI of each preset, drawn hollow on the axis
 */
export function roiRangeChart(
  context: PageContext,
  first: Scenario,
  readings: readonly number[],
): Chart & { show(scenario: Scenario): void } {
  const options = (scenario: Scenario) => roiRangeOptions(context, scenario, readings);
  const drawn = chart(options(first), { width: 345 });
  return { ...drawn, show: (scenario) => drawn.update(options(scenario)) };
}

export function roiRangeOptions(
  { lang, format, playbook }: PageContext,
  { roi, roiDraws, roiAbove }: Pick<Scenario, "roi" | "roiDraws" | "roiAbove">,
  readings: readonly number[],
  openReceipt?: ReceiptOpener,
): ChartOptions {
  const { go, stop } = playbook.gates.roi;
  const percent = (x: number | undefined) => (x === undefined ? "–" : format.percent(x));
  const [p10, p50, p90] = [roi.p10 ?? stop, roi.p50 ?? stop, roi.p90 ?? go];
  const all = [...readings, roi.p2_5 ?? p10, roi.p97_5 ?? p90, go, stop];
  const [low, high] = [Math.min(...all) - 0.35, Math.max(...all) + 0.35];
  const margin = 0.3 * ((roi.p97_5 ?? p90) - (roi.p2_5 ?? p10)) || 0.02;
  const [least, most] = [(roi.p2_5 ?? p10) - margin, (roi.p97_5 ?? p90) + margin];
  const curve = density(roiDraws, [least, most], 36);
  return {
    lang,
    label:
      lang === "zh"
        ? `一万次模拟的 ROI 分布：p10 ${percent(roi.p10)}，中位 ${percent(roi.p50)}，p90 ${percent(roi.p90)}；推进线 ${percent(go)}，止线 ${percent(stop)}；高于推进线的占 ${format.probability(roiAbove.goLine)}`
        : `ROI over 10,000 draws: p10 ${percent(roi.p10)}, median ${percent(roi.p50)}, p90 ${percent(roi.p90)}; go line ${percent(go)}, stop line ${percent(stop)}; ${format.probability(roiAbove.goLine)} of draws above the go line`,
    table: {
      head: lang === "zh" ? ["分位", "ROI"] : ["Quantile", "ROI"],
      rows: (["p2_5", "p10", "p50", "p90", "p97_5"] as const).map((key) => [
        key.replace("_", "."),
        openReceipt ? { text: percent(roi[key]), receipt: key } : percent(roi[key]),
      ]),
    },
    ...(openReceipt ? { openReceipt } : {}),
    draw: (width) => {
      const [height, base, top] = [200, 166, 52];
      const x = scale([low, high], [4, width - 8]);
      const y = scale([0, 1], [base, top]);
      const yAt = (value: number) => y(heightAt(curve, value));
      const part = (from: number, to: number) => {
        const xs = [from, ...curve.map((point) => point.x).filter((value) => value > from && value < to), to];
        return areaPath(
          xs.map(x),
          xs.map(() => base),
          xs.map(yAt),
        );
      };
      const ticks = niceTicks(low, high, Math.max(3, Math.floor(width / 60)));
      const line = (at: number, name: string) => {
        const text = `${name} ${percent(at)}`;
        const isLeft = x(at) + 5 + textWidth(text, 6.6) > width;
        return svg`<g><line class="axd" x1=${x(at)} x2=${x(at)} y1="8" y2=${base}></line><text class=${isLeft ? "n e" : "n"} x=${x(at) + (isLeft ? -5 : 5)} y="16">${text}</text></g>`;
      };
      const labels = quantileLabels(
        [
          { text: `p10 ${percent(roi.p10)}`, x: x(p10), y: yAt(p10) + 12 },
          { text: `${words.median[lang]} ${percent(roi.p50)}`, x: x(p50), y: yAt(p50) - 8 },
          { text: `p90 ${percent(roi.p90)}`, x: x(p90), y: yAt(p90) + 12 },
        ],
        width,
      );
      return {
        height,
        marks: svg`<g>
          <path class="bandA" d=${part(Math.max(low, least), Math.min(high, most))}></path>
          <path class="bandB" d=${part(p10, p90)}></path>
          <line class="ax0" x1="4" x2=${width - 8} y1=${base} y2=${base}></line>
          ${ticks.map((tick) => svg`<g><line class="ax0" x1=${x(tick)} x2=${x(tick)} y1=${base} y2=${base + 4}></line><text class="n m" x=${x(tick)} y=${base + 18}>${percent(tick)}</text></g>`)}
          ${line(stop, words.stop[lang])}${line(go, words.go[lang])}
          <path d=${linePath([
            [x(p50), yAt(p50)],
            [x(p50), base],
          ])} class="lineA"></path>
          ${labels.map((label, i) => markText({ kind: i === 1 ? "a halo" : "k halo", x: label.x, y: label.y }, label.text, openReceipt && quantileIds[i]))}
          ${readings.map((reading) => svg`<circle class="dotH" cx=${x(reading)} cy=${base} r="3.6"></circle>`)}
        </g>`,
      };
    },
  };
}

interface QuantileLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** p10 left of its edge, p90 right of its own, the median on top; stacked on the roomier side where they would meet or be cut off. */
function quantileLabels(
  labels: readonly [QuantileLabel, QuantileLabel, QuantileLabel],
  width: number,
): QuantileLabel[] {
  const [p10, p50, p90] = labels;
  const widths = labels.map(({ text }) => textWidth(text, 7.8));
  const places = [p10.x - 6 - widths[0]!, Math.min(width - widths[1]!, Math.max(0, p50.x - widths[1]! / 2)), p90.x + 6];
  const isClear = places[0]! >= 0 && places[2]! + widths[2]! <= width && Math.min(p10.y, p90.y) > p50.y + 14;
  if (isClear) return labels.map((label, i) => ({ ...label, x: places[i]! }));
  const isLeftHalf = p50.x < width / 2;
  return labels.map((label, i) => ({
    ...label,
    x: isLeftHalf ? p90.x + 8 : p10.x - 8 - widths[i]!,
    y: 62 + 17 * i,
  }));
}
