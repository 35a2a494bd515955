import { formatSlot } from "../formatSlot.js";
import { say, type Check } from "./context.js";

const leftovers =
  /\b(slots?|json|prompts?|instructions?|as an ai|language model|system message|placeholder|undefined|null|nan|todo|lorem|ignore (all|any|the|previous)|disregard|assistant|here is (the|your)|hacked|pwned|as (you|the system) (asked|told|ordered)|sure,|certainly[,!])|object Object|槽位|占位|提示词|系统提示|语言模型|作为\s*(一个)?\s*AI|人工智能助手|忽略(之前|以上|前面|所有)|以下是|指令|字数/iu;
/** As many characters of foreign data in a row as a text may share by chance. */
const echoed = 8;

/** Nothing of the prompt, and nothing of the data but through slots. */
export const noLeftovers: Check = ({ own, lang, slots }) => {
  const found = own.match(leftovers);
  if (found) return say(lang, `有提示的残留：${found[0]}`, `leftover of the prompt: ${found[0]}`);
  const plain = squeeze(own);
  const foreign = slots.filter((slot) => slot.isForeign).map(({ value }) => squeeze(formatSlot(value, lang)));
  const echo = foreign.flatMap((text) => windows(text, echoed)).find((part) => plain.includes(part));
  return echo ? say(lang, `把数据原样写了出来：${echo}`, `data written out: ${echo}`) : undefined;
};

const squeeze = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

function windows(text: string, size: number): string[] {
  return Array.from({ length: Math.max(0, text.length - size + 1) }, (_, i) => text.slice(i, i + size));
}
