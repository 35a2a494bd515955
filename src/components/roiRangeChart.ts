import { svg } from "htl";
import { chart, type Chart, type ChartOptions } from "./chart.js";
import type { PageContext } from "./context.js";
import { density, heightAt } from "./density.js";
import { areaPath, linePath, niceTicks, scale, spread } from "./scale.js";
import type { Scenario } from "./scenario.js";
import { textWidth } from "./tierPicture.js";

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

function roiRangeOptions(
  { lang, format, playbook }: PageContext,
  { roi, roiDraws, roiAbove }: Scenario,
  readings: readonly number[],
): ChartOptions {
  const { go, stop } = playbook.gates.roi;
  const percent = (x: number | undefined) => (x === undefined ? "–" : format.percent(x));
  const [p10, p50, p90] = [roi.p10 ?? stop, roi.p50 ?? stop, roi.p90 ?? go];
  const all = [...readings, roi.p2_5 ?? p10, roi.p97_5 ?? p90, go, stop];
  const [low, high] = [Math.min(...all) - 0.35, Math.max(...all) + 0.35];
  const curve = density(roiDraws, [low, high], 64);
  return {
    lang,
    label:
      lang === "zh"
        ? `一万次模拟的 ROI 分布：p10 ${percent(roi.p10)}，中位 ${percent(roi.p50)}，p90 ${percent(roi.p90)}；推进线 ${percent(go)}，止线 ${percent(stop)}；高于推进线的占 ${format.probability(roiAbove.goLine)}`
        : `ROI over 10,000 draws: p10 ${percent(roi.p10)}, median ${percent(roi.p50)}, p90 ${percent(roi.p90)}; go line ${percent(go)}, stop line ${percent(stop)}; ${format.probability(roiAbove.goLine)} of draws above the go line`,
    table: {
      head: lang === "zh" ? ["分位", "ROI"] : ["Quantile", "ROI"],
      rows: (["p2_5", "p10", "p50", "p90", "p97_5"] as const).map((key) => [key.replace("_", "."), percent(roi[key])]),
    },
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
      const isCrowded = x(p90) - x(p10) < 16;
      const [ya, yb] = spread([yAt(p10) - 2, yAt(p90) - 2], 0, 66, base - 8) as [number, number];
      const medianY = yAt(p50) - 8;
      const medianText = `${words.median[lang]} ${percent(roi.p50)}`;
      const medianX = Math.min(width - textWidth(medianText), Math.max(0, x(p50) - textWidth(medianText) / 2));
      return {
        height,
        marks: svg`<g>
          <path class="bandA" d=${part(Math.max(low, roi.p2_5 ?? low) - 0.12, Math.min(high, roi.p97_5 ?? high) + 0.12)}></path>
          <path class="bandB" d=${part(p10, p90)}></path>
          <line class="ax0" x1="4" x2=${width - 8} y1=${base} y2=${base}></line>
          ${ticks.map((tick) => svg`<g><line class="ax0" x1=${x(tick)} x2=${x(tick)} y1=${base} y2=${base + 4}></line><text class="n m" x=${x(tick)} y=${base + 18}>${percent(tick)}</text></g>`)}
          ${line(stop, words.stop[lang])}${line(go, words.go[lang])}
          <path d=${linePath([
            [x(p50), yAt(p50)],
            [x(p50), base],
          ])} class="lineA"></path>
          <text class="a halo" x=${medianX} y=${medianY}>${medianText}</text>
          <text class="k e halo" x=${x(p10) - 6} y=${isCrowded ? ya : ya + 14}>p10 ${percent(roi.p10)}</text>
          <text class="k halo" x=${x(p90) + 6} y=${isCrowded ? yb : yb + 14}>p90 ${percent(roi.p90)}</text>
          ${readings.map((reading) => svg`<circle class="dotH" cx=${x(reading)} cy=${base} r="3.6"></circle>`)}
        </g>`,
      };
    },
  };
}
