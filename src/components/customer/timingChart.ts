import { svg } from "htl";
import { treatment } from "../../model/waiting.js";
import { winback } from "../../model/winback.js";
import type { CustomerDetail } from "../../pageData.js";
import { chart } from "../chart.js";
import { linePath, niceTicks, scale } from "../scale.js";
import { textWidth } from "../tierPicture.js";
import { customerSources } from "./sources.js";
import { svgFigure } from "./svgFigure.js";
import type { CustomerView } from "./view.js";

type Timing = NonNullable<CustomerDetail["timing"]>;

/** Expected gain by the day of contact, by the curve that the week was decided with, in the playbook's small unit; zero where the curve is not supported. */
export function gainCurve({ detail, winback: points }: Pick<CustomerView, "detail" | "winback">, timing: Timing) {
  const effect = winback(points);
  const customer = { tier: detail.tier!, p: detail.p!, ltv: detail.ltv!, uplift: timing.uplift };
  return (days: number): number => treatment(customer, effect, days).expectedGain;
}

/** What contact is worth by the day it happens: today, at the end of this week, a week later, and what the delay costs. */
export function timingChart(view: CustomerView, timing: Timing): HTMLElement {
  const { lang, playbook, format: f } = view;
  const zh = lang === "zh";
  const { day, now, byWeekEnd, nextWeek, costOfWaiting } = timing;
  const gain = gainCurve(view, timing);
  const [from, to] = playbook.winback.window;
  const last = Math.max(...view.winback.curve.map(({ days }) => days));
  const stages = zh ? ["今天", "最迟本周", "下周"] : ["today", "by the end of this week", "next week"];
  const points = [now, byWeekEnd, nextWeek].map((point, i) => ({ ...point, day: day + 7 * i, name: stages[i]! }));
  return chart({
    lang,
    label: zh
      ? `越线后第 ${day} 天联系值 ${f.money(now.gain)}；最迟本周，第 ${day + 7} 天，${f.money(byWeekEnd.gain)}；下周，第 ${day + 14} 天，${f.money(nextWeek.gain)}；等待代价 ${f.money(costOfWaiting)}。最佳窗口是第 ${from} 到 ${to} 天`
      : `Contact on day ${day} since crossing is worth ${f.money(now.gain)}; by the end of this week, day ${day + 7}, ${f.money(byWeekEnd.gain)}; next week, day ${day + 14}, ${f.money(nextWeek.gain)}; cost of waiting ${f.money(costOfWaiting)}. The best window is days ${from} to ${to}`,
    table: {
      head: zh ? ["联系日", "时效 g", "预期多留的价值"] : ["Day of contact", "g", "Expected gain"],
      rows: [
        ...points.map((point) => [
          zh ? `${point.name}，第 ${point.day} 天` : `${point.name}, day ${point.day}`,
          f.decimal(point.g, 3),
          f.money(point.gain),
        ]),
        ...view.winback.curve.map(({ days }) => [
          zh ? `第 ${days} 天` : `day ${days}`,
          f.decimal(winback(view.winback)(days).effect, 3),
          f.money(gain(days)),
        ]),
      ],
    },
    draw: (width) => drawTiming(view, { points, gain, last, window: [from, to], costOfWaiting }, width),
  }).element;
}

interface Point {
  readonly day: number;
  readonly gain: number;
  readonly name: string;
}
interface Drawn {
  readonly points: readonly Point[];
  readonly gain: (days: number) => number;
  readonly last: number;
  readonly window: readonly [number, number];
  readonly costOfWaiting: number;
}

function drawTiming(view: CustomerView, drawn: Drawn, width: number) {
  const { lang, format: f } = view;
  const zh = lang === "zh";
  const { points, gain, last, window, costOfWaiting } = drawn;
  const [today, weekEnd, nextWeek] = points as [Point, Point, Point];
  const isPast = today.gain === 0;
  const max = Math.max(gain(0), 1);
  const ticks = niceTicks(0, max, 3);
  const [base, top, height] = [212, 58, 262];
  const left = Math.max(...ticks.map((tick) => textWidth(f.count(tick), 7))) + 8;
  const right = width - (nextWeek.day > 21 && !isPast ? 76 : 10);
  const end = isPast ? Math.max(last, Math.min(today.day, 2 * last)) : Math.max(last, nextWeek.day);
  const x = scale([0, end], [left, right]);
  const y = scale([0, max], [base, top]);
  const days = [...new Set([...Array.from({ length: 2 * end + 1 }, (_, i) => i / 2), last + 1e-6])].sort(
    (a, b) => a - b,
  );
  const isMeasured = view.winback.source === "measured";
  const place = (at: number, text: string, perCharacter = 6.8) => Math.min(at, width - textWidth(text, perCharacter));
  const amount = (id: string, text: string) =>
    svgFigure(
      view,
      text,
      customerSources(view).find((one) => one.id === id),
    );
  const windowText = zh ? `第 ${window[0]}–${window[1]} 天窗口` : `window, days ${window[0]}–${window[1]}`;
  const todayAt = Math.min(today.day, end);
  const isLeft = x(todayAt) - left > 84;
  const weekText = zh ? `最迟本周（第 ${weekEnd.day} 天）` : `end of this week, day ${weekEnd.day}`;
  const marked = isPast ? [todayAt] : points.map(({ day }) => day);
  const grey = [0, ...view.winback.curve.map(({ days: at }) => at)].filter((at) =>
    marked.every((one) => Math.abs(x(one) - x(at)) > 17),
  );
  // beyond the end of the axis
  const todayTick = today.day > end ? `${today.day} →` : String(today.day);
  const inWindow = ({ day }: Point) => day >= window[0] && day < window[1];
  const bracket = y(nextWeek.gain) - y(weekEnd.gain);
  return {
    height,
    marks: svg`<g>
      <rect class="bandA" x=${x(window[0])} y="20" width=${x(window[1]) - x(window[0])} height=${base - 20}></rect>
      <text class="nb2 m" x=${Math.max(textWidth(windowText, 6.6) / 2, (x(window[0]) + x(window[1])) / 2)} y="14">${windowText}</text>
      ${ticks.map((tick) => svg`<g><line class=${tick === 0 ? "ax0" : "ax"} x1=${left} x2=${right} y1=${y(tick)} y2=${y(tick)}></line><text class="n e" x=${left - 6} y=${y(tick) + 4}>${f.count(tick)}</text></g>`)}
      <path class=${isMeasured ? "lineA" : "dashA"} d=${linePath(days.map((at) => [x(at), y(gain(at))] as const))}></path>
      ${view.winback.curve.map(({ days: at }) => svg`<circle class=${isMeasured ? "dotF" : "dotHA"} r="3.4" cx=${x(at)} cy=${y(gain(at))}></circle>`)}
      <line class="s-acc" x1=${x(todayAt)} x2=${x(todayAt)} y1=${y(today.gain)} y2=${base}></line>
      ${
        isPast
          ? null
          : svg`<g>
        <line class="axd" x1=${x(weekEnd.day)} x2=${x(nextWeek.day)} y1=${y(weekEnd.gain)} y2=${y(weekEnd.gain)}></line>
        <line class="ax0" x1=${x(nextWeek.day)} x2=${x(nextWeek.day)} y1=${y(weekEnd.gain)} y2=${y(nextWeek.gain)}></line>
        <circle class="dotH" r="5" cx=${x(weekEnd.day)} cy=${y(weekEnd.gain)}></circle>
        <circle class="dotH" r="5" cx=${x(nextWeek.day)} cy=${y(nextWeek.gain)}></circle>
        <text class=${inWindow(weekEnd) ? "nb2" : "n halo"} x=${place(x(weekEnd.day) + 8, weekText, 6.4)} y=${y(weekEnd.gain) - 23}>${weekText}</text>
        <text class=${inWindow(weekEnd) ? "k" : "k halo"} x=${place(x(weekEnd.day) + 8, weekText, 6.4)} y=${y(weekEnd.gain) - 8}>${amount("gain7", f.money(weekEnd.gain))}</text>
        ${bracket > 40 ? costLabel(zh, place(x(nextWeek.day) + 7, zh ? "等待代价" : "waiting", 7.2), y(weekEnd.gain) + bracket / 2) : null}
        <text class="n halo" x=${place(x(nextWeek.day) + 7, nextText())} y=${Math.min(base - 8, y(nextWeek.gain) + (bracket > 40 ? -6 : 16))}>${nextText()}</text>
      </g>`
      }
      <circle class="dotF" r="5.5" cx=${x(todayAt)} cy=${y(today.gain)}></circle>
      ${todayLabel()}
      ${grey.map((at) => svg`<text class="n m" x=${x(at)} y=${base + 18}>${at}</text>`)}
      ${marked.map((at, i) => svg`<text class=${i ? "k m" : "a m"} x=${x(at)} y=${base + 18}>${i === 0 ? todayTick : at}</text>`)}
      <text class="n m" x=${(left + right) / 2} y=${base + 38}>${zh ? "首次越线后的天数" : "days since the first crossing"}</text>
    </g>`,
  };

  function nextText(): string {
    return zh ? `下周 ${f.money(nextWeek.gain)}` : `next week ${f.money(nextWeek.gain)}`;
  }
  function costLabel(isChinese: boolean, at: number, middle: number) {
    return svg`<g><text class="n halo" x=${at} y=${middle - 4}>${isChinese ? "等待代价" : "waiting"}</text><text class="k halo" x=${at} y=${middle + 12}>${amount("waiting", f.money(costOfWaiting))}</text></g>`;
  }
  /** Two lines below the curve, which falls: beside the point, and clear of the curve and the axis. */
  function todayLabel() {
    const clear = 18;
    const wide = Math.max(...[zh ? "今天" : "today", f.money(today.gain)].map((text) => textWidth(text, 7.4)));
    const curve = (px: number) => y(gain(((px - left) / (right - left)) * end));
    let at = isLeft ? x(todayAt) - 8 : x(todayAt) + 9;
    let from = base - 34;
    if (!isPast) {
      from = Math.min(base - 24, Math.max(y(today.gain) + 26, isLeft ? 0 : curve(at + wide) + clear));
      while (isLeft && curve(at) > from - clear && at - wide > left) at -= 1;
    }
    const halo = inWindow(today) ? "" : " halo";
    const side = `${isLeft ? "a e" : "a"}${halo}`;
    return svg`<g><text class=${side} x=${at} y=${from}>${zh ? "今天" : "today"}</text><text class=${side} x=${at} y=${from + 17}>${amount("gain0", f.money(today.gain))}</text></g>`;
  }
}
