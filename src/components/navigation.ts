import type { Audience } from "../pageData.js";
import type { Text } from "../playbooks/types.js";

export interface PageEntry {
  /** File name without language folder and extension. */
  readonly path: string;
  readonly label: Text;
  /** One sentence for search engines and link previews. */
  readonly description: Text;
  /** Shown as part of another entry; has no link of its own. */
  readonly within?: string;
  /** Left out of the navigation of other audiences. */
  readonly audience?: Audience;
}

/** Every page, in the order of the navigation; each exists in both languages. */
export const pages: readonly PageEntry[] = [
  {
    path: "ceo-report",
    label: { zh: "CEO 报告", en: "CEO report" },
    description: {
      zh: "谁要流失，牵涉多少钱，我们要什么，能换来什么，什么会叫停。",
      en: "Who is leaving, the money at stake, what we ask for, what it pays, and what could stop it.",
    },
  },
  {
    path: "what-if",
    label: { zh: "假设推演", en: "What-if" },
    description: {
      zh: "每项假设都可调：几种算法并列，区间、现金流、盈亏平衡与本周名额怎么用，可导出带公式的工作簿。",
      en: "Every assumption can be moved: readings side by side, ranges, cash flow, break-even, this week's hands, and a workbook with formulas.",
    },
  },
  {
    path: "this-week",
    label: { zh: "本周", en: "This week" },
    description: {
      zh: "新进风险、按等待代价排序的名单、与上周相比的变化、数据审计。",
      en: "Newly at risk, the queue by cost of waiting, what changed since last week, and the data audit.",
    },
  },
  {
    path: "customers",
    label: { zh: "客户", en: "Customers" },
    description: { zh: "全部客户：查找、筛选、排序、下载。", en: "Every customer: search, filter, sort, download." },
  },
  {
    path: "customer",
    label: { zh: "单个客户", en: "One customer" },
    description: {
      zh: "一位客户：走到这一步的经过、原因、时机与建议动作。",
      en: "One customer: history, reasons, timing and the action to take.",
    },
    within: "customers",
  },
  {
    path: "timing",
    label: { zh: "时机", en: "Timing" },
    description: {
      zh: "时效曲线：发布值与实测值、拖一周的代价、从越线到联系的天数。",
      en: "The win-back curve, assumed and measured, the cost of delay, and the days from crossing to contact.",
    },
  },
  {
    path: "experiments",
    label: { zh: "实验", en: "Experiments" },
    description: {
      zh: "各策略与对照组的区间、比例检查、还需几周，以及对照组的代价与把握度。",
      en: "Strategies against the holdout with intervals, ratio check and weeks needed; the holdout's price and power.",
    },
  },
  {
    path: "roadmap",
    label: { zh: "路线图", en: "Roadmap" },
    description: {
      zh: "各阶段花费与预算、三道门灯还差多少、发布的风险对应的实时数字，以及历次预测准不准。",
      en: "Phases with spend against plan, what each gate still needs, the published risks with live figures, and past forecasts.",
    },
  },
  {
    path: "model",
    label: { zh: "模型", en: "Model" },
    description: {
      zh: "流失模型准不准：三个模型并列、校准、提升与利润、分群、逐周、预警、漂移，以及它学到了什么。",
      en: "Is the churn model right: three models side by side, calibration, lift and profit, segments, weeks, early warning, drift, and what it has learnt.",
    },
  },
  {
    path: "notebook",
    label: { zh: "查询", en: "Notebook" },
    description: {
      zh: "在浏览器里用 SQL 查本周各表：有示例，结果成表成图，链接可分享。",
      en: "SQL over this week's tables in the browser: examples, results as table and chart, cells in the link.",
    },
    audience: "team",
  },
  {
    path: "method",
    label: { zh: "方法", en: "Method" },
    description: {
      zh: "每条公式、每个假设的来源，以及发布稿里对不上的地方。",
      en: "Every formula, where each assumption comes from, and where the published figures disagree.",
    },
  },
];
