import type { PlaybookWords } from "./types.js";

/** What letters to vehicle owners are made of. */
export const aftersalesWords: PlaybookWords = {
  isNamePersonal: true,
  activity: ["visits_12m", "app_sessions_30"],
  concerns: [
    {
      feature: "oldest_open_days",
      when: "oldest_open_days > 7",
      said: { zh: "您反映的问题拖了 {value} 天还没有办结", en: "your complaint has been open for {value} days" },
      step: {
        zh: "我会请门店负责人查清进展，由我直接给您答复",
        en: "I will ask the branch manager where your complaint stands and answer you myself",
      },
    },
    {
      feature: "last_satisfaction",
      when: "last_satisfaction <= 2",
      said: { zh: "上次服务您只打了 {value} 分", en: "you rated the last visit {value} out of 5" },
      step: {
        zh: "我想听您讲讲上次哪里没有做好，逐条记下来再逐条改",
        en: "I would like to hear what went wrong at that visit, note it point by point and put it right",
      },
    },
    {
      feature: "last_wait_minutes",
      when: "last_wait_minutes > 60",
      said: { zh: "上次到店让您等了 {value} 分钟", en: "we kept you waiting {value} minutes at the last visit" },
      step: {
        zh: "下次到店我会先和工位核对时间，尽量错开高峰",
        en: "before your next visit I will check the workshop's schedule with you and avoid its busy hours",
      },
    },
    {
      feature: "days_overdue",
      when: "days_overdue > 14",
      said: { zh: "保养已经逾期 {value} 天", en: "the service is {value} days overdue" },
      step: {
        zh: "我会按车况列清这次该做的项目和用时，做不做由您决定",
        en: "I will list what the car needs this time and how long it takes, so that you can decide",
      },
    },
    {
      feature: "open_tickets",
      when: "open_tickets > 0",
      said: {
        zh: "还有 {value} 件投诉没有给您一个说法",
        en: "complaints of yours still wait for an answer, {value} at present",
      },
      step: {
        zh: "我会盯着没有办结的事，有了结果马上告诉您",
        en: "I will follow what is still open and tell you as soon as there is a result",
      },
    },
    {
      feature: "satisfaction_mean_3",
      when: "satisfaction_mean_3 < 3.5",
      said: {
        zh: "最近几次服务您平均只给了 {value} 分",
        en: "your recent visits were rated {value} out of 5 on average",
      },
      step: {
        zh: "我会把您最近几次的服务记录重看一遍，找出我们做得不够的地方",
        en: "I will go through the records of your recent visits and find where we fell short",
      },
    },
    {
      feature: "days_since_visit",
      when: "days_since_visit > 150",
      said: { zh: "您已有 {value} 天没有到店", en: "we have not seen you at the branch for {value} days" },
      step: {
        zh: "我会照您的用车习惯重排保养计划，省得您惦记",
        en: "I will redraw the maintenance plan around the way you drive, so that you need not keep it in mind",
      },
    },
    {
      feature: "spend_trend",
      when: "spend_trend <= -0.2",
      said: {
        zh: "近一年您在店里的消费比前一年少了 {value}",
        en: "you spent {value} less with us than in the year before",
      },
      step: {
        zh: "我会把项目和价格摊开来讲，哪里不值您直说",
        en: "I will lay work and prices open, and you tell me plainly what is not worth it",
      },
    },
    {
      feature: "days_since_app",
      when: "days_since_app > 45",
      said: { zh: "您已有 {value} 天没有打开 App", en: "you have not opened the app for {value} days" },
      step: {
        zh: "我可以带您走一遍预约和查进度的功能，免得来回打电话",
        en: "I can show you booking and progress in the app, which spares you the telephone calls",
      },
    },
    {
      feature: "tickets_365",
      when: "tickets_365 >= 2",
      said: { zh: "近一年您有 {value} 次不满意找到我们", en: "you had to complain {value} times in a year" },
      step: {
        zh: "我会把这些事串起来看，从根上找原因",
        en: "I will look at those cases together and search for what lies behind them",
      },
    },
    {
      feature: "kinds_used",
      when: "kinds_used == 1",
      said: { zh: "近 12 个月您只用过 {value} 种服务", en: "you used {value} kind of service only in 12 months" },
      step: {
        zh: "我会挑出真正适合您车况的服务，用不上的不推荐",
        en: "I will pick the services that suit your car and leave out those that do not",
      },
    },
    {
      feature: "advisor_contacts_90",
      when: "advisor_contacts_90 == 0",
      said: { zh: "近 90 天我们没有主动联系过您", en: "we have not been in touch with you for 90 days" },
      step: {
        zh: "以后由我做您的固定联系人，有事直接找我",
        en: "from now on I am your contact, and you can turn to me directly",
      },
    },
  ],
  general: {
    said: { zh: "您最近和我们的来往比从前少了", en: "we have heard less from you than we used to" },
    step: {
      zh: "我想先听听您的用车情况，再看我们能做什么",
      en: "I would like to hear how the car is doing before I suggest anything",
    },
  },
  offers: {
    critical: [
      { zh: "负责人带着方案登门拜访", en: "a visit by our executive with a plan" },
      { zh: "一次深入的面谈", en: "an in-depth conversation" },
      { zh: "当场定下的改进措施", en: "fixes agreed on the spot" },
      { zh: "高价值保养权益（如一年保养）", en: "a high-value package such as a year's maintenance" },
    ],
    high: [
      { zh: "专属顾问一对一回访", en: "a one-to-one call by your dedicated advisor" },
      { zh: "就近网点或保养优惠券", en: "a nearer branch or a service voucher" },
      { zh: "免等待工位", en: "a no-wait slot" },
      { zh: "500 元保养券或代步车", en: "a ¥500 service voucher or a courtesy car" },
    ],
    medium: [
      { zh: "按您的偏好整理的优惠", en: "offers that follow your preferences" },
      { zh: "保养提醒和专属折扣", en: "a service reminder with a discount" },
      { zh: "车主活动", en: "our owners' event" },
      { zh: "100 元券和积分", en: "a ¥100 coupon and points" },
    ],
    low: [
      { zh: "定期满意度调研", en: "our regular satisfaction survey" },
      { zh: "积分", en: "points" },
    ],
  },
  invitation: {
    zh: "一次一对一的沟通，电话或到店都行，时间由您定",
    en: "a one-to-one conversation, by phone or at the branch, whenever it suits you",
  },
  count: { zh: "{n} 位车主", en: "{n} owners" },
  product: { zh: "爱车", en: "car" },
  you: { zh: "您", en: "you" },
};
