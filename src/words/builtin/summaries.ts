import type { Lang } from "../../playbooks/types.js";
import type { Place } from "./compose.js";

/** The five sentences of the chief executive's paragraph: how many, what is new, what it costs, how far to trust it, what to do. */
export const summaries: Readonly<Record<Lang, readonly Place[]>> = {
  zh: [
    [
      "本周在管 {{customers}}，其中 {{at_risk}}更可能离开而不是留下，{{change}}。",
      "{{customers}}里，流失概率过半的有 {{at_risk}}，{{change}}。",
      "本周在管 {{customers}}，其中 {{at_risk}}更可能离开而不是留下。",
    ],
    [
      "新进入风险的有 {{newly_at_risk}}，极高风险的共 {{critical}}。",
      "本周新增风险 {{newly_at_risk}}；处于极高风险的共 {{critical}}。",
    ],
    [
      "若不干预，{{horizon}}内预计流失 {{losses}}，价值 {{losses_money}}，其中 {{next30}}就在眼前的 {{soon}}里。",
      "照现在的势头，{{horizon}}内会失去 {{losses}}，合 {{losses_money}}，其中 {{soon}}内 {{next30}}。",
    ],
    [
      "模型在未见过的数据上 AUC 为 {{auc}}；闸门：{{gates}}。",
      "名单可信到什么程度：检验 AUC {{auc}}，{{gates}}。",
      "模型还没有检验结果，名单请当作线索来用；闸门：{{gates}}。",
    ],
    [
      "建议先联系等待成本最高的客户，越线后 {{window}}之内效果最好，拖下去等于放弃。",
      "下一步请先处理名单最前面的客户：越线后 {{window}}之内联系最有效。",
    ],
  ],
  en: [
    [
      "We look after {{customers}} this week, of whom {{at_risk}} are more likely to leave than to stay, {{change}}.",
      "Among {{customers}}, {{at_risk}} have a probability of leaving above the line, {{change}}.",
      "We look after {{customers}} this week, of whom {{at_risk}} are more likely to leave than to stay.",
    ],
    [
      "Newly at risk: {{newly_at_risk}}; at critical risk in all: {{critical}}.",
      "The list gained {{newly_at_risk}}, and {{critical}} are at critical risk.",
    ],
    [
      "If nobody acts, we expect to lose {{losses}} within {{horizon}}, worth {{losses_money}}, of these {{next30}} in the next {{soon}}.",
      "On this course we lose {{losses}} within {{horizon}}, or {{losses_money}}, of these {{next30}} in the next {{soon}}.",
    ],
    [
      "On data that it had not seen the model reaches an AUC of {{auc}}; the gates: {{gates}}.",
      "How far to trust the list: tested AUC {{auc}}, and {{gates}}.",
      "The model has not been tested yet, so take the list as a lead; the gates: {{gates}}.",
    ],
    [
      "Start with those whose waiting costs most: contact works best within {{window}} of crossing the line, and later it fades.",
      "Next, please work the top of the list, since contact works best within {{window}} of crossing the line.",
    ],
  ],
};
