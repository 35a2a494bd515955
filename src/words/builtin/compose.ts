import { hash32 } from "../../model/stats/hash.js";
import { slotsIn } from "../fillSlots.js";
import type { Slots } from "../types.js";

/** One place in a text and the sentences that can stand there; an empty one leaves the place out. */
export type Place = readonly string[];

/** As many drawings as are tried before the best of them is taken. */
const drawings = 600;

/**
 * Builds a text place by place, choosing by hash, not by chance: the same seed gives the same text. Sentences that need a
 * slot the customer does not have are left aside.
 * @param fits whether a text may be used; the first drawing that fits is taken
 * @returns undefined when no drawing fits
 */
export function compose(
  places: readonly Place[],
  slots: Slots,
  { seed, joint, fits }: { seed: string; joint: string; fits: (text: string) => boolean },
): string | undefined {
  const known = new Set(slots.map(({ id }) => id));
  const usable = places.map((place) => place.filter((sentence) => slotsIn(sentence).every((id) => known.has(id))));
  for (let drawing = 0; drawing < drawings; drawing++) {
    const text = usable
      .map((place, i) => (place.length ? place[hash32(`${seed}|${i}|${drawing}`) % place.length]! : ""))
      .filter(Boolean)
      .join(joint);
    if (fits(text)) return text;
  }
  return undefined;
}
