import type { Unit } from "../../model/roi/index.js";
import type { Lang, Playbook } from "../../playbooks/types.js";

const unitWords: Readonly<Record<Unit, Readonly<Record<Lang, string>>>> = {
  money: { zh: "元", en: "¥" },
  customers: { zh: "{counter}", en: "customers" },
  months: { zh: "月", en: "months" },
  days: { zh: "天", en: "days" },
  "money/customer": { zh: "元/{counter}", en: "¥ a head" },
  share: { zh: "占比", en: "share" },
  points: { zh: "百分点", en: "points" },
  ratio: { zh: "倍数", en: "ratio" },
  switch: { zh: "开关（1 计入，0 不计）", en: "switch (1 on, 0 off)" },
};

/** The unit of the model's own values: money in the small unit, shares as fractions. */
export function unitText(
  unit: Unit,
  { lang, playbook }: { readonly lang: Lang; readonly playbook: Pick<Playbook, "customer"> },
): string {
  return unitWords[unit][lang].replace("{counter}", playbook.customer.counter);
}
