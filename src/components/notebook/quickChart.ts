import { svg } from "htl";
import { chart } from "../chart.js";
import type { PageContext } from "../context.js";
import { axes } from "../model/axes.js";
import { linePath, scale } from "../scale.js";
import { textWidth } from "../tierPicture.js";
import type { QueryResult, ResultColumn } from "./queryResult.js";

/** Bars or points beyond this are a blur; the table has them all. */
const mostBars = 30;
const mostPoints = 2_000;
const mostLines = 4;
const lineColours = ["var(--critical)", "var(--high)", "var(--medium)", "var(--low)"];

interface Picture {
  readonly context: PageContext;
  readonly label: ResultColumn;
  readonly numbers: readonly ResultColumn[];
  readonly count: number;
}

/** A result as bars or lines: the first column that is no number names the places, numbers are drawn. */
export function quickChart(context: PageContext, result: QueryResult, view: "bar" | "line"): HTMLElement | string {
  const zh = context.lang === "zh";
  const numbers = result.columns.filter(({ kind }) => kind === "number");
  const label = result.columns.find(({ kind }) => kind !== "number") ?? numbers[0];
  const drawn = numbers.filter((column) => column !== label).slice(0, view === "bar" ? 1 : mostLines);
  if (!label || !drawn.length || !result.rows)
    return zh
      ? "画图至少要有一列名称或日期、一列数字，并且有行。"
      : "A chart needs a column of names or dates, one of numbers, and rows.";
  const count = Math.min(result.rows, view === "bar" ? mostBars : mostPoints);
  const picture = { context, label, numbers: drawn, count };
  const draw = view === "bar" ? bars(picture) : lines(picture);
  return chart({ lang: context.lang, label: described(picture), table: tableOf(picture), draw }, { width: 900 })
    .element;
}

function described({ context, label, numbers, count }: Picture): string {
  const zh = context.lang === "zh";
  const first = numbers[0]!;
  const shown = Array.from(
    { length: Math.min(count, 6) },
    (_, i) => `${String(label.values[i])} ${write(first.values[i])}`,
  );
  const names = numbers.map(({ name }) => name).join(zh ? "、" : ", ");
  const more = count > 6 ? (zh ? `，共 ${count} 项` : `, ${count} in all`) : "";
  return `${names}${zh ? "：" : ": "}${shown.join(zh ? "，" : ", ")}${more}`;
}

function tableOf({ label, numbers, count }: Picture) {
  return {
    head: [label.name, ...numbers.map(({ name }) => name)],
    rows: Array.from({ length: count }, (_, i) => [
      String(label.values[i] ?? "–"),
      ...numbers.map(({ values }) => write(values[i])),
    ]),
  };
}

function write(value: unknown): string {
  if (typeof value !== "number") return "–";
  const digits = Math.abs(value) >= 100 ? 0 : 3;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits }).replace("-", "−");
}

function bars({ label, numbers, count }: Picture) {
  const values = numbers[0]!.values.slice(0, count).map((value) => Number(value ?? 0));
  const names = label.values.slice(0, count).map((name) => shortened(String(name ?? "–")));
  return (width: number) => {
    const left = Math.min(width * 0.4, Math.max(...names.map((name) => textWidth(name, 7.5))) + 12);
    const room = Math.max(...values.map((value) => textWidth(write(value), 7.5))) + 12;
    const x = scale([Math.min(0, ...values), Math.max(0, ...values)], [left, width - room]);
    const height = count * 24 + 8;
    return {
      height,
      marks: svg`<g>${values.map((value, i) => {
        const [from, to] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))];
        const y = i * 24 + 4;
        return svg`<g><text class="e" x=${left - 8} y=${y + 13}>${names[i]!}</text>
          <rect class="f-acc" x=${from} y=${y + 2} width=${to - from} height="14"></rect>
          <text class="n" x=${to + 6} y=${y + 13}>${write(values[i])}</text></g>`;
      })}<line class="ax0" x1=${x(0)} x2=${x(0)} y1="0" y2=${height - 4}></line></g>`,
    };
  };
}

function shortened(name: string): string {
  return name.length > 28 ? `${name.slice(0, 27)}…` : name;
}

function lines({ label, numbers, count }: Picture) {
  const at = Array.from({ length: count }, (_, i) => {
    const value = label.values[i]!;
    return label.kind === "date"
      ? Date.parse(`${String(value).slice(0, 10)}T00:00:00Z`)
      : label.kind === "number"
        ? Number(value)
        : i;
  });
  const all = numbers.flatMap(({ values }) =>
    values.slice(0, count).flatMap((value) => (value === null ? [] : [Number(value)])),
  );
  return (width: number) => {
    const height = 280;
    const right = Math.min(180, Math.max(...numbers.map(({ name }) => textWidth(shortened(name), 7.5))) + 20);
    const [low, high] = [Math.min(0, ...all), Math.max(1e-9, ...all)];
    const frame = axes({
      ...{ width, height, right, y: [low, high], writeX: () => "", writeY: write },
      x: [Math.min(...at), Math.max(...at, Math.min(...at) + 1e-9)],
    });
    const names = [0, count - 1].map((i) => String(label.values[i] ?? "–"));
    return {
      height,
      marks: svg`<g>${frame.marks}
        ${numbers.map((column, i) => {
          const points = at.map(
            (value, k) =>
              [frame.x(value), column.values[k] === null ? null : frame.y(Number(column.values[k]))] as const,
          );
          const end = points.findLast(([, y]) => y !== null);
          return svg`<g><path d=${linePath(points)} fill="none" stroke=${lineColours[i]!} stroke-width="2"></path>
            ${end ? svg`<text x=${end[0] + 6} y=${end[1]! + 4}>${shortened(column.name)}</text>` : null}</g>`;
        })}
        <text class="n" x=${frame.left} y=${height - 8}>${names[0]!}</text>
        ${count > 1 ? svg`<text class="n e" x=${width - right} y=${height - 8}>${names[1]!}</text>` : null}</g>`,
    };
  };
}
