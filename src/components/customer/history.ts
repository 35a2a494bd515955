import { html } from "htl";
import { customerHistoryFinding } from "../findings/customerHistory.js";
import { section } from "../section.js";
import { historyChart } from "./historyChart.js";
import type { CustomerView } from "./view.js";

/** How it came to this. */
export function historySection(view: CustomerView): HTMLElement {
  const { detail, lang, playbook } = view;
  const zh = lang === "zh";
  const weeks = detail.history.asOf.length;
  return section(view, {
    id: "history",
    question: zh ? "怎么走到这一步" : "How it came to this",
    finding: customerHistoryFinding(detail, playbook)[lang],
    body:
      weeks > 1
        ? html.fragment`<figure>${historyChart(view)}</figure>
            <p class="cap">${caption(view)}</p>`
        : html`<p class="small">
            ${zh ? "只有一周的分数，还没有历史；下一次运行之后这里会有线。" : "One week scored so far; the line begins with the next run."}
          </p>`,
  });
}

function caption({ detail, lang, playbook, format: f }: CustomerView): string {
  const zh = lang === "zh";
  const moves = playbook.health.components.flatMap(({ id, label }) => {
    const move = detail.moved[id];
    return typeof move === "number" && Math.abs(move) >= 0.05
      ? [`${label[lang]} ${f.signed(f.decimal(move, 1), move)}`]
      : [];
  });
  const hasMoves = Object.values(detail.moved).some((move) => typeof move === "number");
  const moved = moves.length
    ? zh
      ? `比上周：${moves.join("，")}。`
      : `Since last week: ${moves.join(", ")}. `
    : hasMoves
      ? zh
        ? "四个分项与上周相同。"
        : "No component has moved since last week. "
      : "";
  const backfilled = detail.history.backfilled.filter(Boolean).length;
  const late = backfilled
    ? zh
      ? `浅色的 ${backfilled} 周是回填的：用现在的模型和当时的数据补算，不是当时发布的分数。`
      : `The lighter ${backfilled === 1 ? "week was" : `${backfilled} weeks were`} scored afterwards, by today's model on the data of the time.`
    : "";
  return moved + late;
}
