import type { Lang } from "../../playbooks/types.js";
import type { Checked } from "./context.js";
import { say, type Check } from "./context.js";

/** Inclusive, in Chinese characters or English words, after filling. */
export const lengths: Readonly<Record<Checked["task"] | "subject", Readonly<Record<Lang, readonly [number, number]>>>> =
  {
    draft: { zh: [150, 200], en: [90, 130] },
    explanation: { zh: [30, 220], en: [18, 130] },
    summary: { zh: [100, 420], en: [60, 240] },
    subject: { zh: [6, 32], en: [3, 14] },
  };

/** Characters without blanks in Chinese, punctuation and figures counted; in English what stands between blanks. */
export function lengthOf(filled: string, lang: Lang): number {
  return lang === "zh" ? [...filled.replace(/\s/gu, "")].length : filled.split(/\s+/u).filter(Boolean).length;
}

export const lengthFits: Check = ({ filled, lang, task, part }) => {
  const [low, high] = lengths[part === "subject" ? "subject" : task][lang];
  const length = lengthOf(filled, lang);
  if (length >= low && length <= high) return undefined;
  return say(
    lang,
    `填好后应有 ${low} 至 ${high} 字，现有 ${length} 字`,
    `after filling there must be ${low} to ${high} words, there are ${length}`,
  );
};
