import type { Lang } from "../../playbooks/types.js";
import type { Place } from "./compose.js";

/** Places of an explanation: what drives the risk, what else is seen, what it means for the business. Columns of both playbooks' activities may be named. */
export const explanations: Readonly<Record<Lang, readonly Place[]>> = {
  zh: [
    [
      "流失概率 {{p}}，主要信号：{{reason_1}}；{{reason_2}}；{{reason_3}}。",
      "{{reason_1}}，{{reason_2}}，把流失概率推到了 {{p}}。",
      "流失概率为 {{p}}，最突出的是{{reason_1}}，其次是{{reason_2}}。",
      "流失概率 {{p}}，首先因为{{reason_1}}。",
      "模型给出的流失概率是 {{p}}，没有单个信号特别突出。",
    ],
    [
      "同时，{{visits_12m}}，{{open_tickets}}。",
      "此外，{{app_sessions_30}}，{{open_tickets}}。",
      "使用上，{{active_days_30}}，{{features_change}}；{{open_tickets}}。",
      "另外，{{active_days_30}}，{{open_tickets}}。",
      "此外，{{open_tickets}}。",
      "另外，{{visits_12m}}。",
      "使用上，{{active_days_30}}。",
      "其他信号还有：{{reason_4}}；{{reason_5}}。",
      "",
    ],
    [
      "若不挽留，{{ltv}}的剩余价值预计会失去 {{expected_loss}}。",
      "不采取行动，剩余价值 {{ltv}}中预计有 {{expected_loss}}会失去。",
      "对业务的影响：剩余价值 {{ltv}}，预计损失 {{expected_loss}}。",
      "剩余价值未知，损失暂时无法折算，但客户离开后要付更多力气才能请回来。",
    ],
  ],
  en: [
    [
      "The probability of leaving is {{p}}; the main signs: {{reason_1}}; {{reason_2}}; {{reason_3}}.",
      "Signs such as {{reason_1}} and {{reason_2}} bring the probability of leaving to {{p}}.",
      "The probability of leaving is {{p}}: above all {{reason_1}}, then {{reason_2}}.",
      "The probability of leaving is {{p}}, above all because of this: {{reason_1}}.",
      "The model puts the probability of leaving at {{p}}, with no sign that stands out.",
    ],
    [
      "Also seen: {{visits_12m}}, {{open_tickets}}.",
      "Also seen: {{app_sessions_30}}, {{open_tickets}}.",
      "In daily work we see this: {{active_days_30}}; {{features_change}}; {{open_tickets}}.",
      "There is more: {{active_days_30}}, {{open_tickets}}.",
      "Besides, there are {{open_tickets}}.",
      "Also seen: {{visits_12m}}.",
      "Also seen: {{active_days_30}}.",
      "Further signs are these: {{reason_4}}; {{reason_5}}.",
      "",
    ],
    [
      "If nobody acts, {{expected_loss}} of the remaining {{ltv}} is expected to be lost.",
      "Left alone, we expect to lose {{expected_loss}} out of {{ltv}} that is still to come.",
      "For the business this means: {{ltv}} of remaining value, with {{expected_loss}} expected to go.",
      "The remaining value is not known, so the loss cannot be put in money, but winning somebody back is harder than keeping them.",
    ],
  ],
};
