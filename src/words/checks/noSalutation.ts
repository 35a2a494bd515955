import { say, type Check } from "./context.js";

/** Salutation, subject and signature are added by code. */
export const noSalutation: Check = ({ own, lang, task, part }) => {
  if (task !== "draft" || part !== "text") return undefined;
  const found = own.match(
    /^\s*(您好|你好|尊敬的|亲爱的|嗨|主题|标题)|\bsubject\s*:|主题\s*:|尊敬的|亲爱的|此致|敬礼|敬上|祝好|顺祝|商祺|^\s*(dear|hi|hello|hey|subject|re)\b|\b(kind|best|warm) regards\b|\bsincerely\b|\byours (truly|faithfully)\b/iu,
  );
  return found
    ? say(lang, `正文里有称呼、主题或落款：${found[0]}`, `salutation, subject or signature in the body: ${found[0]}`)
    : undefined;
};
