import { html } from "htl";
import { stackOnPhone } from "../stackOnPhone.js";
import type { ExperimentCard } from "../../pageData.js";
import type { PageContext } from "../context.js";
import { countText } from "../countText.js";
import { strategyName } from "./strategyName.js";
import { verdictWords } from "./verdictWords.js";

/** Every arm by assignment: size, difference to the control with its interval, p and Holm's p, verdict. */
export function armTable({ lang, format: f, say, playbook }: PageContext, card: ExperimentCard): HTMLElement {
  const zh = lang === "zh";
  const heads = zh
    ? ["计划占比", "分派", "已满期", "与对照之差（点）", "p", "p（Holm）", "结论"]
    : ["Planned", "Assigned", "Complete", "Difference, pts", "p", "p, Holm", "Verdict"];
  const probability = (p: number | undefined) => (p === undefined ? "–" : p < 0.001 ? "<0.001" : f.decimal(p, 3));
  return stackOnPhone(
    html`<div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label=${zh ? `各组明细：${say(card.title)}` : `Arms in detail: ${say(card.title)}`}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">${zh ? "组" : "Arm"}</th>
            ${heads.map((head) => html`<th scope="col" class="num">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${card.arms.map(
            ({ id, assigned, n, difference, pValue, adjustedP, verdict }) =>
              html`<tr>
                <th scope="row">${say(strategyName(playbook, id))}</th>
                <td class="num">${f.percent(card.plan.arms.find((arm) => arm.id === id)?.share ?? NaN)}</td>
                <td class="num">${countText(f, assigned)}</td>
                <td class="num">${countText(f, n)}</td>
                <td class="num">
                  ${
                    difference
                      ? html`${f.signed(f.points(difference.value), difference.value)}
                          <span class="note">${f.range(f.points(difference.low), f.points(difference.high))}</span>`
                      : "–"
                  }
                </td>
                <td class="num">${probability(pValue)}</td>
                <td class="num">${probability(adjustedP)}</td>
                <td class="num">${say(verdictWords[verdict])}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`,
  );
}
