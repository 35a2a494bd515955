import { roiModel } from "../../../src/model/roi/index.js";
import type { Vocabulary } from "../../../src/model/scenario/index.js";
import { playbookById } from "../../../src/playbooks/index.js";

export function vocabularyOf(id: "aftersales" | "saas"): Vocabulary {
  const playbook = playbookById(id);
  const { weeklyCapacity, weeklyBudget } = playbook.queue;
  return { playbook: id, model: roiModel(playbook), presets: playbook.roi.presets, weeklyCapacity, weeklyBudget };
}
