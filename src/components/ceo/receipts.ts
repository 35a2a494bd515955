import type { CeoData } from "../../pageData.js";
import type { Phase } from "../../playbooks/types.js";
import type { PageContext } from "../context.js";
import type { Receipt } from "../receipt.js";
import type { Scenario } from "./scenario.js";

const methods = {
  calibrated: { zh: "按 30 天结果单独校准", en: "its own calibration on 30-day outcomes" },
  horizon: { zh: "预测期就是 30 天", en: "the horizon is 30 days" },
  constant_hazard: {
    zh: "恒定风险折算：1 − (1 − p)^(30/预测期)，待 30 天结果够了再校准",
    en: "constant hazard, 1 − (1 − p)^(30/horizon), until 30-day outcomes allow a calibration",
  },
};

export function next30Receipt({ lang }: PageContext, { next30 }: CeoData): Receipt {
  return {
    name: lang === "zh" ? "未来 30 天预计流失" : "Expected losses in 30 days",
    formula: "sum(p30)",
    inputs: methods[next30.method][lang],
    source: "score_week",
  };
}

export function lossesReceipt({ lang, format, run }: PageContext, { tiers }: CeoData): Receipt {
  const zh = lang === "zh";
  return {
    name: zh
      ? `未来 ${run.horizonDays} 天预计流失，不作为时`
      : `Expected losses in ${run.horizonDays} days if nobody is treated`,
    formula: "sum(p), sum(p × ltv)",
    inputs: tiers
      .map((tier) => `${format.heads(tier.isFew ? "<5" : tier.customers)} × ${format.percent(tier.meanP, 1)}`)
      .join(zh ? "；" : "; "),
    source: zh
      ? `score_week，${format.count(run.customers.active)} 行`
      : `score_week, ${format.count(run.customers.active)} rows`,
  };
}

export function topTiersReceipt({ lang }: PageContext): Receipt {
  return {
    name: lang === "zh" ? "极高与高两层" : "Critical and high tiers",
    formula: "sum(p), sum(p × ltv)",
    source: "tier_week",
  };
}

export function newlyReceipt({ lang }: PageContext): Receipt {
  return {
    name: lang === "zh" ? "新进风险" : "Newly at risk",
    formula: lang === "zh" ? "本周 p > 0.5，上一评分周 p ≤ 0.5" : "p > .5 now and ≤ .5 at the last scored week",
    source: "score_week",
  };
}

export function rangeReceipt({ lang, format }: PageContext, { roiAbove }: Scenario): Receipt {
  const [zero, line] = [format.chance(roiAbove.zero), format.chance(roiAbove.goLine)];
  return {
    name: lang === "zh" ? "ROI 的 p10–p90" : "ROI, p10–p90",
    formula: lang === "zh" ? "所有假设同时抽样，一万次" : "every assumption drawn at once, 10,000 times",
    inputs: lang === "zh" ? `高于零：${zero}；高于推进线：${line}` : `above zero: ${zero}; above the go line: ${line}`,
    source:
      lang === "zh"
        ? "业务手册各假设的低值到高值，种子为数据日期"
        : "low to high of each assumption in the playbook; the seed is the date of the data",
  };
}

export function cashReceipt({ lang }: PageContext): Receipt {
  return {
    name: lang === "zh" ? "现金回正的月份" : "Month in which cash turns positive",
    formula: lang === "zh" ? "累计净现金首次 ≥ 0" : "first month where cumulated net cash ≥ 0",
    inputs:
      lang === "zh"
        ? "一次性投入在第 0 月；运维每月均摊；干预与收益随覆盖面"
        : "one-off cost in month 0, yearly cost evenly, interventions and benefit with coverage",
    source: lang === "zh" ? "业务手册的分期" : "phases of the playbook",
  };
}

export function budgetReceipt({ lang, say }: PageContext, { label }: Phase): Receipt {
  return {
    name: `${say(label)}${lang === "zh" ? "期预算上限" : ": budget envelope"}`,
    source: lang === "zh" ? "业务手册的分期" : "phases of the playbook",
  };
}
