import type { Text } from "../../playbooks/types.js";

const tenths = ["一成", "两成", "三成", "四成", "一半", "六成", "七成", "八成", "九成"];
const fractions: readonly (readonly [number, string])[] = [
  [0.1, "a tenth"],
  [0.2, "a fifth"],
  [0.25, "a quarter"],
  [1 / 3, "a third"],
  [0.4, "two fifths"],
  [0.5, "half"],
  [0.6, "three fifths"],
  [2 / 3, "two thirds"],
  [0.75, "three quarters"],
  [0.8, "four fifths"],
];

/** Words for a share are only used within this distance of the round value. */
const tolerance = 0.015;

/** A share in words where it is close to a round one (四成, a third), else as a percentage. */
export function shareWords(share: number): Text {
  const percent = `${Math.round(share * 100)}%`;
  const tenth = Math.round(share * 10);
  const isRound = tenth >= 1 && tenth <= 9 && Math.abs(share - tenth / 10) <= tolerance + 1e-12;
  const fraction = fractions.find(([value]) => Math.abs(share - value) <= tolerance + 1e-12);
  return { zh: isRound ? tenths[tenth - 1]! : percent, en: fraction ? fraction[1] : percent };
}
