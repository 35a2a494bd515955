import type { Playbook } from "../../playbooks/types.js";
import { assumptionNodes } from "./assumptionNodes.js";
import { resultNodes } from "./resultNodes.js";
import { tierNodes } from "./tierNodes.js";
import { timeNodes } from "./timeNodes.js";
import type { RoiNode } from "./types.js";

/** The ROI model, declared once: what is assumed, then what follows, in the order in which the method page reads. */
export function roiNodes(playbook: Pick<Playbook, "tiers" | "winback" | "phases">): RoiNode[] {
  return [
    ...assumptionNodes(playbook),
    ...timeNodes(playbook.winback, playbook.phases),
    ...tierNodes(playbook),
    ...resultNodes,
  ];
}
