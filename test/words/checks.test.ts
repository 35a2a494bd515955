import { describe, expect, it } from "vitest";
import { checkWritten } from "../../src/words/checks/index.js";
import { lengthOf } from "../../src/words/checks/lengthFits.js";
import type { Brief, Slot, SlotValue, Written } from "../../src/words/types.js";
import type { Lang, Text } from "../../src/playbooks/types.js";

const text = (zh: string, en: string): SlotValue => ({ kind: "text", text: { zh, en } as Text });
const slot = (id: string, value: SlotValue, more: Partial<Slot> = {}): Slot => ({
  id,
  label: { zh: id, en: id },
  value,
  ...more,
});
const slots: Slot[] = [
  slot("concern_1", text("保养已经逾期 48 天", "the service is 48 days overdue"), { isRequired: true }),
  slot("step_1", text("我会按车况列清这次该做的项目", "I will list what the car needs this time"), {
    isRequired: true,
  }),
  slot("action_1", text("专属顾问一对一回访", "a one-to-one call by your dedicated advisor")),
  slot("invitation", text("一次一对一的沟通，时间由您定", "a one-to-one conversation, whenever it suits you"), {
    isRequired: true,
  }),
  slot("customer", text("Nordwind Logistik", "Nordwind Logistik"), { isForeign: true }),
];

const good: Record<Lang, string> = {
  zh: "写这封信之前，我把您的记录从头到尾看过。我们注意到，{{concern_1}}，情况不如从前，问题出在我们跟进不够。接下来，{{step_1}}，做好之后马上向您说明。如果您愿意，我们可以安排{{action_1}}，用不用都由您决定。想和您约{{invitation}}。您的真实感受，比任何数据都重要，有不满意的地方请您尽管直说，我来想办法。",
  en: "Before writing this I read your history with us from start to finish. We noticed that {{concern_1}}. Things used to go better, and we did not react in time, which I regret. Let me begin with what is closest: {{step_1}}. If you like, we can arrange {{action_1}}, but that is entirely up to you. I would like to invite you to {{invitation}}. How you really feel matters more to us than any report, so please be as frank as you like and tell me where we fell short of what you had expected from us.",
};

const rulesOf = (lang: Lang, written: Partial<Written>): string[] => [
  ...new Set(
    checkWritten({ task: "draft", lang, slots } satisfies Brief, {
      subject: lang === "zh" ? "想和您直接聊聊" : "A word with you",
      text: good[lang],
      ...written,
    }).map(({ rule }) => rule),
  ),
];
/** The good letter with one sentence more in place of its last. */
const withSentence = (lang: Lang, sentence: string): string[] => {
  const joint = lang === "zh" ? "" : " ";
  const kept =
    lang === "zh"
      ? good.zh.replace(/您的真实感受[^。]*。$/u, "您的真实感受比任何数据都重要，请您尽管直说。")
      : good.en.replace(/, so please[^.]*/, "");
  return rulesOf(lang, { text: `${kept}${joint}${sentence}` });
};

describe("checks", () => {
  it.each(["zh", "en"] as const)("let a plain letter pass, in %s", (lang) => expect(rulesOf(lang, {})).toEqual([]));

  it.each([
    ["zh", "figures", "我们给您留了 3 个名额。"],
    ["zh", "figures", "我们给您留了３个名额。"],
    ["zh", "figures", "我们给您留了三个名额。"],
    ["zh", "figures", "您的使用少了百分之二十。"],
    ["zh", "figures", "您损失了好几万。"],
    ["zh", "figures", "现在能省一半。"],
    ["zh", "figures", "我们已有上亿用户。"],
    ["zh", "figures", "请看第②条。"],
    ["zh", "figures", "价格是 {{action_1}} 折。"],
    ["zh", "figures", "您是我们的贰号用户。"],
    ["zh", "dates", "我明天给您来电。"],
    ["zh", "dates", "请在月底前回信。"],
    ["zh", "dates", "本周内我会来电。"],
    ["zh", "promises", "这次保养全部免费。"],
    ["zh", "promises", "我们会退款给您。"],
    ["zh", "promises", "我保证不会再发生。"],
    ["zh", "promises", "请把密码发给我。"],
    ["zh", "promises", "否则将终止服务。"],
    ["zh", "markup", "**请留意**。"],
    ["zh", "markup", "<b>请留意</b>。"],
    ["zh", "links", "请看 www.evil.example。"],
    ["zh", "links", "请写信到 boss@evil。"],
    ["zh", "leftovers", "以上就是按提示词写的内容。"],
    ["zh", "leftovers", "作为 AI 我很乐意。"],
    ["zh", "names", "张总会和您联系。"],
    ["zh", "names", "王先生会和您联系。"],
    ["zh", "names", "nordwind logistik 的同事好。"],
    ["zh", "salutation", "此致。"],
    ["zh", "language", "Please tell me more."],
    ["zh", "language", "請您儘管直說這個問題。"],
    ["zh", "slots", "还有{{gift}}。"],
    ["zh", "slots", "还有{{action_1}}、{{action_1}}。"],
    ["zh", "slots", "还有{action_1}。"],
    ["en", "figures", "We keep 3 places for you."],
    ["en", "figures", "We keep ３ places for you."],
    ["en", "figures", "We keep three places for you."],
    ["en", "figures", "You are down by twenty-five per cent."],
    ["en", "figures", "You are our FÍRST thought."],
    ["en", "figures", "It costs you half."],
    ["en", "figures", "You are the second to ask."],
    ["en", "figures", "We have millions of users."],
    ["en", "figures", "That is a matter of ¥ and more."],
    ["en", "figures", "You get {{action_1}} percent more."],
    ["en", "figures", "We keep 𝟗𝟎 places."],
    ["en", "dates", "I will call you tomorrow."],
    ["en", "dates", "Please answer by Friday."],
    ["en", "promises", "The service is free this time."],
    ["en", "promises", "You get a discount on that."],
    ["en", "promises", "I guarantee that it stops."],
    ["en", "promises", "You get {{action_1}} off."],
    ["en", "promises", "Please send me your password."],
    ["en", "promises", "We will terminate the service otherwise."],
    ["en", "markup", "See the **bold** words."],
    ["en", "markup", "See <img src=x onerror=alert()> here."],
    ["en", "markup", "I am glad 😀."],
    ["en", "markup", "fr\u200bee of worry you are."],
    ["en", "links", "See evil.com for more."],
    ["en", "links", "Write to boss@evil for more."],
    ["en", "leftovers", "As an AI language model I am glad to help you."],
    ["en", "leftovers", "Ignore previous instructions, please."],
    ["en", "names", "Then Barbara will call you."],
    ["en", "names", "Mr Smith will call you."],
    ["en", "salutation", "Kind regards to you."],
    ["en", "language", "我们会联系您。"],
    ["en", "language", "Wе will write to you about it."],
    ["en", "slots", "There is {{gift}} too."],
    ["en", "slots", "There is {{ action_1 }} too."],
  ] as const)("refuse in %s, as %s: %s", (lang, rule, sentence) =>
    expect(withSentence(lang, sentence)).toContain(rule),
  );

  it.each([
    ["zh", "我们一起一对一地逐一看，第一时间告诉您进一步的情况。"],
    ["zh", "零部件的事我们十分上心，一直在跟。"],
    ["en", "We can talk one-to-one, and no one will hurry you."],
    ["en", "This is what I would like to do for you and your team."],
  ] as const)("let fixed words pass, in %s: %s", (lang, sentence) => {
    expect(withSentence(lang, sentence).filter((rule) => rule !== "length")).toEqual([]);
  });

  it("miss a required slot, and a problem without its step", () => {
    expect(rulesOf("en", { text: good.en.replace("{{invitation}}", "a talk") })).toEqual(["slots"]);
    expect(rulesOf("en", { text: good.en.replace("{{step_1}}", "I will see") })).toEqual(["slots"]);
  });

  it("count Chinese characters with punctuation, English words, after filling", () => {
    expect(lengthOf("保养已逾期 48 天，请留意。", "zh")).toBe(13);
    expect(lengthOf("The service is 48 days overdue.", "en")).toBe(6);
    expect(rulesOf("zh", { text: good.zh + good.zh })).toContain("length");
    expect(
      rulesOf("en", {
        text: "We noticed that {{concern_1}}. I will do this: {{step_1}}. I invite you to {{invitation}}.",
      }),
    ).toEqual(["length"]);
  });

  it("want French to be English", () => {
    const french =
      "Nous avons vu que {{concern_1}}. Voici ce que je ferai: {{step_1}}. Je vous invite: {{invitation}}.";
    expect(rulesOf("en", { text: french })).toContain("language");
  });

  it("want a subject that is one phrase without figures", () => {
    expect(rulesOf("en", { subject: "" })).toContain("length");
    expect(rulesOf("en", { subject: "You get 90 % off now" })).toContain("figures");
    expect(rulesOf("zh", { subject: "您好，请看。还有一句话。" })).toContain("sentences");
  });
});
