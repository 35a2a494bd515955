import { html } from "htl";
import { evaluateRoi, roiModel, withMeasured } from "../../model/roi/index.js";
import type { CeoData } from "../../pageData.js";
import type { Lang } from "../../playbooks/types.js";
import { pageContext } from "../context.js";
import { modelTable } from "../method/churn.js";
import { healthTable, signalTable } from "../method/health.js";
import { nodeTable, presets } from "../method/roi.js";
import { curveTable, tierRules } from "../method/tiers.js";
import { dataDate, dataNotices } from "../runLine.js";

export { inTurn } from "../inTurn.js";

const words = {
  assumptions: { zh: "ROI 模型：假设", en: "ROI model: assumptions" },
  formulas: { zh: "ROI 模型：公式", en: "ROI model: formulas" },
};

/** Every formula with its live values, units and sources. */
export function method(data: CeoData, lang: Lang) {
  const context = pageContext(data.run, lang);
  const { playbook } = context;
  const model = roiModel(playbook);
  const measured = withMeasured(model, data.tiers);
  const values = evaluateRoi(measured);
  return {
    get notices() {
      return dataNotices(context);
    },
    playbook: html`<b>${context.say(playbook.name)}</b>`,
    get date() {
      return dataDate(context);
    },
    get health() {
      return healthTable(context);
    },
    get signals() {
      return signalTable(context);
    },
    get model() {
      return modelTable(context, data);
    },
    get tiers() {
      return tierRules(context);
    },
    get curve() {
      return curveTable(context);
    },
    get presets() {
      return presets(context, model);
    },
    get disagreements() {
      return html`<ul class="prose">
        ${playbook.disagreements.map((text) => html`<li>${context.say(text)}</li>`)}
      </ul>`;
    },
    get assumptions() {
      return nodeTable(
        context,
        words.assumptions,
        measured,
        values,
        (id) => !measured.formulas.some((one) => one.id === id),
      );
    },
    get formulas() {
      return nodeTable(context, words.formulas, measured, values, (id) =>
        measured.formulas.some((one) => one.id === id),
      );
    },
  };
}
