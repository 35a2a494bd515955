import type { Lang } from "../playbooks/types.js";
import { formatSlot } from "./formatSlot.js";
import type { Slots } from "./types.js";

const slotPattern = /\{\{(\w+)\}\}/g;

/** Ids of the slots in a text, in order, repeats included. */
export function slotsIn(text: string): string[] {
  return [...text.matchAll(slotPattern)].map((match) => match[1]!);
}

/** The text without its slots, each replaced by a mark that is neither letter nor digit. */
export function withoutSlots(text: string): string {
  return text.replace(slotPattern, "\u25a1");
}

/**
 * Puts the slots' values into a text, once: a value that looks like a slot stays as it is.
 * @throws RangeError for a slot that is not given
 */
export function fillSlots(text: string, slots: Slots, lang: Lang): string {
  const filled = text.replace(slotPattern, (_, id: string) => {
    const slot = slots.find((one) => one.id === id);
    if (!slot) throw new RangeError(`unknown slot; not one of ${slots.map((one) => one.id).join(", ")}: ${id}`);
    return formatSlot(slot.value, lang);
  });
  return lang === "zh" ? spaced(filled) : capitalised(filled);
}

/** House style: one space between Chinese characters and figures or Latin words, none between Chinese characters. */
function spaced(text: string): string {
  return text
    .replace(/(?<=[\p{Script=Han}）]) (?=[\p{Script=Han}（])/gu, "")
    .replace(/(\p{Script=Han})([\d−¥A-Za-z])/gu, "$1 $2")
    .replace(/([\d%A-Za-z])(\p{Script=Han})/gu, "$1 $2")
    .replace(/ (?=[，。；：、！？）])/g, "");
}

/** A slot at the start of a sentence begins with a capital. */
function capitalised(text: string): string {
  return text.replace(/(^|[.!?] )(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
