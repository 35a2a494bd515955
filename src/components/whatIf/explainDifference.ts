import { html } from "htl";
import { assumptionsAsSet, evaluateRoi, type RoiModel, type Values } from "../../model/roi/index.js";
import { changesBetween } from "../../model/scenario/index.js";
import type { PageContext } from "../context.js";
import { figure } from "../figure.js";
import { regionTable } from "../regionTable.js";
import { stackOnPhone } from "../stackOnPhone.js";
import { negative } from "./cashSection.js";
import { nodeReceipt } from "./nodeReceipt.js";
import type { Now } from "./now.js";
import { differenceText } from "./scenarioTable.js";
import { valueText } from "./shown.js";

export interface DifferenceStep {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** ROI once this assumption and those before it have changed. */
  readonly roi: number;
  /** What this step adds to ROI; all steps together are the whole difference. */
  readonly added: number;
  /** All nodes once the step is done. */
  readonly values: Values;
}

/** From one reading to another, one assumption at a time in the order of the declaration. */
export function differenceSteps(model: RoiModel, from: Values, to: Values): DifferenceStep[] {
  const at: Record<string, number> = Object.fromEntries(model.assumptions.map(({ id }) => [id, from[id] ?? NaN]));
  let before = evaluateRoi(model, at)["roi"]!;
  return changesBetween(model, from, to).map((change) => {
    at[change.id] = change.to;
    const values = evaluateRoi(model, at);
    const roi = values["roi"]!;
    const step = { ...change, roi, added: roi - before, values };
    before = roi;
    return step;
  });
}

const words = {
  head: {
    zh: ["假设", "由", "到", "ROI 变动", "累计 ROI"],
    en: ["Assumption", "From", "To", "Adds to ROI", "ROI so far"],
  },
  order: {
    zh: "按列出的先后一项一项改过去；次序不同，各项的份额也会不同，合计不变。",
    en: "One after the other in this order; in another order the parts differ, their sum does not.",
  },
  same: { zh: "两者没有差别", en: "No assumption differs" },
};

/** The difference between the base and the working copy, line by line. */
export function explainDifference(context: PageContext) {
  const { lang, say, format } = context;
  const summary = html`<summary></summary>`;
  const body = html`<div></div>`;
  const element = html`<details class="behind why">${summary}${body}</details>` as HTMLDetailsElement;
  let now: Now | undefined;
  const fill = (): void => {
    if (!now || !element.open) return;
    const { model, base, values } = now;
    const steps = differenceSteps(model, base.values, assumptionsOnly(model, values)).filter(
      ({ added }) => added !== 0,
    );
    const rows = steps.map(({ id, from, to, added, roi, values: reached }) => {
      const node = model.nodes.get(id)!;
      const soFar = () =>
        nodeReceipt(context, model, reached, "roi", {
          zh: `${node.label.zh}改为 ${valueText(context, node, to)} 之后`,
          en: `once ${node.label.en} is ${valueText(context, node, to)}`,
        });
      const step = () => ({
        name: `${words.head[lang][3]}${lang === "zh" ? "：" : ": "}${say(node.label)}`,
        formula: `${format.percent(roi)} − ${negative(format.percent(roi - added))} = ${differenceText(context, "roi", added)}`,
        inputs: `${valueText(context, node, from)} → ${valueText(context, node, to)}`,
        source: say(node.source),
      });
      return [
        say(node.label),
        valueText(context, node, from),
        valueText(context, node, to),
        figure(context, differenceText(context, "roi", added), step),
        figure(context, format.percent(roi), soFar),
      ];
    });
    body.replaceChildren(
      stackOnPhone(regionTable(summary.textContent, words.head[lang], rows)),
      html`<p class="note">${steps.length ? words.order[lang] : words.same[lang]}</p>`,
    );
  };
  element.addEventListener("toggle", fill);
  return {
    element,
    show(next: Now) {
      now = next;
      const difference = next.values["roi"]! - next.base.values["roi"]!;
      const text = differenceText(context, "roi", difference);
      summary.textContent =
        lang === "zh"
          ? `逐项解释：从“${next.base.label}”到当前方案，${text}`
          : `Line by line: from ${next.base.label} to yours, ${text}`;
      fill();
    },
  };
}

function assumptionsOnly(model: RoiModel, values: Values): Values {
  const unset = assumptionsAsSet(model);
  return Object.fromEntries(Object.keys(unset).map((id) => [id, values[id]!]));
}
