import { aftersalesRoi } from "./aftersalesRoi.js";
import { aftersalesWords } from "./aftersalesWords.js";
import type { Playbook } from "./types.js";

/**
 * A car maker's after-sales team: vehicle owners, service visits, app activity, complaints. Figures as published unless said otherwise.
 * One long file on purpose: it is data, and a team copies it whole.
 */
export const aftersales: Playbook = {
  id: "aftersales",
  name: { zh: "车主留存", en: "After-sales" },
  customer: { one: { zh: "车主", en: "owner" }, many: { zh: "车主", en: "owners" }, counter: "人" },
  money: {
    code: "CNY",
    unit: { zh: "元", en: "¥" },
    large: { zh: { unit: "万元", factor: 10_000 }, en: { unit: "¥M", factor: 1_000_000 } },
  },
  cadence: { days: 7, weekday: 1, cron: "0 0 * * 1" },
  horizonDays: 365,
  history: { lookbackDays: 365, trainingDays: 546, scoredWeeks: 26 },
  earlyWarningDays: 90,
  holdoutShare: 0.1,
  tables: ["customers", "visits", "service_kinds", "app_activity", "tickets", "touches", "interventions"],
  features: [
    {
      id: "days_overdue",
      kind: "number",
      label: { zh: "保养逾期天数", en: "Days overdue for service" },
      phrase: { zh: "保养已逾期 {value} 天", en: "{value} days overdue for service" },
    },
    {
      id: "days_since_visit",
      kind: "number",
      label: { zh: "距上次到店天数", en: "Days since last visit" },
      phrase: { zh: "已有 {value} 天没有到店", en: "{value} days since the last visit" },
    },
    {
      id: "visits_12m",
      kind: "number",
      label: { zh: "近 12 个月到店次数", en: "Visits in 12 months" },
      phrase: { zh: "近 12 个月到店 {value} 次", en: "{value} visits in 12 months" },
    },
    {
      id: "visit_ratio",
      kind: "number",
      digits: 2,
      label: { zh: "到店次数与应到之比", en: "Visits against expected" },
      phrase: { zh: "到店次数是应到的 {value} 倍", en: "visits at {value} times the expected number" },
    },
    {
      id: "app_sessions_30",
      kind: "number",
      label: { zh: "近 30 天 App 打开次数", en: "App sessions in 30 days" },
      phrase: { zh: "App 近 30 天打开 {value} 次", en: "{value} app sessions in 30 days" },
    },
    {
      id: "app_sessions_90",
      kind: "number",
      label: { zh: "近 90 天 App 打开次数", en: "App sessions in 90 days" },
      phrase: { zh: "App 近 90 天打开 {value} 次", en: "{value} app sessions in 90 days" },
    },
    {
      id: "days_since_app",
      kind: "number",
      label: { zh: "距上次打开 App 天数", en: "Days since last app session" },
      phrase: { zh: "已有 {value} 天没有打开 App", en: "{value} days since the last app session" },
    },
    {
      id: "last_wait_minutes",
      kind: "number",
      label: { zh: "上次等待分钟数", en: "Last wait, minutes" },
      phrase: { zh: "上次到店等了 {value} 分钟", en: "a wait of {value} minutes at the last visit" },
    },
    {
      id: "last_satisfaction",
      kind: "number",
      label: { zh: "上次评分", en: "Last rating" },
      phrase: { zh: "上次评分 {value} 分", en: "a last rating of {value} out of 5" },
    },
    {
      id: "satisfaction_mean_3",
      kind: "number",
      digits: 1,
      label: { zh: "近三次评分均值", en: "Mean of last three ratings" },
      phrase: { zh: "近三次评分平均 {value} 分", en: "a mean of {value} over the last three ratings" },
    },
    {
      id: "spend_12m",
      kind: "number",
      format: "money",
      label: { zh: "近 12 个月消费", en: "Spend in 12 months" },
      phrase: { zh: "近 12 个月消费 {value}", en: "{value} spent in 12 months" },
    },
    {
      id: "spend_trend",
      kind: "number",
      format: "percent",
      label: { zh: "12 个月消费变化", en: "Change of 12-month spend" },
      phrase: { zh: "12 个月消费变化 {value}", en: "12-month spend changed by {value}" },
    },
    {
      id: "kinds_used",
      kind: "number",
      label: { zh: "用过的服务种类", en: "Service kinds used" },
      phrase: { zh: "近 12 个月用过 {value} 种服务", en: "{value} kinds of service used in 12 months" },
    },
    {
      id: "core_kinds_used",
      kind: "number",
      label: { zh: "用过的核心服务", en: "Core services used" },
      phrase: { zh: "用过 {value} 项核心服务", en: "{value} core services used" },
    },
    {
      id: "open_tickets",
      kind: "number",
      label: { zh: "未办结投诉", en: "Open complaints" },
      phrase: { zh: "{value} 件投诉还没有办结", en: "{value} open complaints" },
    },
    {
      id: "oldest_open_days",
      kind: "number",
      label: { zh: "最久未办结天数", en: "Oldest open complaint, days" },
      phrase: { zh: "有投诉拖了 {value} 天没有办结", en: "a complaint open for {value} days" },
    },
    {
      id: "tickets_365",
      kind: "number",
      label: { zh: "近一年投诉数", en: "Complaints in a year" },
      phrase: { zh: "近一年投诉 {value} 次", en: "{value} complaints in a year" },
    },
    {
      id: "advisor_contacts_90",
      kind: "number",
      label: { zh: "近 90 天顾问联系次数", en: "Advisor contacts in 90 days" },
      phrase: { zh: "近 90 天顾问联系 {value} 次", en: "{value} advisor contacts in 90 days" },
    },
    {
      id: "tenure_days",
      kind: "number",
      label: { zh: "成为客户天数", en: "Days as a customer" },
      phrase: { zh: "成为客户 {value} 天", en: "{value} days as a customer" },
    },
    {
      id: "vehicle_age_years",
      kind: "number",
      label: { zh: "车龄（年）", en: "Vehicle age, years" },
      phrase: { zh: "车龄 {value} 年", en: "a vehicle {value} years old" },
    },
    {
      id: "segment",
      kind: "category",
      label: { zh: "客群", en: "Segment" },
      phrase: { zh: "客群：{value}", en: "segment {value}" },
    },
    {
      id: "region",
      kind: "category",
      label: { zh: "地区", en: "Region" },
      phrase: { zh: "地区：{value}", en: "region {value}" },
    },
    {
      id: "vehicle_model",
      kind: "category",
      label: { zh: "车型", en: "Vehicle model" },
      phrase: { zh: "车型：{value}", en: "vehicle model {value}" },
    },
  ],
  health: {
    components: [
      {
        id: "usage",
        label: { zh: "到店保养", en: "Service visits" },
        weight: 0.3,
        formula: "60 * min(1, visits_12m / expected_visits) + 40 * max(0, 1 - days_overdue / 90)",
      },
      {
        id: "adoption",
        label: { zh: "服务用得多广", en: "Breadth of services" },
        weight: 0.25,
        formula: "100 * (0.4 * kinds_used / kinds_offered + 0.6 * core_kinds_used / core_kinds)",
      },
      {
        id: "engagement",
        label: { zh: "互动与投诉", en: "Contact and complaints" },
        weight: 0.25,
        formula:
          "if(tickets_365 == 0, 30, 30 * resolved_rate_365) + min(30, 3 * app_sessions_30) + min(40, 10 * advisor_contacts_90)",
      },
      {
        id: "value",
        label: { zh: "消费与满意", en: "Spend and satisfaction" },
        weight: 0.2,
        formula: "0.5 * spend_percentile + 0.5 * 25 * (satisfaction_mean_3 - 1)",
      },
    ],
    statuses: [
      { id: "healthy", from: 80, label: { zh: "健康", en: "healthy" } },
      { id: "at_risk", from: 60, label: { zh: "有风险", en: "at risk" } },
      { id: "deteriorating", from: 40, label: { zh: "恶化中", en: "deteriorating" } },
      { id: "critical", from: 0, label: { zh: "危急", en: "critical" } },
    ],
    minCoverage: 0.5,
  },
  riskFactors: [
    {
      id: "overdue",
      when: "days_overdue > 30",
      phrase: { zh: "保养已逾期 {days_overdue} 天", en: "{days_overdue} days overdue for service" },
    },
    {
      id: "long_wait",
      when: "last_wait_minutes > 90",
      phrase: {
        zh: "上次到店等了 {last_wait_minutes} 分钟",
        en: "waited {last_wait_minutes} minutes at the last visit",
      },
    },
    {
      id: "low_rating",
      when: "last_satisfaction <= 2",
      phrase: { zh: "上次评分只有 {last_satisfaction} 分", en: "rated the last visit {last_satisfaction} out of 5" },
    },
    {
      id: "app_silent",
      when: "days_since_app > 60",
      phrase: { zh: "已有 {days_since_app} 天没有打开 App", en: "no app session for {days_since_app} days" },
    },
    {
      id: "spend_down",
      when: "spend_trend <= -0.3",
      phrase: { zh: "12 个月消费变化 {spend_trend}", en: "12-month spend changed by {spend_trend}" },
    },
    {
      id: "complaint_open",
      when: "oldest_open_days > 7",
      phrase: { zh: "有投诉拖了 {oldest_open_days} 天没有办结", en: "a complaint open for {oldest_open_days} days" },
    },
  ],
  opportunities: [
    {
      id: "app_booking_unused",
      when: "core_kinds_used < core_kinds",
      phrase: {
        zh: "{core_kinds} 项核心服务只用了 {core_kinds_used} 项",
        en: "only {core_kinds_used} of {core_kinds} core services in use",
      },
    },
  ],
  levers: [
    {
      id: "service_visit",
      label: { zh: "这周到店做一次保养", en: "A service visit this week" },
      set: {
        days_overdue: "min(days_overdue, 0)",
        days_since_visit: "0",
        visit_ratio: "visit_ratio * (visits_12m + 1) / max(visits_12m, 1)",
        visits_12m: "visits_12m + 1",
      },
    },
    {
      id: "good_visit",
      label: { zh: "上一次到店等得短、打 5 分", en: "A last visit without a wait, rated 5" },
      set: {
        last_wait_minutes: "min(last_wait_minutes, 15)",
        satisfaction_mean_3: "(2 * satisfaction_mean_3 + 5) / 3",
        last_satisfaction: "5",
      },
    },
    {
      id: "complaints_closed",
      label: { zh: "未办结投诉全部办结", en: "Open complaints all resolved" },
      set: { open_tickets: "0", oldest_open_days: "0" },
    },
    {
      id: "advisor_contact",
      label: { zh: "顾问联系一次", en: "One contact by the advisor" },
      set: { advisor_contacts_90: "advisor_contacts_90 + 1" },
    },
    {
      id: "app",
      label: { zh: "App 用起来，每周一次", en: "The app used weekly" },
      set: {
        app_sessions_90: "app_sessions_90 + max(0, 4 - app_sessions_30)",
        app_sessions_30: "max(app_sessions_30, 4)",
        days_since_app: "min(days_since_app, 3)",
      },
    },
  ],
  tiers: {
    critical: {
      label: { zh: "极高", en: "Critical" },
      above: 0.7,
      typicalSign: { zh: "几个强信号同时出现", en: "several strong signs at once" },
      channel: "executive_visit",
      actions: [
        { zh: "高管携方案上门", en: "executive visit with gift and plan" },
        { zh: "深访真因", en: "in-depth interview" },
        { zh: "当场承诺改进", en: "fix promised on the spot" },
        { zh: "赠高价值权益（如一年保养）", en: "high-value package (say a year's maintenance)" },
      ],
    },
    high: {
      label: { zh: "高", en: "High" },
      above: 0.5,
      typicalSign: { zh: "两三个中等信号", en: "two or three medium signs" },
      channel: "advisor_call",
      actions: [
        { zh: "专属顾问一对一回访", en: "one-to-one call by the dedicated advisor" },
        { zh: "对症解决（远：就近网点；贵：优惠券）", en: "matching fix (far: nearer branch; dear: voucher)" },
        { zh: "免等待工位", en: "no-wait slot" },
        { zh: "中价值权益（500 元保养券、代步车）", en: "medium package (¥500 voucher, courtesy car)" },
      ],
    },
    medium: {
      label: { zh: "中", en: "Medium" },
      above: 0.3,
      typicalSign: { zh: "一两个弱信号", en: "one or two weak signs" },
      channel: "push",
      actions: [
        { zh: "按偏好推送优惠", en: "preference-based push" },
        { zh: "保养提醒加专属折扣", en: "reminder with discount" },
        { zh: "车主活动", en: "owners' event" },
        { zh: "低价值权益（100 元券、积分）", en: "low package (¥100 coupon, points)" },
      ],
    },
    low: {
      label: { zh: "低", en: "Low" },
      above: 0,
      typicalSign: { zh: "无", en: "none" },
      channel: "routine",
      actions: [
        { zh: "常规触达", en: "routine contact" },
        { zh: "定期满意度调研", en: "regular satisfaction survey" },
        { zh: "积分", en: "points" },
      ],
    },
  },
  winback: {
    curve: [
      { days: 7, stayRate: 0.62, note: { zh: "关心及时", en: "caring, in time" } },
      { days: 14, stayRate: 0.55, note: { zh: "还行", en: "fine" } },
      { days: 21, stayRate: 0.38, note: { zh: "有点晚", en: "a bit late" } },
      { days: 30, stayRate: 0.22, note: { zh: "怎么才来", en: "why only now?" } },
    ],
    window: [7, 14],
    floor: { value: 0.3455, low: 0.2, high: 0.4 },
    source: "published",
  },
  strategies: {
    holdout: { zh: "对照组", en: "holdout" },
    executive_visit: { zh: "高管上门", en: "executive visit" },
    care_package: { zh: "保养礼包", en: "care package" },
    advisor_call: { zh: "顾问回访", en: "advisor call" },
    repair_voucher: { zh: "维修代金券", en: "repair voucher" },
    no_wait_slot: { zh: "免等待工位", en: "no-wait slot" },
    service_reminder: { zh: "保养提醒", en: "service reminder" },
    push_offer: { zh: "优惠推送", en: "pushed offer" },
  },
  queue: { order: "cost_of_waiting", weeklyCapacity: { executive_visit: 12, advisor_call: 63 }, draftCount: 20 },
  roi: aftersalesRoi,
  phases: [
    {
      id: "pilot",
      label: { zh: "试点", en: "Pilot" },
      months: [0, 3],
      scope: { zh: "1 城 2 万人", en: "1 city, 20,000 customers" },
      customers: 20_000,
      budget: 1_000_000,
      work: {
        zh: "用历史训练模型，干预极高与高层，跟踪三个月",
        en: "train on history, treat critical and high, follow three months",
      },
      success: { zh: "AUC > 0.85，留存率 > 50%，ROI > 200%", en: "AUC > .85, stay rate > 50%, ROI > 200%" },
    },
    {
      id: "region",
      label: { zh: "区域", en: "Region" },
      months: [3, 6],
      scope: { zh: "5 城 10 万人", en: "5 cities, 100,000 customers" },
      customers: 100_000,
      budget: 3_000_000,
      work: {
        zh: "迭代模型，培训 50 名顾问，建立 SOP 与质检",
        en: "refine, train 50 advisors, SOP and quality checks",
      },
    },
    {
      id: "national",
      label: { zh: "全国", en: "National" },
      months: [6, 12],
      scope: { zh: "全部 20 万人", en: "all 200,000 customers" },
      customers: 200_000,
      budget: 6_840_000,
      work: { zh: "打通 DMS/CRM，触达自动化，监控模型", en: "DMS/CRM integrated, outreach automated, model monitored" },
    },
  ],
  gates: {
    auc: { go: 0.85, stop: 0.8, label: { zh: "模型准不准：AUC", en: "Is the model right: AUC" } },
    stay: { go: 0.5, stop: 0.4, label: { zh: "人留不留得住：留存率", en: "Do people stay: stay rate" } },
    roi: { go: 2, stop: 0, label: { zh: "划不划算：ROI", en: "Does it pay: ROI" } },
  },
  risks: [
    {
      id: "model_misses",
      label: { zh: "模型不准（AUC < 0.80）", en: "The model misses (AUC < .80)" },
      causes: [
        { zh: "DMS/CRM 数据不全", en: "incomplete DMS/CRM data" },
        { zh: "特征不足", en: "weak features" },
        { zh: "样本偏差", en: "a biased sample" },
      ],
      answers: [
        { zh: "先做数据审计", en: "data audit first" },
        { zh: "访谈一线", en: "front-line interviews" },
        { zh: "每月重训", en: "monthly retraining" },
      ],
      stop: { zh: "暂停推广", en: "pause the roll-out" },
    },
    {
      id: "strategy_misses",
      label: { zh: "策略无效（留存率 < 40%）", en: "The strategy misses (stay rate < 40%)" },
      causes: [
        { zh: "没有对症", en: "wrong remedy" },
        { zh: "走过场", en: "going through the motions" },
      ],
      answers: [
        { zh: "访谈前 100 名流失客户", en: "interview the first 100 lost" },
        { zh: "测试 3–5 种策略", en: "test 3–5 strategies" },
        { zh: "培训话术", en: "coach the talk" },
      ],
      stop: { zh: "重新设计策略", en: "redesign" },
    },
    {
      id: "team_resists",
      label: { zh: "团队抵触（名单处理率）", en: "The team resists (share of queue worked)" },
      causes: [
        { zh: "担心被替代", en: "fear" },
        { zh: "不信任模型", en: "distrust" },
        { zh: "工作量增加", en: "extra work" },
      ],
      answers: [
        { zh: "留存计入奖金", en: "saves count in the bonus" },
        { zh: "AI 只做助手", en: "AI as assistant" },
        { zh: "减少低价值任务", en: "fewer low-value tasks" },
      ],
    },
  ],
  audit: {
    staleDays: 21,
    minRowShare: 0.7,
    maxRejectShare: 0.2,
    maxCoverageDrop: 0.15,
    maxTierJump: 0.1,
    maxDrift: 0.25,
  },
  words: aftersalesWords,
  disagreements: [
    {
      zh: "高风险层 6,000 人每人 800 元是 480 万元，发布稿写的是 144 万元；照实算，投入 1,420 万元，ROI 由 359% 变为 250%。",
      en: "6,000 customers at ¥800 each are ¥4.8M; the plan prints ¥1.44M. With the right product the investment is ¥14.2M and ROI falls from 359% to 250%.",
    },
    {
      zh: "“挽回率”若指救回原本要走的人，流失率只降 5% 左右；读作干预后的留存率，才与“由 18% 降到 12%”相符。",
      en: "Read as the share of would-be leavers saved, the win-back rates would bring churn to 5%; read as stay rates if treated they give the 12% that the plan promises.",
    },
    {
      zh: "多留的 11,400 人里有 38% 来自低风险层，而发布稿自己说这一层几乎不走；默认不计，只算项目三层的 7,100 人。",
      en: "Of the 11,400 saved, 38% come from the low tier, of which the plan itself says that it hardly leaves. The default counts the 7,100 of the programme tiers.",
    },
    {
      zh: "时效曲线与分层留存率并不完全一致：两个高层平均 55.9%，相当于曲线上第 13.4 天；第 30 天的 22% 低于什么都不做的 34.55%。",
      en: "Win-back curve and tier table do not fully agree: the two top tiers average 55.9%, which the curve gives at day 13.4, and its 22% at day 30 is below the 34.55% of doing nothing.",
    },
    {
      zh: "试点预算 100 万元，小于先要付出的一次性投入 280 万元。",
      en: "The pilot's budget of ¥1M is less than the one-off cost of ¥2.8M that comes first.",
    },
    {
      zh: "试点只处理约 600 人，而一座城市的两个高层有 2,200 人。",
      en: "The pilot treats about 600, while the two top tiers of one city hold 2,200.",
    },
  ],
};
