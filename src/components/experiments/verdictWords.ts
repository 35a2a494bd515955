import type { ExperimentCard } from "../../pageData.js";
import type { Text } from "../../playbooks/types.js";

export const verdictWords: Readonly<Record<ExperimentCard["arms"][number]["verdict"], Text>> = {
  control: { zh: "对照", en: "control" },
  better: { zh: "更好", en: "better" },
  worse: { zh: "更差", en: "worse" },
  undecided: { zh: "未定", en: "undecided" },
};
