import { customerFacts } from "../../words/facts.js";
import { explanationSlots } from "../../words/customerSlots.js";
import { fillSlots } from "../../words/fillSlots.js";
import { writeExplanation } from "../../words/builtin/writeBuiltin.js";
import { sigmoid } from "../../model/churn/additive.js";
import type { WrittenText } from "../../pageData.js";
import type { CustomerView } from "./view.js";

type Said = Pick<WrittenText, "text" | "writer"> & Partial<Pick<WrittenText, "model" | "writtenOn">>;

/** Why the customer may leave, for colleagues: the run's own words where it wrote some, else the built-in writer's. */
export function explanationOf(view: CustomerView): Said | undefined {
  const { detail, lang, run, playbook } = view;
  const written = detail.explanation?.[lang];
  if (written) return written;
  if (detail.isLost || detail.p === null) return undefined;
  if (detail.tier === "low") return { text: calmText(view), writer: "builtin" };
  const facts = customerFacts(detail, run.asOf, playbook);
  if (!facts) return undefined;
  const slots = explanationSlots(facts, playbook);
  const { text } = writeExplanation(slots, lang, { seed: `${detail.id}|${run.asOf}` });
  return { text: fillSlots(text, slots, lang), writer: "builtin" };
}

/** A customer of the low tier is not being pushed anywhere: the score is set beside the average instead. */
function calmText({ detail, lang, format: f }: CustomerView): string {
  const p = f.probability(detail.p!);
  const average = detail.baseLogOdds === null ? undefined : f.probability(sigmoid(detail.baseLogOdds));
  const loss = detail.ltv === null ? undefined : f.money(detail.p! * detail.ltv);
  if (lang === "zh")
    return `流失概率 ${p}${average ? `，典型客户为 ${average}` : ""}。${loss ? `若无人联系，预计损失 ${loss}。` : ""}按常规联系即可。`;
  return `The probability of leaving is ${p}${average ? `, against ${average} for a typical customer` : ""}. ${loss ? `Left alone, ${loss} is expected to be lost. ` : ""}Routine contact is enough.`;
}
