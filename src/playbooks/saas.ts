import { saasRoi } from "./saasRoi.js";
import { saasWords } from "./saasWords.js";
import type { Playbook } from "./types.js";

/**
 * A SaaS customer-success team: accounts, their users' daily activity, tickets. The source publishes no money: see `roi`.
 * One long file on purpose: it is data, and a team copies it whole.
 */
export const saas: Playbook = {
  id: "saas",
  name: { zh: "SaaS 客户成功", en: "SaaS customer success" },
  customer: { one: { zh: "客户", en: "account" }, many: { zh: "客户", en: "accounts" }, counter: "家" },
  money: {
    code: "CNY",
    unit: { zh: "元", en: "¥" },
    large: { zh: { unit: "万元", factor: 10_000 }, en: { unit: "¥M", factor: 1_000_000 } },
  },
  cadence: { days: 7, weekday: 1, cron: "0 0 * * 1" },
  horizonDays: 30,
  history: { lookbackDays: 60, trainingDays: 112, scoredWeeks: 26 },
  holdoutShare: 0.1,
  tables: ["customers", "usage", "feature_usage", "features", "tickets", "touches", "value", "interventions"],
  features: [
    {
      id: "stickiness",
      kind: "number",
      format: "percent",
      label: { zh: "日活与月活之比", en: "DAU/MAU" },
      phrase: { zh: "日活只有月活的 {value}", en: "daily users at {value} of monthly users" },
    },
    {
      id: "mau",
      kind: "number",
      label: { zh: "月活用户数", en: "Monthly active users" },
      phrase: { zh: "近 30 天有 {value} 人使用", en: "{value} active users in 30 days" },
    },
    {
      id: "dau",
      kind: "number",
      digits: 1,
      label: { zh: "日活用户数", en: "Daily active users" },
      phrase: { zh: "近 7 天日均 {value} 人使用", en: "{value} daily users over the last 7 days" },
    },
    {
      id: "active_days_30",
      kind: "number",
      label: { zh: "近 30 天活跃天数", en: "Active days in 30" },
      phrase: { zh: "近 30 天有 {value} 天有人使用", en: "in use on {value} of 30 days" },
    },
    {
      id: "usage_trend",
      kind: "number",
      format: "percent",
      label: { zh: "使用量变化", en: "Usage trend" },
      phrase: { zh: "使用量变化 {value}", en: "usage changed by {value}" },
    },
    {
      id: "events_30",
      kind: "number",
      label: { zh: "近 30 天操作次数", en: "Events in 30 days" },
      phrase: { zh: "近 30 天操作 {value} 次", en: "{value} events in 30 days" },
    },
    {
      id: "days_since_active",
      kind: "number",
      label: { zh: "距上次使用天数", en: "Days since last use" },
      phrase: { zh: "已有 {value} 天无人使用", en: "{value} days since anyone was active" },
    },
    {
      id: "feature_share",
      kind: "number",
      format: "percent",
      label: { zh: "功能使用比例", en: "Share of features used" },
      phrase: { zh: "只用了 {value} 的功能", en: "{value} of features in use" },
    },
    {
      id: "core_share",
      kind: "number",
      format: "percent",
      label: { zh: "核心功能使用比例", en: "Share of core features used" },
      phrase: { zh: "核心功能只用了 {value}", en: "{value} of core features in use" },
    },
    {
      id: "features_change",
      kind: "number",
      label: { zh: "在用功能增减", en: "Change of features in use" },
      phrase: { zh: "在用功能比上月变化 {value} 个", en: "features in use changed by {value} since last month" },
    },
    {
      id: "tickets_30",
      kind: "number",
      label: { zh: "本月工单数", en: "Tickets this month" },
      phrase: { zh: "本月提交工单 {value} 个", en: "{value} tickets this month" },
    },
    {
      id: "open_tickets",
      kind: "number",
      label: { zh: "未解决工单", en: "Open tickets" },
      phrase: { zh: "{value} 个工单未解决", en: "{value} open tickets" },
    },
    {
      id: "oldest_open_days",
      kind: "number",
      label: { zh: "最久未解决天数", en: "Oldest open ticket, days" },
      phrase: { zh: "有工单拖了 {value} 天", en: "a ticket open for {value} days" },
    },
    {
      id: "doc_views_30",
      kind: "number",
      label: { zh: "近 30 天文档浏览", en: "Doc page views in 30 days" },
      phrase: { zh: "近 30 天浏览文档 {value} 页", en: "{value} doc pages viewed in 30 days" },
    },
    {
      id: "csm_contacts_90",
      kind: "number",
      label: { zh: "近 90 天客户成功经理联系次数", en: "CSM contacts in 90 days" },
      phrase: { zh: "近 90 天客户成功经理联系 {value} 次", en: "{value} CSM contacts in 90 days" },
    },
    {
      id: "trainings_90",
      kind: "number",
      label: { zh: "近 90 天培训次数", en: "Trainings in 90 days" },
      phrase: { zh: "近 90 天参加培训 {value} 次", en: "{value} trainings in 90 days" },
    },
    {
      id: "value_score",
      kind: "number",
      label: { zh: "价值实现分", en: "Value-realisation score" },
      phrase: { zh: "价值实现分 {value}", en: "a value-realisation score of {value}" },
    },
    {
      id: "tenure_days",
      kind: "number",
      label: { zh: "成为客户天数", en: "Days as a customer" },
      phrase: { zh: "成为客户 {value} 天", en: "{value} days as a customer" },
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
      id: "product",
      kind: "category",
      label: { zh: "产品", en: "Product" },
      phrase: { zh: "产品：{value}", en: "product {value}" },
    },
  ],
  health: {
    components: [
      {
        id: "usage",
        label: { zh: "使用", en: "Usage" },
        weight: 0.3,
        // The published text multiplies a fraction by 2; percentage points is the reading under which the term does something.
        formula:
          "min(100, 60 * if(mau == 0, 0, dau / mau) + if(events_prior_30 == 0, if(events_30 > 0, 40, 0), if(usage_trend > 0, 40, max(0, 40 + 2 * 100 * usage_trend))))",
      },
      {
        id: "adoption",
        label: { zh: "功能采用", en: "Adoption" },
        weight: 0.25,
        formula: "100 * (0.4 * features_used_30 / features_all + 0.6 * core_used_30 / core_all)",
      },
      {
        id: "engagement",
        label: { zh: "互动", en: "Engagement" },
        weight: 0.25,
        formula:
          "if(tickets_30 == 0, 30, 30 * resolved_rate_30) + min(30, doc_views_30 / 10) + min(40, 5 * csm_contacts_90)",
      },
      { id: "value", label: { zh: "价值", en: "Value" }, weight: 0.2, formula: "value_score" },
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
      id: "usage_down",
      when: "usage_trend < -0.2",
      phrase: { zh: "使用量变化 {usage_trend}", en: "usage changed by {usage_trend}" },
    },
    {
      id: "nobody_active",
      when: "active_users_7 == 0 && mau > 0",
      phrase: {
        zh: "近 7 天无人使用，而近 30 天曾有 {mau} 人使用",
        en: "nobody active in 7 days, though {mau} in 30",
      },
    },
    {
      id: "many_tickets",
      when: "tickets_30 > 5",
      phrase: { zh: "本月提交工单 {tickets_30} 个", en: "{tickets_30} tickets this month" },
    },
    {
      id: "few_features",
      when: "feature_share < 0.3",
      phrase: { zh: "只用了 {feature_share} 的功能", en: "only {feature_share} of features in use" },
    },
  ],
  opportunities: [
    {
      id: "high_value_unused",
      when: "high_value_unused_count > 0",
      phrase: {
        zh: "高价值功能尚未使用：{high_value_unused}",
        en: "high-value features not in use: {high_value_unused}",
      },
    },
  ],
  levers: [
    {
      id: "tickets_closed",
      label: { zh: "未解决工单全部解决", en: "Open tickets all resolved" },
      set: { open_tickets: "0", oldest_open_days: "0" },
    },
    {
      id: "training",
      label: { zh: "做一次培训", en: "One training" },
      set: { trainings_90: "trainings_90 + 1" },
    },
    {
      id: "csm_contact",
      label: { zh: "客户经理联系一次", en: "One contact by the CSM" },
      set: { csm_contacts_90: "csm_contacts_90 + 1" },
    },
    {
      id: "core_features",
      label: { zh: "核心功能全部用起来", en: "Every core feature in use" },
      set: { core_share: "1" },
    },
    {
      id: "usage_back",
      label: { zh: "用量回到一个月前", en: "Usage back to a month ago" },
      set: { events_30: "max(events_30, events_30 / max(0.1, 1 + usage_trend))", usage_trend: "max(usage_trend, 0)" },
    },
  ],
  tiers: {
    critical: {
      label: { zh: "极高", en: "Critical" },
      above: 0.7,
      typicalSign: { zh: "几个强信号同时出现", en: "several strong signs at once" },
      channel: "executive_visit",
      actions: [
        {
          zh: "资深客户成功经理立即接手，高层通话",
          en: "a senior CSM takes over at once with an executive-level call",
        },
        { zh: "专项支持或重议合同条款", en: "special support or contract terms reviewed" },
      ],
    },
    high: {
      label: { zh: "高", en: "High" },
      above: 0.5,
      typicalSign: { zh: "两三个中等信号", en: "two or three medium signs" },
      channel: "advisor_call",
      actions: [
        { zh: "本周深度健康检查通话", en: "in-depth health-check call this week" },
        { zh: "一对一专属支持", en: "dedicated 1:1 support" },
      ],
    },
    medium: {
      label: { zh: "中", en: "Medium" },
      above: 0.3,
      typicalSign: { zh: "一两个弱信号", en: "one or two weak signs" },
      channel: "push",
      actions: [
        { zh: "个性化功能指南", en: "personalised feature guide" },
        { zh: "培训邀请", en: "training invitation" },
      ],
    },
    low: {
      label: { zh: "低", en: "Low" },
      above: 0,
      typicalSign: { zh: "无", en: "none" },
      channel: "routine",
      actions: [{ zh: "定期健康检查日历", en: "regular health-check calendar" }],
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
    source: "placeholder",
  },
  strategies: {
    holdout: { zh: "对照组", en: "holdout" },
    executive_call: { zh: "高管级通话", en: "executive call" },
    contract_review: { zh: "合同复议", en: "contract review" },
    health_check_call: { zh: "健康检查通话", en: "health-check call" },
    dedicated_support: { zh: "专属支持", en: "dedicated support" },
    feature_guide: { zh: "功能指南", en: "feature guide" },
    training_invitation: { zh: "培训邀请", en: "training invitation" },
  },
  queue: { order: "cost_of_waiting", weeklyCapacity: { executive_visit: 12, advisor_call: 63 }, draftCount: 20 },
  roi: saasRoi,
  phases: [
    {
      id: "pilot",
      label: { zh: "试点", en: "Pilot" },
      months: [0, 3],
      scope: { zh: "一个团队", en: "one team" },
      customers: 20_000,
      budget: 300_000,
      work: { zh: "用历史训练模型，干预极高与高层", en: "train on history, treat critical and high" },
      success: { zh: "AUC > 0.85，留存率 > 50%，ROI > 200%", en: "AUC > .85, stay rate > 50%, ROI > 200%" },
    },
    {
      id: "region",
      label: { zh: "扩展", en: "Extension" },
      months: [3, 6],
      scope: { zh: "半数团队", en: "half of the teams" },
      customers: 100_000,
      budget: 600_000,
      work: { zh: "迭代模型，培训客户成功经理", en: "refine, train customer-success managers" },
    },
    {
      id: "national",
      label: { zh: "全面", en: "Everyone" },
      months: [6, 12],
      scope: { zh: "全部客户", en: "all accounts" },
      customers: 200_000,
      budget: 900_000,
      work: { zh: "打通 CRM，触达自动化，监控模型", en: "CRM integrated, outreach automated, model monitored" },
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
        { zh: "CRM 数据不全", en: "incomplete CRM data" },
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
    staleDays: 14,
    minRowShare: 0.7,
    maxRejectShare: 0.2,
    maxCoverageDrop: 0.15,
    maxTierJump: 0.1,
    maxDrift: 0.25,
  },
  words: saasWords,
  disagreements: [
    {
      zh: "健康分的趋势项原文用小数乘以 2，无论怎样变动都不到一分；这里按百分点计算。",
      en: "The trend term of the health score multiplies a fraction by 2 as printed, which never moves it by a point; percentage points are used here.",
    },
    {
      zh: "原文的扫描只取“有风险”和“危急”，漏了中间的“恶化中”；这里凡不健康的都取。",
      en: "The published scan takes at risk and critical and drops deteriorating, the one between them; every status below healthy is taken here.",
    },
    {
      zh: "原文没有给出金额：增量、每人成本和投入都是占位值，先换成自己的再看 ROI。",
      en: "No money is published: uplift, cost a head and investment are placeholders; replace them before reading the ROI.",
    },
  ],
};
