import type { Lang } from "../../../src/playbooks/types.js";
import { writeExplanation, writeLetter, writeSummary } from "../../../src/words/builtin/writeBuiltin.js";
import type { Slot } from "../../../src/words/types.js";
import { complete, type Answer } from "./fakeModel.js";
import { userMessage } from "./jobs.js";

interface Shown {
  readonly slot: string;
  readonly meaning: string;
  readonly reads?: string;
  readonly required?: boolean;
}

/** A model that knows nothing but the request, and does as it is asked. */
export const obligingModel: Answer = (body, response) => {
  const lang: Lang = /用简体中文|都用简体中文/.test(body.messages[0]!.content) ? "zh" : "en";
  const asked = JSON.parse(userMessage(body)) as Record<
    "summary_slots" | "explanation_slots" | "letter_slots",
    Shown[] | undefined
  > & {
    customer_data?: Record<string, string>;
  };
  const slots = (shown: readonly Shown[]): Slot[] =>
    shown.map(({ slot, meaning, reads, required }) => {
      const id = slot.slice(2, -2);
      const text = reads ?? asked.customer_data?.[id] ?? "…";
      return {
        id,
        label: { zh: meaning, en: meaning },
        value: { kind: "text", text: { zh: text, en: text } },
        isRequired: required,
      };
    });
  const seed = JSON.stringify(asked);
  if (asked.summary_slots)
    return complete(response, { summary: writeSummary(slots(asked.summary_slots), lang, { seed }).text });
  const letter = writeLetter(slots(asked.letter_slots!), lang, { seed, status: null });
  const explanation = writeExplanation(slots(asked.explanation_slots!), lang, { seed }).text;
  return complete(response, { explanation, subject: letter.subject, letter: letter.text });
};
