import { svg } from "htl";
import type { WeeksReport } from "../../pageData.js";
import { chart } from "../chart.js";
import type { PageContext } from "../context.js";
import { linePath } from "../scale.js";
import { axes } from "./axes.js";

/** AUC on each week after the model stopped learning, with its 95 % interval. */
export function weeksChart({ lang, format: f }: PageContext, { weeks }: WeeksReport): HTMLElement {
  const zh = lang === "zh";
  const known = weeks.flatMap(({ asOf, auc }) => (auc ? [{ asOf, auc, at: Date.parse(asOf) }] : []));
  const write = (value: number) => f.decimal(value, 2);
  return chart(
    {
      lang,
      label: `AUC${zh ? "：" : ": "}${known.map(({ asOf, auc }) => `${f.date(asOf)} ${f.decimal(auc.value, 3)}`).join(zh ? "，" : ", ")}`,
      table: {
        head: zh ? ["周", "AUC", "95% 区间", "行数", "流失"] : ["Week", "AUC", "95% interval", "Rows", "Left"],
        rows: weeks.map(({ asOf, auc, rows, events }) => [
          f.date(asOf),
          auc ? f.decimal(auc.value, 3) : "–",
          auc ? f.range(f.decimal(auc.low, 3), f.decimal(auc.high, 3)) : "–",
          f.count(rows),
          events < 5 ? "<5" : f.count(events),
        ]),
      },
      draw: (width) => {
        const height = 220;
        const low = Math.min(0.5, ...known.map(({ auc }) => auc.low));
        const [first, last] = [known[0]!.at, known.at(-1)!.at];
        const frame = axes({
          ...{ width, height, y: [low, 1], writeX: () => "", writeY: write },
          x: [first, Math.max(last, first + 1)],
        });
        const { x, y } = frame;
        return {
          height,
          marks: svg`<g>${frame.marks}
            ${known.map(({ auc, at }) => svg`<line x1=${x(at)} x2=${x(at)} y1=${y(auc.low)} y2=${y(auc.high)} stroke="var(--band2)" stroke-width="3"></line>`)}
            <path class="lineA" d=${linePath(known.map(({ auc, at }) => [x(at), y(auc.value)] as const))}></path>
            ${known.map(({ auc, at }) => svg`<circle class="dotF" r="3" cx=${x(at)} cy=${y(auc.value)}></circle>`)}
            <text class="n" x=${x(first)} y=${height - 8}>${f.date(known[0]!.asOf)}</text>
            ${known.length > 1 ? svg`<text class="n e" x=${x(last)} y=${height - 8}>${f.date(known.at(-1)!.asOf)}</text>` : null}
          </g>`,
        };
      },
    },
    { width: 1136 },
  ).element;
}
