import type { WordsSummary } from "../../pageData.js";
import type { Text } from "../../playbooks/types.js";

/** Who wrote the week's texts, and how many of a model's passed the checks. */
export function wordsFinding(words: WordsSummary | undefined): Text {
  if (!words?.texts) return { zh: "本周没有写信", en: "No letters were written this week" };
  const { writer, model, texts, passed } = words;
  if (writer === "builtin")
    return {
      zh: `内置撰写器写了 ${texts} 篇，没有问过任何模型`,
      en: `The built-in writer wrote ${texts} texts; no model was asked`,
    };
  const taken = passed.first + passed.second;
  const share = `${Math.round((taken / texts) * 100)}%`;
  return {
    zh: `${model} 写的 ${texts} 篇里 ${share} 通过了检查，其余由内置撰写器重写`,
    en: `${share} of the ${texts} texts by ${model} passed the checks; the built-in writer wrote the rest`,
  };
}
