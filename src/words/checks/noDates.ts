import { say, type Check } from "./context.js";

const always =
  /明天|后天|昨天|今天|今晚|明早|明年|后年|去年|今年|下周|上周|下个?月|上个?月|月底|月末|年底|年末|年初|月初|周末|季度|星期|礼拜|周日|小时|分钟|元旦|春节|国庆|中秋|\b(tomorrow|tonight|yesterday|today|(next|last) (week|month|year|quarter)|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july|august|september|october|november|december|christmas|new year|hours?|minutes?)\b/iu;
/** Colleagues read of "this week"; to a customer it is a promise of time. */
const inLetters = /本周|这周|本月|这个月|马上到期|\b(this (week|month|year|quarter)|deadline|expires?)\b/iu;

/** No date and no time outside a slot. */
export const noDates: Check = ({ own, lang, task }) => {
  const found = own.match(always) ?? (task === "draft" ? own.match(inLetters) : null);
  return found
    ? say(lang, `槽位之外有日期或时间：${found[0]}`, `a date or time outside a slot: ${found[0]}`)
    : undefined;
};
