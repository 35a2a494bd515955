import type { Lang } from "../../playbooks/types.js";
import { say, type Check, type Checked } from "./context.js";

const counts: Readonly<Record<Checked["task"], readonly [number, number]>> = {
  draft: [3, 10],
  explanation: [2, 3],
  summary: [5, 5],
};

export function sentenceCount(own: string, lang: Lang): number {
  const parts = lang === "zh" ? own.split(/[。！？!?]+/u) : own.split(/[.!?]+(?=\s|$)/u);
  return parts.filter((part) => /[\p{L}\u25a1]/u.test(part)).length;
}

export const sentencesFit: Check = ({ text, own, lang, task, part }) => {
  if (part === "subject")
    return /[。]|\.\s/u.test(text) ? say(lang, "主题应是一句话", "the subject must be one phrase") : undefined;
  const [low, high] = counts[task];
  const count = sentenceCount(own, lang);
  if (!/[。！？.!?]$/u.test(text.trim())) return say(lang, "最后一句没有写完", "the last sentence is not finished");
  if (count >= low && count <= high) return undefined;
  return say(
    lang,
    `应有 ${low} 至 ${high} 句，现有 ${count} 句`,
    `there must be ${low} to ${high} sentences, there are ${count}`,
  );
};
