import type { Lang, StatusId } from "../../playbooks/types.js";
import type { Place } from "./compose.js";

type Tone = "personal" | "thoughts" | "value";

/** Critical is direct and personal and says that the fall was noticed; deteriorating speaks of their use and a few thoughts; otherwise it is about getting more value. */
export function subjectsFor(status: StatusId | null, lang: Lang): Place {
  const tone: Tone = status === "critical" ? "personal" : status === "deteriorating" ? "thoughts" : "value";
  return subjects[tone][lang];
}

const subjects: Readonly<Record<Tone, Readonly<Record<Lang, Place>>>> = {
  personal: {
    zh: [
      "我注意到您这边的下滑，想和您直接聊聊",
      "最近的变化我看到了，想听您说说",
      "您最近来得少了，我想亲自了解原因",
      "关于最近的下滑，我想先向您说声抱歉",
      "我看到了明显的下滑，想和您当面谈谈",
      "给您写这封信，是因为我看到了变化",
      "{{customer}}：最近的下滑我注意到了，想和您谈谈",
    ],
    en: [
      "I noticed the decline and would like to talk with you",
      "I saw what changed lately, and I want to hear from you",
      "About the recent drop: may I talk with you in person?",
      "I noticed that we see less of you",
      "The recent decline worries me, and I want to understand it",
      "I noticed the drop, and I owe you a word",
      "I noticed the decline at {{customer}} and would like to talk",
    ],
  },
  thoughts: {
    zh: [
      "关于您最近的使用情况，有几点想法",
      "看了您近期的使用情况，想和您交换几点看法",
      "您最近的使用情况和几点建议",
      "关于 {{product}} 的使用，我有几点想法",
      "您近来的使用情况，我整理了几点想法",
      "关于 {{customer}} 近期使用情况的几点想法",
    ],
    en: [
      "A few thoughts on how you use our service",
      "Your recent use, and a few thoughts",
      "Some thoughts on your recent use of our service",
      "How things have been going lately: a few thoughts",
      "A few thoughts on your use of {{product}}",
      "A few thoughts on recent use at {{customer}}",
    ],
  },
  value: {
    zh: [
      "怎样让您从 {{product}} 得到更多",
      "想帮您把服务用得更值",
      "有几个办法，也许能让您用得更值",
      "让 {{product}} 更贴合您的需要",
      "怎样用得更值：给您的几点建议",
      "帮 {{customer}} 得到更多价值的几点想法",
    ],
    en: [
      "How to get more out of your {{product}}",
      "Getting more value out of our service",
      "Some ways to get more for your money",
      "Making our service fit your needs better",
      "Ideas that could make our service worth more to you",
      "More value for {{customer}}: some ideas",
    ],
  },
};
