import type { CustomersData } from "../../pageData.js";
import type { Playbook, Text } from "../../playbooks/types.js";

/** Heading of the list: how many there are, and how many are above the at-risk line. */
export function customersFinding(
  { run, atRisk }: Pick<CustomersData, "run" | "atRisk">,
  { customer }: Pick<Playbook, "customer">,
): Text {
  const active = run.customers.active.toLocaleString("en-US");
  if (atRisk === undefined)
    return {
      zh: `${active} 位${customer.many.zh}，本版本不列名单`,
      en: `${active} ${customer.many.en}, not listed in this build`,
    };
  if (atRisk === null)
    return {
      zh: `${active} 位${customer.many.zh}，还没有流失概率`,
      en: `${active} ${customer.many.en}, without a churn probability yet`,
    };
  const likely = atRisk.toLocaleString("en-US");
  return {
    zh: `${active} 位在册${customer.many.zh}中，${likely} 位更可能流失`,
    en: `${likely} of ${active} ${customer.many.en} are more likely to leave than to stay`,
  };
}
