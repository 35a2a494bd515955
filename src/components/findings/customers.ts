import type { CustomersData } from "../../pageData.js";
import type { Playbook, Text } from "../../playbooks/types.js";

type Counted = Pick<NonNullable<CustomersData["columns"]>, "p" | "isLost">;

/** Heading of the list: how many there are, and how many are above the at-risk line. */
export function customersFinding(
  { run, columns }: Pick<CustomersData, "run"> & { readonly columns?: Counted },
  { customer, tiers }: Pick<Playbook, "customer" | "tiers">,
): Text {
  const active = run.customers.active.toLocaleString("en-US");
  if (!columns)
    return {
      zh: `${active} 位${customer.many.zh}，本版本不列名单`,
      en: `${active} ${customer.many.en}, not listed in this build`,
    };
  const line = tiers.high.above;
  const atRisk = columns.p
    .filter((p, i) => p !== null && p > line && !columns.isLost[i])
    .length.toLocaleString("en-US");
  if (columns.p.every((p) => p === null))
    return {
      zh: `${active} 位${customer.many.zh}，还没有流失概率`,
      en: `${active} ${customer.many.en}, without a churn probability yet`,
    };
  return {
    zh: `${active} 位在册${customer.many.zh}中，${atRisk} 位更可能流失`,
    en: `${atRisk} of ${active} ${customer.many.en} are more likely to leave than to stay`,
  };
}
