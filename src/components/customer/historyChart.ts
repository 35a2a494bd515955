import { svg } from "htl";
import { chart } from "../chart.js";
import { areaPath, linePath, scale } from "../scale.js";
import { textWidth } from "../tierPicture.js";
import { customerSources } from "./sources.js";
import { svgFigure } from "./svgFigure.js";
import type { CustomerView } from "./view.js";

const narrow = 480;
const heights = { health: 132, p: 104, strip: 44, gap: 34 };

type Y = (value: number) => number;
interface Frame {
  readonly x: (week: number) => number;
  readonly left: number;
  readonly right: number;
  readonly isNarrow: boolean;
  /** First week that was scored at its time. */
  readonly turn: number;
}

/** Week by week: health score, churn probability and the components; weeks scored afterwards are drawn lighter. */
export function historyChart(view: CustomerView): HTMLElement {
  const { detail, lang, playbook, format: f } = view;
  const zh = lang === "zh";
  const { history } = detail;
  const weeks = history.asOf.length;
  const components = playbook.health.components;
  const one = (value: number | null) => (value === null ? "–" : f.decimal(value, 1));
  const percent = (value: number | null) => (value === null ? "–" : f.probability(value));
  return chart(
    {
      lang,
      label: historyLabel(view),
      table: {
        head: [
          zh ? "周" : "Week",
          zh ? "健康分" : "Health",
          zh ? "流失概率" : "Probability",
          ...components.map(({ label }) => label[lang]),
          zh ? "备注" : "Note",
        ],
        rows: history.asOf.map((asOf, i) => [
          f.date(asOf),
          one(history.overall[i] ?? null),
          percent(history.p[i] ?? null),
          ...components.map(({ id }) => one(history.components[id]?.[i] ?? null)),
          history.backfilled[i] ? (zh ? "回填" : "backfilled") : "",
        ]),
      },
      draw: (width) => {
        const isNarrow = width < narrow;
        const left = isNarrow ? 40 : Math.max(104, ...components.map(({ label }) => textWidth(label[lang], 6.8) + 12));
        const right = width - 52;
        const x = scale([0, Math.max(1, weeks - 1)], [left, right]);
        const turn = history.backfilled.findIndex((isBackfilled) => !isBackfilled);
        const frame: Frame = { x, left, right, isNarrow, turn: turn < 0 ? weeks - 1 : turn };
        const top = { health: 22, p: 22 + heights.health + heights.gap };
        const firstStrip = top.p + heights.p + 30;
        const step = heights.strip + (isNarrow ? 20 : 6);
        const bottom = firstStrip + components.length * step;
        return {
          height: bottom + 22,
          marks: svg`<g>
            ${crossing(view, frame, bottom - 6)}
            ${healthPanel(view, frame, top.health)}
            ${probabilityPanel(view, frame, top.p)}
            ${components.map((_, i) => strip(view, frame, i, firstStrip + i * step))}
            ${dates(view, frame, bottom + 14)}
          </g>`,
        };
      },
    },
    { width: 608 },
  ).element;
}

function historyLabel({ detail, lang, playbook, format: f }: CustomerView): string {
  const zh = lang === "zh";
  const { history, firstCrossedOn } = detail;
  const ends = (values: readonly (number | null)[], write: (value: number) => string) => {
    const known = values.filter((value) => value !== null);
    if (!known.length) return zh ? "没有数据" : "no data";
    return zh
      ? `由 ${write(known[0]!)} 到 ${write(known.at(-1)!)}`
      : `from ${write(known[0]!)} to ${write(known.at(-1)!)}`;
  };
  const one = (value: number) => f.decimal(value, 1);
  const parts = playbook.health.components.map(
    ({ id, label }) => `${label[lang]}${zh ? "" : " "}${ends(history.components[id] ?? [], one)}`,
  );
  return zh
    ? `${history.asOf.length} 周：健康分${ends(history.overall, one)}，流失概率${ends(history.p, f.probability)}${firstCrossedOn ? `，${f.date(firstCrossedOn)} 首次越过高风险线` : ""}；${parts.join("；")}`
    : `${history.asOf.length} weeks: health score ${ends(history.overall, one)}, churn probability ${ends(history.p, f.probability)}${firstCrossedOn ? `, first above the high line on ${f.date(firstCrossedOn)}` : ""}; ${parts.join("; ")}`;
}

/** The weeks since the first crossing, on a band. */
function crossing({ detail, lang, format: f }: CustomerView, { x, right }: Frame, bottom: number) {
  const on = detail.firstCrossedOn;
  const week = on ? detail.history.asOf.indexOf(on) : -1;
  if (week < 0 || detail.isLost) return null;
  // above the line at its first score: the crossing itself was not seen
  const isEarlier = week === 0;
  const text =
    lang === "zh"
      ? `${f.shortDate(on!)}${isEarlier ? "或更早" : ""}越线`
      : `crossed ${f.shortDate(on!)}${isEarlier ? " or earlier" : ""}`;
  const fits = x(week) - 6 - textWidth(text, 6.6) > 60;
  return svg`<g>
    <rect class="bandA" opacity=".55" x=${x(week)} y="16" width=${Math.max(0, right - x(week))} height=${bottom - 16}></rect>
    <line class="axd" x1=${x(week)} x2=${x(week)} y1="4" y2=${bottom}></line>
    <text class=${fits ? "n e" : "n"} x=${x(week) + (fits ? -5 : 5)} y="12">${text}</text>
  </g>`;
}

function healthPanel(view: CustomerView, frame: Frame, top: number) {
  const { detail, lang, playbook } = view;
  const values = detail.history.overall;
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(30, ...known) - 4, Math.max(86, ...known) + 4];
  const y = scale([low, high], [top + heights.health, top]);
  const lines = playbook.health.statuses.filter(({ from }) => from > 0);
  const empty = lang === "zh" ? "没有健康分" : "no health score";
  return svg`<g>
    <text class="k" x="0" y="12">${lang === "zh" ? "健康分" : "Health"}</text>
    ${lines.map(({ from, label }) => {
      const name = frame.isNarrow ? String(from) : `${label[lang]} ${from}`;
      return svg`<g><line class="ax" x1=${frame.left} x2=${frame.right} y1=${y(from)} y2=${y(from)}></line><text class="n e" x=${frame.left - 8} y=${y(from) + 4}>${name}</text></g>`;
    })}
    ${known.length ? series(view, frame, { values, y, line: "lineA", dot: "dotF", id: "health" }) : svg`<text class="n" x=${frame.left + 8} y=${top + 70}>${empty}</text>`}
  </g>`;
}

function probabilityPanel(view: CustomerView, frame: Frame, top: number) {
  const { detail, lang, playbook, format: f } = view;
  const values = detail.history.p;
  const known = values.filter((value) => value !== null);
  const y = scale([0, Math.max(0.75, ...known)], [top + heights.p, top]);
  const tiers = (["critical", "high", "medium"] as const).map((id) => playbook.tiers[id]);
  const tier = detail.tier ?? "low";
  return svg`<g>
    <text class="k" x="0" y=${top - 14}>${lang === "zh" ? "流失概率" : "Probability"}</text>
    ${tiers.map(({ above, label }) => {
      const name = frame.isNarrow ? f.percent(above) : `${label[lang]} ${f.percent(above)}`;
      return svg`<g><line class="axd" x1=${frame.left} x2=${frame.right} y1=${y(above)} y2=${y(above)}></line><text class="n e" x=${frame.left - 8} y=${y(above) + 4}>${name}</text></g>`;
    })}
    <line class="ax0" x1=${frame.left} x2=${frame.right} y1=${y(0)} y2=${y(0)}></line>
    <text class="n e" x=${frame.left - 8} y=${y(0) + 4}>0%</text>
    ${known.length ? series(view, frame, { values, y, line: `lineT l-${tier}`, dot: `f-${tier} ring`, id: "p" }) : svg`<text class="n" x=${frame.left + 8} y=${top + 50}>${lang === "zh" ? "没有流失概率" : "no churn probability"}</text>`}
  </g>`;
}

interface Series {
  readonly values: readonly (number | null)[];
  readonly y: Y;
  readonly line: string;
  readonly dot: string;
  /** Of the source of its last value. */
  readonly id: string;
}

/** A line, its first value above and its last one beside it. */
function series(view: CustomerView, { x, turn, right }: Frame, { values, y, line, dot, id }: Series) {
  const points = values.map((value, i) => [x(i), value === null ? null : y(value)] as const);
  const first = values.findIndex((value) => value !== null);
  const last = values.findLastIndex((value) => value !== null);
  const source = customerSources(view).find((one) => one.id === id);
  const write = (value: number) => (id === "p" ? view.format.probability(value) : view.format.decimal(value, 1));
  const start = first < last ? write(values[first]!) : "";
  return svg`<g>
    <path class=${`${line} past`} d=${linePath(points.slice(0, turn + 1))}></path>
    <path class=${line} d=${linePath(points.slice(turn))}></path>
    <text class="n halo" x=${x(first)} y=${(points[first]![1] ?? 0) - 7}>${start}</text>
    <circle class=${dot} r="4.5" cx=${points[last]![0]} cy=${points[last]![1]}></circle>
    <text class=${id === "p" ? "k" : "a"} x=${right + 9} y=${(points[last]![1] ?? 0) + 4}>${svgFigure(view, write(values[last]!), last === values.length - 1 ? source : undefined)}</text>
  </g>`;
}

function strip(view: CustomerView, { x, left, right, isNarrow, turn }: Frame, index: number, top: number) {
  const { detail, lang, playbook, format: f } = view;
  const { id, label } = playbook.health.components[index]!;
  const values = detail.history.components[id] ?? [];
  const base = top + heights.strip + (isNarrow ? 14 : 0);
  const y = scale([0, 100], [base, base - heights.strip + 6]);
  const known = values.flatMap((value, i) => (value === null ? [] : [{ value, i }]));
  const last = known.at(-1);
  const part = (from: number, to: number) => known.filter(({ i }) => i >= from && i <= to);
  const draw = (points: typeof known, more: string) => {
    const xs = points.map(({ i }) => x(i));
    const ys = points.map(({ value }) => y(value));
    return svg`<g class=${more}><path class="bandA" d=${areaPath(
      xs,
      xs.map(() => base),
      ys,
    )}></path><path class="lineC" d=${linePath(xs.map((at, k) => [at, ys[k]!]))}></path></g>`;
  };
  const source = customerSources(view).find((one) => one.id === id);
  return svg`<g>
    <text x="0" y=${isNarrow ? top + 6 : base - 8}>${label[lang]}</text>
    ${draw(part(0, turn), "past")}${draw(part(turn, values.length - 1), "")}
    <line class="ax" x1=${left} x2=${right} y1=${base} y2=${base}></line>
    ${last ? svg`<text class="k" x=${right + 9} y=${Math.min(base, y(last.value) + 4)}>${svgFigure(view, f.decimal(last.value, 1), last.i === values.length - 1 ? source : undefined)}</text>` : svg`<text class="n" x=${left + 8} y=${base - 8}>${lang === "zh" ? "没有数据" : "no data"}</text>`}
  </g>`;
}

function dates({ detail, format: f }: CustomerView, { x, isNarrow }: Frame, y: number) {
  const { asOf } = detail.history;
  const last = asOf.length - 1;
  const middle = isNarrow || last < 8 ? [] : [Math.round(last / 2)];
  return svg`<g>
    <text class="n" x=${x(0)} y=${y}>${f.shortDate(asOf[0]!)}</text>
    ${middle.map((i) => svg`<text class="n m" x=${x(i)} y=${y}>${f.shortDate(asOf[i]!)}</text>`)}
    ${last > 0 ? svg`<text class="n e" x=${x(last)} y=${y}>${f.shortDate(asOf[last]!)}</text>` : null}
  </g>`;
}
