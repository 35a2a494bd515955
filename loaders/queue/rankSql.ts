import type { Playbook } from "../../src/playbooks/types.js";

/**
 * Everybody at risk with what `valued` says of them, in order of rank: the first difference decides. Ids come last, in
 * order of code points as everywhere in the warehouse, so that the order never depends on chance; the held-out follow
 * in that order.
 */
export function rankSql(order: Playbook["queue"]["order"]): string {
  const keys = [
    ...(order === "worst_health" ? ["-health"] : []),
    "cost_of_waiting",
    // who was contacted already comes after everybody alike who was not
    "if(is_contacted, null, net)",
    "p",
  ];
  const sorted = keys.map((key) => `if(is_holdout, null, ${key}) desc nulls last`);
  return `select * from at_risk positional join valued order by is_holdout, ${sorted.join(", ")}, customer_id`;
}
