import { svg } from "htl";
import type { Contribution } from "../../pageData.js";
import { chart } from "../chart.js";
import { reasonCount } from "../findings/customerReasons.js";
import { textWidth } from "../tierPicture.js";
import { featureWords } from "./featureName.js";
import { customerSources } from "./sources.js";
import { svgFigure } from "./svgFigure.js";
import type { CustomerView } from "./view.js";

const downwardCount = 2;
const narrow = 480;

export interface Bar {
  readonly feature: string;
  readonly words: string;
  readonly logOdds: number;
  /** Against the upward total: up to 1 upwards, negative downwards. */
  readonly share: number;
}

/** The five strongest upward contributions, then the two strongest downward ones, as shares of the upward total. */
export function strongestBars({ detail, playbook, lang }: CustomerView): Bar[] {
  const push = detail.contributions.reduce((sum, { logOdds }) => sum + Math.max(0, logOdds), 0);
  const bar = ({ feature, value, logOdds }: Contribution): Bar => ({
    feature,
    words: featureWords(playbook, feature, value)[lang],
    logOdds,
    share: push > 0 ? logOdds / push : 0,
  });
  const sorted = [...detail.contributions].sort((a, b) => b.logOdds - a.logOdds);
  return [
    ...sorted.filter(({ logOdds }) => logOdds > 0).slice(0, reasonCount),
    ...sorted
      .filter(({ logOdds }) => logOdds < 0)
      .slice(-downwardCount)
      .reverse(),
  ].map(bar);
}

/** Reasons as bars on both sides of a line: right makes leaving more likely, left less. */
export function contributionBars(view: CustomerView): HTMLElement {
  const { lang, detail, format: f } = view;
  const zh = lang === "zh";
  const bars = strongestBars(view);
  const hasPush = bars.some(({ logOdds }) => logOdds > 0);
  const write = ({ share, logOdds }: Bar) => (hasPush ? f.percent(share) : f.decimal(logOdds, 2));
  const listed = (sign: number) =>
    bars
      .filter(({ logOdds }) => sign * logOdds > 0)
      .map((bar) => `${bar.words} ${write(bar)}`)
      .join(zh ? "；" : "; ");
  return chart(
    {
      lang,
      label: zh
        ? `推高流失的原因及占比：${listed(1) || "没有"}。往回拉的：${listed(-1) || "没有"}`
        : `What raises the probability, with shares: ${listed(1) || "nothing"}. What lowers it: ${listed(-1) || "nothing"}`,
      table: {
        head: zh ? ["特征", "占推高总量", "对数几率"] : ["Feature", "Share of the push", "Log-odds"],
        rows: detail.contributions.map(({ feature, value, logOdds, share }) => [
          featureWords(view.playbook, feature, value)[lang],
          share === undefined ? "–" : f.percent(share, 1),
          f.signed(f.decimal(logOdds, 3), logOdds),
        ]),
      },
      draw: (width) => drawBars(view, bars, width, write),
    },
    { width: 608 },
  ).element;
}

function drawBars(view: CustomerView, bars: readonly Bar[], width: number, write: (bar: Bar) => string) {
  const { lang, detail } = view;
  const zh = lang === "zh";
  const isNarrow = width < narrow;
  const longest = Math.max(0, ...bars.map(({ words }) => textWidth(words, 6.9)));
  // beside the bars where the words leave them room, else above each
  const isAbove = isNarrow || longest > width * 0.45;
  const [down, up] = [-1, 1].map((sign) => Math.max(0, ...bars.map(({ logOdds }) => sign * logOdds))) as [
    number,
    number,
  ];
  const left = isAbove ? 0 : longest + 12;
  const number = 46;
  const room = width - left - number - (down > 0 ? number : 0);
  const unit = room / Math.max(up + down, 1e-9);
  const zero = left + (down > 0 ? number + down * unit : 4);
  const step = isAbove ? 46 : 34;
  const height = 26 + bars.length * step;
  // broken where the words stand above their bars, so that it does not run through them
  const axis = isAbove ? bars.map((_, i) => [42 + i * step, 64 + i * step]) : [[18, height - 8]];
  const tone = detail.tier ?? "low";
  const source = (bar: Bar) => {
    const p = customerSources(view).find(({ id }) => id === "p");
    return (
      p && {
        ...p,
        name: bar.words,
        formula: "contribution / Σ upward",
        inputs: `${bar.logOdds.toFixed(3).replace("-", "−")} → ${write(bar)}`,
      }
    );
  };
  return {
    height,
    marks: svg`<g>
      ${zero - 8 > textWidth("← less likely", 6.4) ? svg`<text class="n e" x=${zero - 8} y="12">${zh ? "← 留得住" : "← holds"}</text>` : null}
      <text class="n" x=${zero + 8} y="12">${zh ? "更可能离开 →" : "more likely to leave →"}</text>
      ${bars.map((bar, i) => {
        const top = 26 + i * step + (isAbove ? 18 : 0);
        const length = Math.max(1, Math.abs(bar.logOdds) * unit);
        const isUp = bar.logOdds > 0;
        return svg`<g>
          <text class="halo" x="0" y=${isAbove ? top - 5 : top + 14}>${bar.words}</text>
          <rect class=${isUp ? `f-${tone}` : "f-neg"} x=${isUp ? zero : zero - length} y=${top} width=${length} height="18"></rect>
          <text class=${isUp ? "k" : "n e"} x=${isUp ? zero + length + 7 : zero - length - 7} y=${top + 14}>${svgFigure(view, write(bar), source(bar))}</text>
        </g>`;
      })}
      <path class="ax0" d=${axis.map(([from, to]) => `M${zero},${from}V${to}`).join("")}></path>
    </g>`,
  };
}
