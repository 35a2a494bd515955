import { html, svg } from "htl";
import { binCount } from "../../model/churn/bins.js";
import type { PairAxis, PairTerm } from "../../model/churn/types.js";
import { chart } from "../chart.js";
import type { PageContext } from "../context.js";
import { featureName } from "../customer/featureName.js";

/** What two features add together beyond their sum: the stronger the colour, the more; accent up, grey down. */
export function pairMap(context: PageContext, { axes, values }: PairTerm): HTMLElement {
  const { lang, format: f, playbook } = context;
  const zh = lang === "zh";
  const [first, second] = axes;
  const names = axes.map(({ feature }) => featureName(playbook, feature)[lang]);
  const [firstBins, secondBins] = [binNames(context, first), binNames(context, second)];
  const width2 = binCount(second);
  const at = (i: number, j: number) => values[i * width2 + j]!;
  const signed = (value: number) => f.signed(f.decimal(value, 2), value);
  const most = Math.max(1e-9, ...values.map(Math.abs));
  const drawn = chart({
    lang,
    label: `${names.join(" × ")}${zh ? "，对数几率：最低 " : ", log-odds: from "}${signed(Math.min(...values))}${zh ? "，最高 " : " to "}${signed(Math.max(...values))}`,
    table: {
      head: [names.join(" \\ "), ...secondBins],
      rows: firstBins.map((bin, i) => [bin, ...secondBins.map((_, j) => signed(at(i, j)))]),
    },
    draw: (width) => {
      const [left, height] = [18, 190];
      const [cellX, cellY] = [(width - left) / secondBins.length, (height - 24) / firstBins.length];
      return {
        height,
        marks: svg`<g>
          ${firstBins.flatMap((a, i) =>
            secondBins.map((b, j) => {
              const value = at(i, j);
              return square(`${a}, ${b}: ${signed(value)}`, {
                x: left + j * cellX,
                y: (firstBins.length - 1 - i) * cellY,
                width: cellX - 1,
                height: cellY - 1,
                fill: value >= 0 ? "var(--accent)" : "var(--neg)",
                "fill-opacity": 0.06 + 0.9 * (Math.abs(value) / most),
              });
            }),
          )}
          <text class="n" x=${left} y=${height - 6}>${secondBins[0]}</text>
          <text class="n e" x=${width} y=${height - 6}>${secondBins.at(-2)} →</text>
          <text class="n" transform=${`translate(12 ${height - 26}) rotate(-90)`}>${firstBins[0]} →</text>
        </g>`,
      };
    },
  });
  return html`<figure class="shape">
    <h3>${names.join(" × ")}</h3>
    ${drawn.element}
  </figure>`;
}

/** Not from a template: there are hundreds. */
function square(text: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const make = (name: string) => document.createElementNS("http://www.w3.org/2000/svg", name);
  const [rect, title] = [make("rect"), make("title")];
  for (const [name, value] of Object.entries(attributes)) rect.setAttribute(name, String(value));
  title.textContent = text;
  rect.append(title);
  return rect;
}

function binNames({ lang, format: f }: PageContext, axis: PairAxis): string[] {
  const zh = lang === "zh";
  const missing = zh ? "缺失" : "missing";
  if (axis.kind === "levels") return [...axis.levels, zh ? "其他" : "other", missing];
  const { cuts } = axis;
  const short = (value: number) => f.decimal(value, Math.abs(value) >= 10 || Number.isInteger(value) ? 0 : 2);
  const between = cuts.slice(1).map((cut, i) => f.range(short(cuts[i]!), short(cut)));
  return cuts.length
    ? [`< ${short(cuts[0]!)}`, ...between, `≥ ${short(cuts.at(-1)!)}`, missing]
    : [zh ? "全部" : "all", missing];
}
