import type { Phase, Text } from "../../playbooks/types.js";
import type { Advice } from "./advice.js";

/** What is asked for: the year's money, and which part of it now. */
export function askFinding(
  advice: Advice,
  phases: readonly Phase[],
  amounts: { year: Text; first: Text; next: Text },
): Text {
  const [first, next] = phases;
  if (advice === "stop") return { zh: "门灯叫停，一分不放", en: "A gate says stop: nothing is released" };
  if (advice === "release" && next)
    return {
      zh: `全年 ${amounts.year.zh}，现在放${next.label.zh}期的 ${amounts.next.zh}`,
      en: `${amounts.year.en} a year, ${amounts.next.en} of it now for the ${next.label.en.toLowerCase()}`,
    };
  return {
    zh: `全年 ${amounts.year.zh}，分步拨付，先放${first?.label.zh}的 ${amounts.first.zh}`,
    en: `${amounts.year.en} a year in steps, ${amounts.first.en} for the ${first?.label.en.toLowerCase()} first`,
  };
}
