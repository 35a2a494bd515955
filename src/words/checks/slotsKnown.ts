import { slotsIn, withoutSlots } from "../fillSlots.js";
import { say, type Check } from "./context.js";

/** As often as one slot may stand in a text. */
const mostUses = 2;

/** Every slot exists, none is written by half, required ones are there. */
export const slotsKnown: Check = ({ text, slots, lang, part }) => {
  const used = slotsIn(text);
  const unknown = used.find((id) => !slots.some((slot) => slot.id === id));
  if (unknown) return say(lang, `没有这个槽位：{{${unknown}}}`, `there is no slot {{${unknown}}}`);
  if (/[{}]/.test(withoutSlots(text))) return say(lang, "有写坏的花括号", "broken braces");
  const repeated = used.find((id) => used.filter((other) => other === id).length > mostUses);
  if (repeated) return say(lang, `槽位用得太多：{{${repeated}}}`, `slot used too often: {{${repeated}}}`);
  if (part === "subject") return undefined;
  const half = used.find((id) => isHalf(id, used));
  if (half) return say(lang, `问题和做法要成对出现：{{${half}}}`, `name a problem and its step together: {{${half}}}`);
  const missing = slots.filter((slot) => slot.isRequired && !used.includes(slot.id)).map(({ id }) => `{{${id}}}`);
  return missing.length
    ? say(lang, `缺少槽位：${missing.join("、")}`, `missing slots: ${missing.join(", ")}`)
    : undefined;
};

/** A letter offers one step for each problem that it names, and names the problem of each step. */
function isHalf(id: string, used: readonly string[]): boolean {
  const [, kind, n] = id.match(/^(concern|step)_(\d)$/) ?? [];
  return kind !== undefined && !used.includes(`${kind === "step" ? "concern" : "step"}_${n}`);
}
