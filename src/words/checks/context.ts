import { fillSlots, withoutSlots } from "../fillSlots.js";
import type { Brief, Slots, TaskId, Written } from "../types.js";
import type { Lang } from "../../playbooks/types.js";

/** What a check looks at: one part of what was written. */
export interface Checked {
  readonly task: TaskId;
  readonly part: "text" | "subject";
  readonly lang: Lang;
  readonly slots: Slots;
  /** As written, slots in it. */
  readonly text: string;
  /** Slots taken out, compatibility forms made plain: what the writer itself says. */
  readonly own: string;
  /** Slots filled; empty when a slot is not known. */
  readonly filled: string;
}

/** @returns undefined when all is well, else what is wrong, in the language of the text */
export type Check = (checked: Checked) => string | undefined;

export function checkedParts({ task, lang, slots }: Brief, { subject, text }: Written): Checked[] {
  const parts: [Checked["part"], string][] = [["text", text]];
  if (task === "draft") parts.unshift(["subject", subject ?? ""]);
  return parts.map(([part, written]) => ({
    ...{ task, part, lang, slots },
    text: written,
    own: withoutSlots(written).normalize("NFKC"),
    filled: filledOrEmpty(written, slots, lang),
  }));
}

function filledOrEmpty(text: string, slots: Slots, lang: Lang): string {
  try {
    return fillSlots(text, slots, lang);
  } catch {
    return "";
  }
}

/** A reason in the language of the text. */
export const say = (lang: Lang, zh: string, en: string): string => (lang === "zh" ? zh : en);
