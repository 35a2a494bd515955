import { svg } from "htl";
import type { TierRow } from "../pageData.js";
import { chart, type Chart } from "./chart.js";
import type { PageContext } from "./context.js";

/** Two bars with ribbons between them: how few customers make up how many of the losses. */
export function tierPicture(context: PageContext, rows: readonly TierRow[]): Chart {
  const { lang, format, say, playbook } = context;
  const shares = tierShares(rows);
  const words = {
    customers: { zh: ` 的${playbook.customer.many.zh}`, en: ` of ${playbook.customer.many.en}` }[lang],
    losses: { zh: " 的流失", en: " of losses" }[lang],
  };
  const name = (row: TierRow) => say(playbook.tiers[row.tier].label);
  const percent = (share: number) => format.percent(share, share < 0.1 && share > 0 && share * 100 < 1 ? 1 : 0);
  return chart(
    {
      lang,
      label: rows
        .map((row, i) =>
          lang === "zh"
            ? `${name(row)}层占 ${percent(shares[i]!.customers)} 的人、${percent(shares[i]!.losses)} 的流失`
            : `${name(row)}: ${percent(shares[i]!.customers)} of customers, ${percent(shares[i]!.losses)} of losses`,
        )
        .join(lang === "zh" ? "；" : "; "),
      table: {
        head: lang === "zh" ? ["风险层", "人数占比", "流失占比"] : ["Tier", "Share of customers", "Share of losses"],
        rows: rows.map((row, i) => [name(row), percent(shares[i]!.customers), percent(shares[i]!.losses)]),
      },
      draw: (width) => {
        const top = spans(
          shares.map((share) => share.customers),
          width,
        );
        const bottom = spans(
          shares.map((share) => share.losses),
          width,
        );
        const last = rows.length - 1;
        const upper = labelRow(
          top,
          shares.map(({ customers }) => percent(customers)),
          words.customers,
          7.6,
          width,
        );
        const lower = labelRow(
          bottom,
          rows.map((row, i) => `${name(row)} ${percent(shares[i]!.losses)}`),
          words.losses,
          9.2,
          width,
        );
        return {
          height: lower.hasRoom ? 140 : 156,
          marks: svg`<g>${rows.map(({ tier }, i) => {
            const [a0, a1] = top[i]!;
            const [b0, b1] = bottom[i]!;
            return svg`<g>
              <path class="r-${tier}" d=${ribbon([a0, a1], [b0, b1], 44, 94)}></path>
              <rect class="f-${tier}" x=${a0} y="24" width=${Math.max(0, a1 - a0 - 1)} height="20"></rect>
              <rect class="f-${tier}" x=${b0} y="94" width=${Math.max(0, b1 - b0 - 1)} height="20"></rect>
              ${shares[i]!.customers > 0 ? svg`<text class="k" x=${upper.places[i]} y="17">${percent(shares[i]!.customers)}${i === last && upper.hasRoom ? words.customers : ""}</text>` : null}
              ${shares[i]!.losses > 0 ? svg`<text x=${lower.places[i]} y="131"><tspan class="k">${name(rows[i]!)}</tspan> ${percent(shares[i]!.losses)}${i === last && lower.hasRoom ? words.losses : ""}</text>` : null}
            </g>`;
          })}${lower.hasRoom ? null : svg`<text class="n e" x=${width} y="149">${words.losses.trim()}</text>`}</g>`,
        };
      },
    },
    { width: 632 },
  );
}

export function tierShares(rows: readonly TierRow[]): { customers: number; losses: number }[] {
  const all = rows.reduce((sum, row) => sum + row.customers, 0) || 1;
  const lost = rows.reduce((sum, row) => sum + row.expectedLosses, 0) || 1;
  return rows.map((row) => ({ customers: row.customers / all, losses: row.expectedLosses / lost }));
}

function spans(shares: readonly number[], width: number): [number, number][] {
  let at = 0;
  return shares.map((share) => {
    const from = at;
    at += share * width;
    return [from, at];
  });
}

/** Where each label of a row goes, and whether the last one has room for what the row counts. */
export function labelRow(
  bars: readonly [number, number][],
  labels: readonly string[],
  counted: string,
  perCharacter: number,
  width: number,
): { readonly places: readonly number[]; readonly hasRoom: boolean } {
  const widths = labels.map((text) => textWidth(text, perCharacter) + labelGap);
  const suffix = textWidth(counted, perCharacter);
  const hasRoom = widths.reduce((sum, one) => sum + one, suffix) - labelGap <= width;
  if (hasRoom) widths[widths.length - 1]! += suffix;
  return { places: labelPlaces(bars, widths, width), hasRoom };
}

const labelGap = 8;

/** Labels start where their bar does, and move right (or left at the end) until none meets its neighbour. */
function labelPlaces(bars: readonly [number, number][], widths: readonly number[], width: number): number[] {
  const places: number[] = [];
  bars.forEach(([from], i) => places.push(Math.max(from, i ? places[i - 1]! + widths[i - 1]! : 0)));
  let limit = width + labelGap;
  for (let i = places.length - 1; i >= 0; i--) {
    places[i] = Math.max(0, Math.min(places[i]!, limit - widths[i]!));
    limit = places[i]!;
  }
  return places;
}

/** Chinese characters are about as wide as the type is high, others about half as wide. */
export function textWidth(text: string, perCharacter = 7.2): number {
  return [...text].reduce((sum, char) => sum + (char.charCodeAt(0) > 0x2e7f ? 13 : perCharacter), 0);
}

function ribbon([a0, a1]: [number, number], [b0, b1]: [number, number], y0: number, y1: number): string {
  const middle = (y0 + y1) / 2;
  return `M${a0},${y0}L${a1},${y0}C${a1},${middle} ${b1},${middle} ${b1},${y1}L${b0},${y1}C${b0},${middle} ${a0},${middle} ${a0},${y0}Z`;
}
