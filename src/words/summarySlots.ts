import type { CeoData, Count } from "../pageData.js";
import type { Playbook, Text } from "../playbooks/types.js";
import { formatSlot } from "./formatSlot.js";
import type { Slot, SlotValue, Slots } from "./types.js";

export type SummaryFacts = Pick<CeoData, "run" | "tiers" | "next30" | "newlyAtRisk" | "history" | "gates">;

const unknownMoney: SlotValue = {
  kind: "text",
  text: { zh: "算不出的金额（没有剩余价值）", en: "an unknown sum (no remaining values given)" },
};

/** A headline count below this is not said in a build without customers. */
const smallestCount = 5;

/** What the chief executive's paragraph is made of: the week's figures. */
export function summarySlots(
  { run, tiers, next30, newlyAtRisk, history, gates }: SummaryFacts,
  playbook: Playbook,
): Slots {
  const { words, money, winback, horizonDays } = playbook;
  const hideBelow = run.audience === "executive" ? smallestCount : 0;
  const heads = (value: number, digits = 0): SlotValue => headsText(value, words.count, hideBelow, digits);
  const amount = (value: number | null): SlotValue =>
    value === null ? unknownMoney : { kind: "money", value, money, isLarge: true };
  const atRisk = sumOf(tiers, ["critical", "high"]);
  const slots: Slot[] = [
    slot("customers", "在管客户", "customers", heads(run.customers.active)),
    {
      ...slot("at_risk", "流失概率过半的客户", "customers more likely to leave than not", heads(atRisk)),
      isRequired: true,
    },
    {
      ...slot("newly_at_risk", "新进入风险的客户", "customers newly at risk", heads(numeric(newlyAtRisk))),
      isRequired: true,
    },
    slot("critical", "其中极高风险", "of them critical", heads(sumOf(tiers, ["critical"]))),
    slot("horizon", "预测期", "horizon", both(`${horizonDays} 天`, `${horizonDays} days`)),
    slot(
      "losses",
      "预测期内预计流失",
      "expected losses over the horizon",
      heads(tiers.reduce((sum, t) => sum + t.expectedLosses, 0)),
    ),
    {
      ...slot(
        "losses_money",
        "预测期内预计损失的价值",
        "value expected to be lost over the horizon",
        amount(tiers.some((t) => t.money !== null) ? tiers.reduce((sum, t) => sum + (t.money ?? 0), 0) : null),
      ),
      isRequired: true,
    },
    slot("next30", "其中未来 30 天预计流失", "of these, expected losses in the next 30 days", heads(next30.heads)),
    slot("soon", "近期", "the near term", both("30 天", "30 days")),
    slot(
      "next30_money",
      "未来 30 天预计损失的价值",
      "value expected to be lost in the next 30 days",
      amount(next30.money),
    ),
    slot(
      "window",
      "越线后最好的联系时间",
      "best time to make contact after crossing the line",
      both(`${winback.window[0]} 至 ${winback.window[1]} 天`, `${winback.window[0]} to ${winback.window[1]} days`),
    ),
    slot("gates", "三道闸门的状态", "state of the gates", gateText(gates, playbook)),
  ];
  const before = history.at(-2);
  if (before)
    slots.push(
      slot(
        "change",
        "比上周",
        "against last week",
        changeText(atRisk - before.tiers.critical - before.tiers.high, words.count, hideBelow),
      ),
    );
  const auc = run.model.evaluation?.auc;
  if (auc) slots.push(slot("auc", "模型检验 AUC 和区间", "tested AUC with interval", aucText(auc)));
  return slots;
}

const both = (zh: string, en: string): SlotValue => ({ kind: "text", text: { zh, en } });
const slot = (id: string, zh: string, en: string, value: SlotValue): Slot => ({ id, label: { zh, en }, value });

/** Withheld counts are from 1 to 4: any of them reads "fewer than 5". */
const numeric = (count: Count): number => (count === "<5" ? 1 : count);

function sumOf(tiers: SummaryFacts["tiers"], ids: readonly string[]): number {
  const found = tiers.filter(({ tier }) => ids.includes(tier));
  const sum = found.reduce((total, { customers }) => total + customers, 0);
  return sum === 0 && found.some(({ isFew }) => isFew) ? numeric("<5") : sum;
}

function headsText(value: number, count: Text, hideBelow: number, digits: number): SlotValue {
  const rounded = Math.round(value);
  const n = (lang: "zh" | "en") => formatSlot({ kind: "count", value: rounded, digits, hideBelow }, lang);
  const en = count.en.replace("{n}", n("en"));
  return both(count.zh.replace("{n}", n("zh")), rounded === 1 && hideBelow === 0 ? en.replace(/s$/, "") : en);
}

function changeText(change: number, count: Text, hideBelow: number): SlotValue {
  const { text } = headsText(Math.abs(change), count, hideBelow, 0) as SlotValue & { kind: "text" };
  if (change === 0) return both("与上周持平", "unchanged since last week");
  return change > 0
    ? both(`比上周增加 ${text.zh}`, `${text.en} more than last week`)
    : both(`比上周减少 ${text.zh}`, `${text.en} fewer than last week`);
}

function aucText({ value, low, high }: { value: number; low: number; high: number }): SlotValue {
  const [v, l, h] = [value, low, high].map((x) => x.toFixed(2));
  return both(`${v}（${l}–${h}）`, `${v} (${l}–${h})`);
}

const states: Readonly<Record<CeoData["gates"][number]["state"], Text>> = {
  GO: { zh: "通过", en: "go" },
  STOP: { zh: "停止", en: "stop" },
  BETWEEN: { zh: "处于两线之间", en: "between the lines" },
  NOT_YET: { zh: "还不能下结论", en: "not yet decided" },
};

/** Gates in one phrase, those of the same state together: "AUC 通过；留存率、ROI 还不能下结论". */
function gateText(gates: SummaryFacts["gates"], playbook: Playbook): SlotValue {
  const name = (gate: CeoData["gates"][number]["gate"], lang: "zh" | "en") =>
    playbook.gates[gate].label[lang].split(/[：:]/).at(-1)!.trim();
  const text = (lang: "zh" | "en") =>
    Object.keys(states)
      .map((state) => [state as keyof typeof states, gates.filter((gate) => gate.state === state)] as const)
      .filter(([, found]) => found.length)
      .map(
        ([state, found]) =>
          `${found.map(({ gate }) => name(gate, lang)).join(lang === "zh" ? "、" : " and ")} ${states[state][lang]}`,
      )
      .join(lang === "zh" ? "；" : ", ");
  return both(text("zh"), text("en"));
}
