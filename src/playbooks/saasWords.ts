import type { PlaybookWords } from "./types.js";

/** What letters to accounts are made of. */
export const saasWords: PlaybookWords = {
  isNamePersonal: false,
  activity: ["active_days_30", "features_change"],
  concerns: [
    {
      feature: "days_since_active",
      when: "days_since_active >= 7",
      said: { zh: "已有 {value} 天没有人登录使用", en: "nobody on your side has been active for {value} days" },
      step: {
        zh: "我想先弄清是业务停了还是产品不顺手，再给您建议",
        en: "I would like to learn whether work paused or the product got in the way before I suggest anything",
      },
    },
    {
      feature: "usage_trend",
      when: "usage_trend <= -0.1",
      said: { zh: "近 30 天的使用量比之前少了 {value}", en: "usage over the last 30 days is down by {value}" },
      step: {
        zh: "我会按部门拆开看使用下降从哪里开始，把结论带给您",
        en: "I will look at where the fall in usage began, team by team, and bring you what I find",
      },
    },
    {
      feature: "oldest_open_days",
      when: "oldest_open_days > 7",
      said: { zh: "有工单拖了 {value} 天还没有解决", en: "a ticket of yours has been open for {value} days" },
      step: {
        zh: "我会和支持团队逐个过没有关闭的工单，由我给您答复",
        en: "I will go through the open tickets with our support team and answer you myself",
      },
    },
    {
      feature: "open_tickets",
      when: "open_tickets > 0",
      said: { zh: "还有 {value} 个工单没有解决", en: "tickets are still unsolved, {value} at present" },
      step: {
        zh: "我会跟进没有解决的工单，有进展马上告诉您",
        en: "I will follow the unsolved tickets and tell you as soon as they move",
      },
    },
    {
      feature: "tickets_30",
      when: "tickets_30 >= 3",
      said: { zh: "本月您的团队提了 {value} 个工单", en: "your team opened {value} tickets this month" },
      step: {
        zh: "我会把这些工单归类，看看是不是同一个原因",
        en: "I will sort those tickets and see whether they share a cause",
      },
    },
    {
      feature: "active_days_30",
      when: "active_days_30 < 15",
      said: { zh: "近 30 天里只有 {value} 天有人使用", en: "the product was in use on {value} of 30 days" },
      step: {
        zh: "我会挑出最贴近日常工作的用法，和团队一起走一遍",
        en: "I will pick the uses that are closest to the daily work and walk your team through them",
      },
    },
    {
      feature: "features_change",
      when: "features_change < 0",
      said: { zh: "在用的功能比上月少了 {value} 个", en: "features in use fell by {value} since last month" },
      step: {
        zh: "我会问清停用的原因，是用不上还是不好用",
        en: "I will ask why they were dropped: not needed, or not easy enough",
      },
    },
    {
      feature: "feature_share",
      when: "feature_share < 0.4",
      said: { zh: "目前只用到了 {value} 的功能", en: "only {value} of the features are in use" },
      step: {
        zh: "我会整理一份适合您团队的功能清单，用不上的不必学",
        en: "I will draw up the features that suit your team and leave out those you can do without",
      },
    },
    {
      feature: "core_share",
      when: "core_share < 0.8",
      said: { zh: "核心功能只用到了 {value}", en: "only {value} of the core features are in use" },
      step: {
        zh: "我会用您自己的数据演示核心功能怎么接进现有流程",
        en: "I will show with your own data how the core features fit into the way you work",
      },
    },
    {
      feature: "stickiness",
      when: "stickiness < 0.3",
      said: { zh: "每天在用的人只占月活的 {value}", en: "daily users are {value} of monthly ones" },
      step: {
        zh: "我想和常用的几位同事聊聊，看哪一步让大家停下来",
        en: "I would like to talk with your regular users and see which step makes others stop",
      },
    },
    {
      feature: "csm_contacts_90",
      when: "csm_contacts_90 == 0",
      said: { zh: "近 90 天我们没有主动联系过您", en: "we have not been in touch with you for 90 days" },
      step: {
        zh: "以后由我做您的固定联系人，有事直接找我",
        en: "from now on I am your contact, and you can turn to me directly",
      },
    },
    {
      feature: "trainings_90",
      when: "trainings_90 == 0",
      said: { zh: "近 90 天没有为您的团队安排过培训", en: "we have not trained your team in 90 days" },
      step: {
        zh: "我会按岗位列出值得学的内容，由您挑",
        en: "I will list what is worth learning for each role, and you choose",
      },
    },
  ],
  general: {
    said: { zh: "您的团队最近用得比从前少了", en: "your team has been quieter in the product than before" },
    step: {
      zh: "我想先听听业务上的变化，再看我们能做什么",
      en: "I would like to hear what has changed in your business before I suggest anything",
    },
  },
  offers: {
    critical: [
      {
        zh: "资深客户成功经理接手服务，并与管理层通话",
        en: "a senior customer success manager and an executive-level call",
      },
      { zh: "专项支持或合同条款的重新商议", en: "special support with a review of the contract terms" },
    ],
    high: [
      { zh: "深度健康检查通话", en: "an in-depth health-check call" },
      { zh: "一对一专属支持", en: "dedicated one-to-one support" },
    ],
    medium: [
      { zh: "按您的用法整理的功能指南", en: "a feature guide that follows your use" },
      { zh: "培训席位", en: "seats in our training" },
    ],
    low: [{ zh: "定期健康检查", en: "our regular health check" }],
  },
  invitation: {
    zh: "一次一对一的线上沟通，时间由您定",
    en: "a one-to-one session online, at a time that suits you",
  },
  count: { zh: "{n} 家客户", en: "{n} accounts" },
  product: { zh: "产品", en: "product" },
  you: { zh: "贵公司", en: "your company" },
  unused: "high_value_unused",
};
