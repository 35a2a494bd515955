import { svg } from "htl";
import type { CashFlow } from "../model/roi/index.js";
import { markText } from "./chartFigure.js";
import type { PageContext } from "./context.js";
import { areaPath, linePath, niceTicks, scale, spread } from "./scale.js";
import { textWidth } from "./tierPicture.js";

/** Cash flow of a scenario that lies over the working copy's, with the letter that stands at its end. */
export interface CashOverlay {
  readonly letter: string;
  readonly label: string;
  readonly cash: CashFlow;
}

export interface CashPicture {
  readonly cash: CashFlow;
  readonly fan: { readonly p10: readonly number[]; readonly p90: readonly number[] };
  readonly overlays: readonly CashOverlay[];
}

const [height, bottom, top] = [200, 170, 12];
const months = Array.from({ length: 13 }, (_, month) => month);
export const pathOf = (cash: CashFlow): number[] => cash.months.map(({ cumulative }) => cumulative);

/** The cumulated curve with its band, overlays as thin lines behind it, and where it crosses zero. */
export function cashMarks(context: PageContext, picture: CashPicture, width: number) {
  const { lang, format, playbook } = context;
  const { cash, fan, overlays } = picture;
  const { factor } = playbook.money.large[lang];
  const number = (value: number) => format.decimal(value / factor, lang === "zh" ? 0 : 1);
  const path = pathOf(cash);
  const all = [0, ...fan.p10, ...fan.p90, ...path, ...overlays.flatMap((each) => pathOf(each.cash))];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const axis = axisOf(context, [least / factor, most / factor]);
  const right = textWidth(number(cash.end), 7.6) + 14;
  const x = scale([0, 12], [axis.left, width - right]);
  const y = scale([least, most], [bottom, top]);
  const ends = [
    { y: y(fan.p90[12]!), text: "p90", kind: "n", id: "p90 12" },
    { y: y(cash.end), text: number(cash.end), kind: "a", id: "own 12" },
    { y: y(fan.p10[12]!), text: "p10", kind: "n", id: "p10 12" },
    ...overlays.map((each) => ({ y: y(each.cash.end), text: each.letter, kind: "k", id: `${each.letter} 12` })),
  ];
  const placed = spread(
    ends.map((end, i) => end.y + 4 + i * 1e-3),
    ends.length > 5 ? 13 : 15,
    8,
    bottom + 4,
  );
  return {
    height,
    marks: svg`<g>
      ${axis.ticks.map((tick) => svg`<g><line class=${tick === 0 ? "ax0" : "ax"} x1=${x(0)} x2=${x(12)} y1=${y(tick * factor)} y2=${y(tick * factor)}></line><text class="n e" x=${axis.left - 6} y=${y(tick * factor) + 4}>${axis.text(tick)}</text></g>`)}
      ${[0, 3, 6, 9, 12].map((m) => svg`<text class="n m" x=${x(m)} y=${height - 8}>${m === 12 && lang === "zh" ? "12 月" : m}</text>`)}
      <path class="bandA" d=${areaPath(months.map(x), fan.p10.map(y), fan.p90.map(y))}></path>
      ${overlays.map((each) => svg`<path class="lineO" d=${linePath(pathOf(each.cash).map((value, i) => [x(i), y(value)]))}></path>`)}
      <path class="dashA" d=${linePath(path.map((value, i) => [x(i), y(value)]))}></path>
      ${months.slice(1).map((m) => svg`<circle class="dotHA" r="3.2" cx=${x(m)} cy=${y(path[m]!)}></circle>`)}
      ${crossingMark(context, cash, x, y(0), axis.left, "crossing")}
      ${ends.map(({ text, kind, id }, i) => markText({ kind, x: x(12) + 8, y: placed[i]! }, text, id))}
    </g>`,
  };
}

/** Where the curve turns positive, in words for the reader and the description. */
export function crossingText({ lang, format }: PageContext, { crossing }: CashFlow): string | undefined {
  if (crossing === undefined) return undefined;
  const month = format.decimal(crossing, 1);
  return lang === "zh" ? `第 ${month} 月回正` : `month ${month}`;
}

function crossingMark(
  context: PageContext,
  cash: CashFlow,
  x: (month: number) => number,
  zero: number,
  left: number,
  receipt: string,
): unknown {
  const text = crossingText(context, cash);
  if (text === undefined) return null;
  const at = x(cash.crossing!);
  const place = { kind: "k e halo", x: Math.max(left + textWidth(text), at - 4), y: zero - 12 };
  return svg`<g><circle class="dotH" r="5" cx=${at} cy=${zero}></circle>${markText(place, text, receipt)}</g>`;
}

function axisOf({ format }: PageContext, [least, most]: readonly [number, number]) {
  const ticks = niceTicks(least, most, 6);
  const isRound = (digits: number): boolean =>
    ticks.every((tick) => Math.abs(tick * 10 ** digits - Math.round(tick * 10 ** digits)) < 1e-9);
  const digits = [0, 1, 2].find(isRound) ?? 2;
  const text = (tick: number): string => format.decimal(tick, digits);
  return { ticks, text, left: Math.max(...ticks.map((tick) => textWidth(text(tick), 7))) + 8 };
}
