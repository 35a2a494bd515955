import { html } from "htl";
import type { WeekData } from "../pageData.js";
import { tierIds } from "../playbooks/types.js";
import type { PageContext } from "./context.js";
import { figure } from "./figure.js";

/** Who moved between tiers since last week: last week's tier in rows, this week's in columns. */
export function moveTable(context: PageContext, { moves, previousAsOf }: WeekData): HTMLElement {
  const { lang, say, playbook, format: f } = context;
  const zh = lang === "zh";
  if (!previousAsOf)
    return html`<p class="empty">
      ${zh ? "下一周起，这里显示各层之间的流动。" : "From next week on, this shows who moved between tiers."}
    </p>`;
  const [from, to] = [[...tierIds, "new"] as const, [...tierIds, "lost"] as const];
  const name = (id: (typeof from)[number] | "lost") =>
    id === "new"
      ? zh
        ? "新加入"
        : "joined"
      : id === "lost"
        ? zh
          ? "已流失"
          : "lost"
        : say(playbook.tiers[id].label);
  const count = (a: string, b: string) => moves.find((move) => move.from === a && move.to === b)?.customers ?? 0;
  const receipt = (a: (typeof from)[number], b: (typeof to)[number]) => ({
    name: `${name(a)} → ${name(b)}`,
    formula: zh
      ? `${f.date(previousAsOf)} 的层 → ${f.date(context.run.asOf)} 的层`
      : `tier on ${f.date(previousAsOf)} → tier on ${f.date(context.run.asOf)}`,
    source: "score_week",
  });
  const cell = (a: (typeof from)[number], b: (typeof to)[number]) => {
    const n = count(a, b);
    return html`<td class="num">
      ${n ? (a === b ? html`<span class="note">${f.heads(n)}</span>` : figure(context, f.heads(n), receipt(a, b))) : html`<span class="note">–</span>`}
    </td>`;
  };
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${zh ? "各层流动" : "Moves between tiers"}>
    <table>
      <thead>
        <tr>
          <th scope="col">${zh ? "上周 ↓ 本周 →" : "last week ↓ this week →"}</th>
          ${to.map((id) => html`<th scope="col" class="num">${name(id)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${from.map(
          (a) =>
            html`<tr>
              <th scope="row">${a === "new" ? null : html`<span class=${`sw c-${a}`}></span>`}${name(a)}</th>
              ${to.map((b) => cell(a, b))}
            </tr>`,
        )}
      </tbody>
    </table>
    ${withheldNote(zh, moves)}
  </div>`;
}

function withheldNote(zh: boolean, moves: WeekData["moves"]): HTMLElement | null {
  if (!moves.some(({ customers }) => customers === "≥5")) return null;
  return html`<p class="cap">
    ${zh ? "“至少 5”的格子不报准数，否则用合计一减，就能算出旁边少于 5 的人数。" : "A cell that reads ≥5 is not given exactly: the totals would give the one below 5 beside it away."}
  </p>`;
}
