import { featurePhrase } from "../../playbooks/phrase.js";
import type { Playbook, Text } from "../../playbooks/types.js";

/** A feature's name; a flat table's columns have none but their own. */
export function featureName({ features }: Pick<Playbook, "features">, id: string): Text {
  const plain = id.replaceAll("_", " ");
  return features.find((feature) => feature.id === id)?.label ?? { zh: plain, en: plain };
}

/** A feature with its value in business words: 保养已逾期 48 天. */
export function featureWords(playbook: Pick<Playbook, "features">, id: string, value: number | string | null): Text {
  const feature = playbook.features.find((one) => one.id === id);
  if (feature) return featurePhrase(feature, value);
  const { zh, en } = featureName(playbook, id);
  return value === null
    ? { zh: `${zh}：没有数据`, en: `${en}: no data` }
    : { zh: `${zh}：${value}`, en: `${en}: ${value}` };
}
