import { say, type Check } from "./context.js";

/** Words that hold a numeral and say no figure. */
const fixedZh =
  /一对一|第一时间|一起|一同|一直|一些|一样|一致|一旦|一线|进一步|统一|逐一|一并|一如既往|一方面|一切|一心|一般|一贯|一向|唯一|单一|十分|万分|百忙|零件|零部件|零配件|零售|一路|一经|万一|双方|倍感|收拾|陆续|队伍/g;
const fixedEn =
  /\b(one-to-one|one-on-one|one another|no one|first of all|at first|first-hand|at first hand|second thoughts?)\b/g;

const numeralsZh = /[〇零一二三四五六七八九十百千万亿兆两俩仨廿卅半双倍壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億]/u;
const symbols = /[%‰¥$€£₩₽₹°º]/u;
const numeralsEn = new RegExp(
  `\\b(${[
    "zero|nil|nought|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen",
    "twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|lakhs?|crores?",
    "(twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieth|hundredth|thousandth|dozens?|half|halves|quarters?|thirds?|fourths?|fifths?",
    "first|second|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(thir|four|fif|six|seven|eigh|nine)teenth",
    "twice|thrice|double[ds]?|doubling|triple[ds]?|quadruple[ds]?|twofold|threefold|tenfold|percent|percentage|per cent|couple|fortnight|decade",
    "bucks?|dollars?|yuan|renminbi|rmb|euros?|grand",
  ].join("|")})\\b`,
);
/** A slot with a unit behind it becomes another figure. */
const unitBehindSlot = /\}\}\s*(折|成|元|块|万|亿|倍|%|％|percent|per cent|off\b|discount|yuan|dollars?|k\b)/iu;

/** No figure but those in slots: digits of any script, numerals in words, units that make a slot into another figure. */
export const noFigures: Check = ({ text, own, lang }) => {
  const digit = own.match(/[\p{Nd}\p{Nl}\p{No}]+|\b[IVX]{2,}\b/u) ?? own.match(symbols) ?? text.match(unitBehindSlot);
  const found =
    digit ?? own.replace(fixedZh, "").match(numeralsZh) ?? plainLatin(own).replace(fixedEn, "").match(numeralsEn);
  return found ? say(lang, `槽位之外有数字或数词：${found[0]}`, `a figure outside a slot: ${found[0]}`) : undefined;
};

/** Lower case without accents, so that "fívé" is five. */
function plainLatin(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();
}
