import { say, type Check } from "./context.js";

/** No link, address or file name. */
export const noLinks: Check = ({ own, lang }) => {
  const found = own.match(
    /@|:\/\/|\bwww\b|\b[\w-]+\.(com|cn|net|org|io|ru|top|xyz|info|biz|co|html?|exe|zip|pdf)\b|\b(https?|ftp|mailto|javascript)\b|微信号|二维码|\bQQ\b|网址|链接/iu,
  );
  return found ? say(lang, `有链接或地址：${found[0]}`, `a link or address: ${found[0]}`) : undefined;
};
