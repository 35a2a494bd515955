import { aftersales } from "./aftersales.js";
import { saas } from "./saas.js";
import type { Playbook } from "./types.js";

export const playbooks: readonly Playbook[] = [aftersales, saas];

/** @throws RangeError when no playbook has this id; the message lists those that exist. */
export function playbookById(id: string): Playbook {
  const found = playbooks.find((playbook) => playbook.id === id);
  if (!found) throw new RangeError(`unknown playbook; not one of ${playbooks.map((p) => p.id).join(", ")}: ${id}`);
  return found;
}
