import { html, svg } from "htl";
import type { LevelsTerm, StepsTerm } from "../../model/churn/types.js";
import { chart } from "../chart.js";
import type { PageContext } from "../context.js";
import { featureName } from "../customer/featureName.js";
import { areaPath, linePath } from "../scale.js";
import { textWidth } from "../tierPicture.js";
import { axes } from "./axes.js";

const reach = 1.96;

/** What one feature adds to the log-odds, with the band of the fit's bags. */
export function shapeChart(context: PageContext, term: StepsTerm | LevelsTerm): HTMLElement {
  const name = featureName(context.playbook, term.feature)[context.lang];
  const drawn = term.kind === "steps" ? stepsChart(context, term, name) : levelsChart(context, term, name);
  return html`<figure class="shape">
    <h3>${name}</h3>
    ${drawn}
  </figure>`;
}

function stepsChart({ lang, format: f }: PageContext, term: StepsTerm, name: string): HTMLElement {
  const zh = lang === "zh";
  const { cuts, values } = term;
  const errors = values.map((_, i) => reach * (term.errors?.[i] ?? 0));
  const short = (value: number) => f.decimal(value, Math.abs(value) >= 10 || Number.isInteger(value) ? 0 : 2);
  const signed = (value: number, digits = 2) => f.signed(f.decimal(value, digits), value);
  const span = cuts.length > 1 ? cuts.at(-1)! - cuts[0]! : Math.max(1, Math.abs(cuts[0] ?? 1));
  const [low, high] = [(cuts[0] ?? 0) - 0.06 * span, (cuts.at(-1) ?? 1) + 0.06 * span];
  const edges = [low, ...cuts, high];
  const bin = (i: number) =>
    i === 0
      ? `< ${short(cuts[0] ?? 0)}`
      : i === cuts.length
        ? `≥ ${short(cuts.at(-1)!)}`
        : f.range(short(cuts[i - 1]!), short(cuts[i]!));
  return chart({
    lang,
    label: `${name}${zh ? "，对数几率：最低 " : ", log-odds: from "}${signed(Math.min(...values))}${zh ? "，最高 " : " to "}${signed(Math.max(...values))}`,
    table: {
      head: zh ? ["取值", "对数几率", "±"] : ["Value", "Log-odds", "±"],
      rows: [
        ...values.map((value, i) => [bin(i), signed(value), f.decimal(errors[i]!, 2)]),
        [zh ? "缺失" : "missing", signed(term.missing), "–"],
      ],
    },
    draw: (width) => {
      const height = 170;
      const lows = values.map((value, i) => value - errors[i]!);
      const highs = values.map((value, i) => value + errors[i]!);
      const y: [number, number] = [Math.min(0, ...lows), Math.max(0, ...highs)];
      const frame = axes({ width, height, x: [low, high], y, writeX: short, writeY: (value) => signed(value, 1) });
      const xs = values.flatMap((_, i) => [frame.x(edges[i]!), frame.x(edges[i + 1]!)]);
      const twice = (list: readonly number[]) => list.flatMap((value) => [frame.y(value), frame.y(value)]);
      return {
        height,
        marks: svg`<g>${frame.marks}
          <path fill="var(--band)" d=${areaPath(xs, twice(lows), twice(highs))}></path>
          <path class="lineA" d=${linePath(xs.map((x, i) => [x, twice(values)[i]!] as const))}></path>
        </g>`,
      };
    },
  }).element;
}

function levelsChart({ lang, format: f }: PageContext, term: LevelsTerm, name: string): HTMLElement {
  const zh = lang === "zh";
  const all = term.levels.map((level, i) => ({
    level,
    value: term.values[i]!,
    error: reach * (term.errors?.[i] ?? 0),
  }));
  const rows = [...all].sort((a, b) => b.value - a.value);
  const shown = rows.length > 8 ? [...rows.slice(0, 4), ...rows.slice(-4)] : rows;
  const signed = (value: number) => f.signed(f.decimal(value, 2), value);
  const cut = (text: string) => (text.length > 12 ? `${text.slice(0, 11)}…` : text);
  return chart({
    lang,
    label: `${name}${zh ? "，对数几率：" : ", log-odds: "}${shown.map(({ level, value }) => `${level} ${signed(value)}`).join(zh ? "，" : ", ")}`,
    table: {
      head: zh ? ["取值", "对数几率", "±"] : ["Value", "Log-odds", "±"],
      rows: [
        ...rows.map(({ level, value, error }) => [level, signed(value), f.decimal(error, 2)]),
        [zh ? "缺失" : "missing", signed(term.missing), "–"],
      ],
    },
    draw: (width) => {
      const left = Math.max(...shown.map(({ level }) => textWidth(cut(level)))) + 10;
      const ends = shown.flatMap(({ value, error }) => [value - error, value + error]);
      const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends, 1e-9)];
      const x = (value: number) => left + ((value - low) / (high - low)) * (width - left - 8);
      return {
        height: 8 + 20 * shown.length,
        marks: svg`<g>
          <line class="ax0" x1=${x(0)} x2=${x(0)} y1="2" y2=${6 + 20 * shown.length}></line>
          ${shown.map(
            ({ level, value, error }, i) => svg`<g>
            <text x="0" y=${18 + 20 * i}>${cut(level)}</text>
            <line x1=${x(value - error)} x2=${x(value + error)} y1=${13 + 20 * i} y2=${13 + 20 * i} stroke="var(--band2)" stroke-width="5"></line>
            <circle class="dotF" r="3.5" cx=${x(value)} cy=${13 + 20 * i}></circle></g>`,
          )}
        </g>`,
      };
    },
  }).element;
}
