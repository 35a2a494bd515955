import type { Lang, StatusId } from "../../playbooks/types.js";
import { checkWritten } from "../checks/index.js";
import { slotsIn } from "../fillSlots.js";
import type { Brief, Slots, Written } from "../types.js";
import { compose, type Place } from "./compose.js";
import { explanations } from "./explanations.js";
import { letterEn } from "./letterEn.js";
import { letterZh } from "./letterZh.js";
import { summaries } from "./summaries.js";
import { subjectsFor } from "./subjects.js";

const letters: Readonly<Record<Lang, readonly Place[]>> = { zh: letterZh, en: letterEn };
const joints: Readonly<Record<Lang, string>> = { zh: "", en: " " };

/**
 * A letter by the built-in writer: rules, no network. It passes the checks that a model's letter passes.
 * @param seed the same seed gives the same letter
 * @throws RangeError when the slots allow no letter that passes
 */
export function writeLetter(
  slots: Slots,
  lang: Lang,
  { seed, status }: { seed: string; status: StatusId | null },
): Written {
  const brief: Brief = { task: "draft", lang, slots };
  const subject = composed([subjectsFor(status, lang)], slots, lang, `${seed}|subject`, () => true);
  const passes = (text: string) => !repeats(text) && checkWritten(brief, { subject, text }).length === 0;
  return { subject, text: composed(letters[lang], slots, lang, seed, passes) };
}

/** Two or three sentences for colleagues on why a customer is at risk. */
export function writeExplanation(slots: Slots, lang: Lang, { seed }: { seed: string }): Written {
  const required = slots.filter((slot) => slot.isRequired).map(({ id }) => id);
  const ids = new Set(slots.map(({ id }) => id));
  // a sentence that says something is missing has no place where it is known
  const places = explanations[lang].map((place, i) =>
    place.filter((sentence) => {
      if (i === 0 && ids.has("reason_1")) return slotsIn(sentence).length > 1;
      return i === 2 && ids.has("ltv") ? slotsIn(sentence).length > 0 : true;
    }),
  );
  const fits = (text: string) => !repeats(text) && required.every((id) => slotsIn(text).includes(id));
  return { text: composed(places, slots, lang, seed, fits) };
}

/** The chief executive's five sentences. */
export function writeSummary(slots: Slots, lang: Lang, { seed }: { seed: string }): Written {
  const brief: Brief = { task: "summary", lang, slots };
  const ids = new Set(slots.map(({ id }) => id));
  // without the plain variant where the fuller one can be said
  const places = summaries[lang].map((place) =>
    place.filter(
      (sentence) =>
        !["change", "auc"].some(
          (id) => ids.has(id) && place.some((other) => slotsIn(other).includes(id)) && !slotsIn(sentence).includes(id),
        ),
    ),
  );
  return { text: composed(places, slots, lang, seed, (text) => checkWritten(brief, { text }).length === 0) };
}

function repeats(text: string): boolean {
  const used = slotsIn(text);
  return new Set(used).size < used.length;
}

function composed(
  places: readonly Place[],
  slots: Slots,
  lang: Lang,
  seed: string,
  fits: (text: string) => boolean,
): string {
  const text = compose(places, slots, { seed, joint: joints[lang], fits });
  if (text === undefined)
    throw new RangeError(`no text passes the checks; slots: ${slots.map(({ id }) => id).join(", ")}`);
  return text;
}
