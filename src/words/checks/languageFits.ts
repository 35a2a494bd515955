import { say, type Check } from "./context.js";

const latinWordsZh = /\b(App|ROI|AUC|CSM|SaaS|AI|IT|API|DAU|MAU|GO|STOP)\b/gi;
const commonEn = new Set(
  "a about again all also an and any are as at be been before but by can could do does for from had has have help how i if in is it its like may me more most my need no not of on or our out over own so than that the their them then there they this to up us was we what when which who will with without would you your".split(
    " ",
  ),
);

/** Written in the language asked for: Chinese in Chinese characters, English in Latin letters and English words. */
export const languageFits: Check = ({ own, text, lang, part }) => {
  const foreign = own.match(/[^\p{Script=Latin}\p{Script=Han}\P{L}]/u);
  const wrong = foreign ?? (lang === "zh" ? wrongZh(own) : wrongEn(own, text, part));
  return wrong ? say(lang, "应当用简体中文写", "must be written in English") : undefined;
};

/** Forms that simplified Chinese does not have. */
const traditional = /[這們對時問題無過還後個來產業務與請]/u;

const wrongZh = (own: string): boolean => {
  const letters = own.replace(latinWordsZh, "");
  return /\p{Script=Latin}{2}/u.test(letters) || !/\p{Script=Han}/u.test(own) || traditional.test(own);
};

const wrongEn = (own: string, text: string, part: "text" | "subject"): boolean => {
  if (
    /\p{Script=Han}|[，。；：！？、（）]/u.test(text.replace(/\{\{\w+\}\}/g, "")) ||
    /[^\p{ASCII}\u25a1’‘“”–—…−é]/u.test(own)
  )
    return true;
  if (part === "subject") return false;
  const shares = [own, ...own.split(/[.!?;:]\s/u)].map(commonShare);
  return shares[0]! < 0.25 || shares.some((share) => share === 0);
};

/** Share of words that every English text is full of; 1 for a text too short to tell. */
function commonShare(text: string): number {
  const words = text.toLowerCase().match(/[a-z']+/g) ?? [];
  return words.length < 6 ? 1 : words.filter((word) => commonEn.has(word)).length / words.length;
}
