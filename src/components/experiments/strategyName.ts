import type { Playbook, Text } from "../../playbooks/types.js";

/** A strategy or arm in the words of the playbook, or as the table has it. */
export function strategyName({ strategies }: Playbook, id: string): Text {
  return (strategies && Object.hasOwn(strategies, id) ? strategies[id] : undefined) ?? { zh: id, en: id };
}
