import { say, type Check } from "./context.js";

/** Plain prose only: no markup, line breaks, control or invisible characters, pictures. */
export const noMarkup: Check = ({ own, text, lang }) => {
  const found = own.match(/[<>`*_#|\\~^[\]=]|&\w+;|\p{Extended_Pictographic}/u);
  const hidden = text.match(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u);
  if (hidden) return say(lang, "有换行或看不见的字符", "a line break or an invisible character");
  return found ? say(lang, `有标记符号：${found[0]}`, `markup: ${found[0]}`) : undefined;
};
