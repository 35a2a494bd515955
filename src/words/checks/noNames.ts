import { formatSlot } from "../formatSlot.js";
import { say, type Check } from "./context.js";

const titlesZh =
  /先生|女士|小姐|老师|经理您|总您|[赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严谢邹潘葛范彭鲁马方袁唐薛雷罗郝于傅余孟黄萧姚汪毛宋江郭林钟徐高夏蔡田胡万卢丁邓洪石崔龚程陆叶黎曾梁刘邱贾段侯]总(?!是|体|之|结|部|数|量|额|监|和|共)/u;
const titlesEn = /\b(Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Madam)\b/;
/** Capitals inside a sentence that are no name. */
const capitalsEn = new Set([
  "I",
  "I'm",
  "I'd",
  "I'll",
  "I've",
  "App",
  "AI",
  "IT",
  "API",
  "CSM",
  "SaaS",
  "AUC",
  "ROI",
  "GO",
  "STOP",
  "KPI",
  "CEO",
]);

/** No person's, company's or brand's name but through slots. */
export const noNames: Check = ({ own, lang, slots, part }) => {
  const named = slots
    .filter((slot) => slot.isForeign && !/^reason_/.test(slot.id))
    .map(({ value }) => formatSlot(value, lang).normalize("NFKC"))
    .find((name) => name.length > 2 && own.toLowerCase().includes(name.toLowerCase()));
  const title = own.match(titlesZh)?.[0] ?? own.match(titlesEn)?.[0];
  const found = named ?? title ?? (lang === "en" && part === "text" ? capitalInside(own) : undefined);
  return found ? say(lang, `槽位之外有名字或称谓：${found}`, `a name or title outside a slot: ${found}`) : undefined;
};

function capitalInside(text: string): string | undefined {
  return text
    .split(/(?<=[.!?:;])\s+/)
    .flatMap((sentence) => sentence.trim().split(/\s+/).slice(1))
    .map((word) => word.replace(/[^\p{L}'’-]/gu, "").replace("’", "'"))
    .find((word) => /^\p{Lu}/u.test(word) && !capitalsEn.has(word));
}
