import { html } from "htl";
import type { Text } from "../../playbooks/types.js";
import type { PageContext } from "../context.js";
import type { Now } from "./now.js";
import type { Place } from "./outcomePictures.js";

/** How many placeholders a reader is asked to replace first. */
const most = 3;

/** Which placeholders are left, and the ones that move ROI most, as the tornado orders them; undefined without any. */
export function placeholderText({
  model,
  scenario,
  outcome,
}: Pick<Now, "model" | "scenario" | "outcome">): Text | undefined {
  const isLeft = (id: string): boolean => model.given[id]?.kind === "placeholder" && !(id in scenario.overrides);
  const count = Object.keys(model.given).filter(isLeft).length;
  const first = (outcome?.tornado.bars ?? []).filter(({ id }) => isLeft(id)).slice(0, most);
  if (first.length === 0) return undefined;
  const labels = first.map(({ id }) => model.nodes.get(id)!.label);
  return {
    zh: `这个业务没有公布过金额，空心点的 ${count} 项是占位值；先换成自己的数：${labels.map(({ zh }) => zh).join("、")}，它们对 ROI 影响最大。`,
    en: `This business has no published money: ${count} of the hollow assumptions are placeholders. Replace these first, since they move ROI most: ${labels.map(({ en }) => en).join("; ")}.`,
  };
}

export function placeholderNote({ lang }: PageContext): Place {
  const element = html`<p class="cap placeholders" hidden></p>`;
  return {
    element,
    show(now) {
      if (!now.outcome) return;
      const text = placeholderText(now);
      element.hidden = text === undefined;
      element.textContent = text?.[lang] ?? "";
    },
  };
}
