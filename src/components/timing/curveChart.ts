import { svg } from "htl";
import { winback } from "../../model/winback.js";
import type { TimingData } from "../../pageData.js";
import { chart } from "../chart.js";
import type { PageContext } from "../context.js";
import { countText } from "../countText.js";
import { linePath, scale } from "../scale.js";
import { textWidth } from "../tierPicture.js";

/** Stay rate by days from crossing to contact: published hollow and dashed, measured filled with its interval and size. */
export function curveChart(context: PageContext, data: TimingData): HTMLElement {
  const { lang } = context;
  return chart(
    {
      lang,
      label: description(context, data),
      table: table(context, data),
      draw: (width) => draw(context, data, width),
    },
    { width: 1136 },
  ).element;
}

function description({ lang, format: f }: PageContext, { curve, window: [from, to] }: TimingData): string {
  const zh = lang === "zh";
  const points = curve.points.map(({ days, published, measured }) => {
    const own = measured
      ? `${zh ? "，实测 " : ", measured "}${f.percent(measured.value, 1)} (${f.percent(measured.low, 1)}–${f.percent(measured.high, 1)}, n=${countText(f, measured.n)})`
      : "";
    return `${zh ? `第 ${days} 天 ` : `day ${days} `}${f.percent(published)}${own}`;
  });
  const floor = f.percent(curve.floor.published, 1);
  return zh
    ? `越线后第几天联系，有多少人留下：${points.join("；")}。什么都不做留 ${floor}。最佳窗口第 ${from} 到 ${to} 天`
    : `Share that stays by the day of contact since crossing: ${points.join("; ")}. Doing nothing ${floor}. Best window: days ${from} to ${to}`;
}

function table({ lang, format: f }: PageContext, { curve }: TimingData) {
  const zh = lang === "zh";
  const effect = winback({ curve: curve.inUse.curve, floor: { value: curve.inUse.floor } });
  const range = (one: { low: number; high: number } | null) =>
    one ? f.range(f.percent(one.low, 1), f.percent(one.high, 1)) : "–";
  return {
    head: zh
      ? ["联系日", "发布", "实测", "95% 区间", "例数", "在用的时效 g"]
      : ["Day of contact", "Published", "Measured", "95% interval", "Outcomes", "g in use"],
    rows: [
      ...curve.points.map(({ days, published, measured }) => [
        zh ? `第 ${days} 天` : `day ${days}`,
        f.percent(published),
        measured ? f.percent(measured.value, 1) : "–",
        range(measured),
        measured ? countText(f, measured.n) : "0",
        f.decimal(effect(days).effect, 3),
      ]),
      [
        zh ? "不干预" : "left alone",
        f.percent(curve.floor.published, 2),
        curve.floor.measured ? f.percent(curve.floor.measured.value, 1) : "–",
        range(curve.floor.measured),
        curve.floor.measured ? countText(f, curve.floor.measured.n) : "0",
        "0",
      ],
    ],
  };
}

function draw({ lang, format: f }: PageContext, { curve, window: [from, to] }: TimingData, width: number) {
  const zh = lang === "zh";
  const last = Math.max(...curve.points.map(({ days }) => days));
  const known = curve.points.flatMap(({ measured }) => (measured ? [measured.high] : []));
  const most = Math.max(0.8, ...known) > 0.8 ? 1 : 0.8;
  const [top, base, height] = [38, 258, 308];
  const [left, right] = [44, width - (width < 560 ? 44 : 150)];
  const x = scale([0, last + 2], [left, right]);
  const y = scale([0, most], [base, top]);
  const published = winback({
    curve: curve.points.map(({ days, published: stayRate }) => ({ days, stayRate })),
    floor: { value: curve.floor.published },
  });
  const used = winback({ curve: curve.inUse.curve, floor: { value: curve.inUse.floor } });
  const days = Array.from({ length: 2 * last + 1 }, (_, i) => i / 2);
  const line = (rate: (day: number) => number) => linePath(days.map((day) => [x(day), y(rate(day))] as const));
  const windowText = zh ? `最佳窗口 ${from}–${to} 天` : `best window, days ${from}–${to}`;
  const floors = [
    {
      rate: curve.floor.published,
      text: `${zh ? "不干预 " : "left alone "}${f.percent(curve.floor.published, 1)}`,
      style: "axd",
    },
    ...(curve.floor.measured
      ? [
          {
            rate: curve.floor.measured.value,
            text: `${zh ? "对照组实测 " : "holdout, measured "}${f.percent(curve.floor.measured.value, 1)}`,
            style: "ax0",
          },
        ]
      : []),
  ];
  const isClose = floors.length > 1 && Math.abs(y(floors[0]!.rate) - y(floors[1]!.rate)) < 16;
  const floorY = (i: number) => {
    const own = y(floors[i]!.rate) + 4;
    if (!isClose) return own;
    return own + (floors[i]!.rate >= floors[1 - i]!.rate ? -8 : 8);
  };
  const isNarrow = width < 560;
  /** The higher line is named above itself, the lower one below. */
  const narrowY = (i: number) =>
    y(floors[i]!.rate) + (floors.length === 1 || floors[i]!.rate > floors[1 - i]!.rate ? -6 : 15);
  return {
    height,
    marks: svg`<g>
      <rect class="bandA" x=${x(from)} width=${x(to) - x(from)} y=${top - 8} height=${base - top + 8}></rect>
      <text class="nb2 m" x=${Math.max(textWidth(windowText, 6.6) / 2, (x(from) + x(to)) / 2)} y="22">${windowText}</text>
      ${[0, 0.2, 0.4, 0.6, 0.8, 1].filter((at) => at <= most).map((at) => svg`<g><line class=${at === 0 ? "ax0" : "ax"} x1=${left} x2=${right} y1=${y(at)} y2=${y(at)}></line><text class="n e" x=${left - 6} y=${y(at) + 4}>${f.percent(at)}</text></g>`)}
      ${floors.map(({ rate, style, text }, i) => svg`<g><line class=${style} x1=${left} x2=${right} y1=${y(rate)} y2=${y(rate)}></line><text class="n halo" x=${isNarrow ? left + 4 : right + 8} y=${isNarrow ? narrowY(i) : floorY(i)}>${text}</text></g>`)}
      <path class="dashN" d=${line((day) => published(day).stayRate)}></path>
      ${curve.used === "measured" ? svg`<path class="lineA" d=${line((day) => used(day).stayRate)}></path>` : svg`<path class="dashA" d=${line((day) => published(day).stayRate)}></path>`}
      ${curve.points.map(({ days: day, published: rate }) => svg`<g><circle class=${curve.used === "measured" ? "dotH" : "dotHA"} r="5" cx=${x(day)} cy=${y(rate)}></circle><text class="n e halo" x=${x(day) - 6} y=${y(rate) + 18}>${f.percent(rate)}</text></g>`)}
      ${curve.points.map(({ days: day, measured }) => {
        if (!measured) return null;
        // beside the published point, or both would hide each other
        const at = x(day) + 9;
        const n = `n=${countText(f, measured.n)}`;
        // at the right edge the labels of the level lines begin
        const isLast = !isNarrow && at + 40 + textWidth(n, 6.4) > right;
        const [kind, own, beside] = isLast ? ["e", at - 8, at - 40] : ["", at + 8, at + 40];
        return svg`<g>
          <path class="capA" d="M${at},${y(measured.low)}V${y(measured.high)}M${at - 4},${y(measured.low)}h8M${at - 4},${y(measured.high)}h8"></path>
          <circle class="dotF" r="4.5" cx=${at} cy=${y(measured.value)}></circle>
          <text class=${`a halo ${kind}`} x=${own} y=${y(measured.value) + 4}>${f.percent(measured.value)}</text>
          ${isNarrow ? null : svg`<text class=${`n halo ${kind}`} x=${beside} y=${y(measured.value) + 4}>${n}</text>`}
        </g>`;
      })}
      ${[0, ...curve.points.map(({ days: day }) => day)].map((day) => svg`<text class="n m" x=${x(day)} y=${base + 18}>${day}</text>`)}
      <text class="n m" x=${(left + right) / 2} y=${base + 38}>${zh ? "首次越线到联系的天数" : "days from the first crossing to contact"}</text>
    </g>`,
  };
}
