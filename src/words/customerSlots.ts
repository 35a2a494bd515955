import { featurePhrase } from "../playbooks/phrase.js";
import type { Playbook, Text } from "../playbooks/types.js";
import { concernsOf } from "./concerns.js";
import type { CustomerFacts } from "./facts.js";
import { safeText } from "./safeText.js";
import type { Slot, SlotValue, Slots } from "./types.js";

const plain = (text: Text): SlotValue => ({ kind: "text", text });
const both = (text: string): Text => ({ zh: text, en: text });
const reasonCount = 5;

/** What an explanation for colleagues is made of. */
export function explanationSlots(facts: CustomerFacts, playbook: Playbook): Slots {
  const { p, ltv, inputs } = facts;
  const { features, words, money, horizonDays } = playbook;
  const slots: Slot[] = [
    { id: "p", label: churnLabel(horizonDays), value: { kind: "percent", value: p }, isRequired: true },
  ];
  reasonTexts(facts, playbook).forEach(({ text, isForeign }, i) =>
    slots.push({
      id: `reason_${i + 1}`,
      label: { zh: `推高概率的第 ${i + 1} 个信号`, en: `signal ${i + 1} that raises the probability` },
      value: plain(text),
      isRequired: i === 0,
      isForeign,
    }),
  );
  for (const id of [...words.activity, "open_tickets"]) {
    const feature = features.find((one) => one.id === id);
    const value = inputs[id];
    if (
      feature &&
      typeof value === "number" &&
      value !== 0 &&
      !slots.some((slot) => slot.value.kind === "text" && sameReason(facts, slot, id))
    )
      slots.push({ id, label: feature.label, value: plain(featurePhrase(feature, value)) });
  }
  if (ltv !== null)
    slots.push(
      { id: "ltv", label: { zh: "剩余价值", en: "remaining value" }, value: { kind: "money", value: ltv, money } },
      {
        id: "expected_loss",
        label: { zh: "不挽留时预计损失的价值", en: "value expected to be lost if nobody acts" },
        value: { kind: "money", value: p * ltv, money },
        isRequired: true,
      },
    );
  return slots;
}

function churnLabel(days: number): Text {
  return { zh: `未来 ${days} 天的流失概率`, en: `probability of leaving within ${days} days` };
}

/** A column that is a reason already is not named again. */
function sameReason({ reasons }: CustomerFacts, slot: Slot, id: string): boolean {
  return slot.id.startsWith("reason_") && reasons.slice(0, reasonCount).some((reason) => reason.feature === id);
}

function reasonTexts({ reasons }: CustomerFacts, { features }: Playbook): { text: Text; isForeign: boolean }[] {
  // what a customer does says more than what kind of customer it is
  const isKind = ({ value }: (typeof reasons)[number]) => Number(typeof value === "string");
  const ordered = reasons.slice(0, reasonCount).sort((a, b) => isKind(a) - isKind(b));
  return ordered.map(({ feature: id, value }) => {
    const feature = features.find((one) => one.id === id);
    if (feature && typeof value !== "string") return { text: featurePhrase(feature, value), isForeign: false };
    const label = feature?.label ?? both(safeText(id.replaceAll("_", " ")) ?? "–");
    const shown = safeText(value);
    if (shown === undefined) return { text: label, isForeign: true };
    if (feature) return { text: featurePhrase(feature, shown), isForeign: true };
    return { text: { zh: `${label.zh}：${shown}`, en: `${label.en}: ${shown}` }, isForeign: true };
  });
}

/** What a letter to the customer is made of: no probability and no money, which are nobody's business but the team's. */
export function draftSlots(facts: CustomerFacts, playbook: Playbook): Slots {
  const { words } = playbook;
  const slots: Slot[] = [];
  concernsOf(facts, playbook).forEach(({ said, step }, i) => {
    const [n, isRequired] = [i + 1, i === 0];
    slots.push(
      {
        id: `concern_${n}`,
        label: { zh: `看到的第 ${n} 个问题`, en: `problem ${n} that we saw` },
        value: plain(said),
        isRequired,
      },
      {
        id: `step_${n}`,
        label: { zh: `针对第 ${n} 个问题的做法`, en: `what I do about problem ${n}` },
        value: plain(step),
        isRequired,
      },
    );
  });
  words.offers[facts.tier].forEach((offer, i) =>
    slots.push({
      id: `action_${i + 1}`,
      label: { zh: "可以安排的事，名词短语", en: "something we can arrange, a noun phrase" },
      value: plain(offer),
    }),
  );
  slots.push({
    id: "invitation",
    label: { zh: "一对一沟通，名词短语", en: "the one-to-one conversation, a noun phrase" },
    value: plain(words.invitation),
    isRequired: true,
  });
  return [...slots, ...whoSlots(facts, playbook)];
}

function whoSlots(
  { product, months, name, contactName, contactRole, inputs }: CustomerFacts,
  { words }: Playbook,
): Slot[] {
  const safeProduct = safeText(product);
  const slots: Slot[] = [
    {
      id: "product",
      label: { zh: "产品或车型", en: "product or vehicle" },
      value: plain(safeProduct ? both(safeProduct) : words.product),
      isForeign: safeProduct !== undefined,
    },
  ];
  if (months !== null && months >= 1)
    slots.push({
      id: "months",
      label: { zh: "成为客户多久", en: "time as a customer" },
      value: { kind: "months", value: months },
    });
  if (!words.isNamePersonal) {
    const company = safeText(name);
    slots.push({
      id: "customer",
      label: { zh: "对方公司的名称", en: "the company's name" },
      value: plain(company ? both(company) : words.you),
      isForeign: company !== undefined,
    });
  }
  const contact = safeText(contactName);
  if (contact)
    slots.push({
      id: "contact_name",
      label: { zh: "联系人姓名", en: "the contact's name" },
      value: plain(both(contact)),
      isPrivate: true,
      isForeign: true,
    });
  const role = safeText(contactRole);
  if (role)
    slots.push({
      id: "contact_role",
      label: { zh: "联系人职务", en: "the contact's role" },
      value: plain(both(role)),
      isPrivate: true,
      isForeign: true,
    });
  const unused = words.unused ? unusedNames(inputs[words.unused]) : undefined;
  if (unused)
    slots.push({
      id: "unused",
      label: { zh: "还没有使用的高价值功能", en: "high-value features not in use yet" },
      value: plain(unused),
      isForeign: true,
    });
  return slots;
}

/** At most two, in words: `audit_log, api` becomes "audit log" and "api". */
function unusedNames(value: number | string | null | undefined): Text | undefined {
  if (typeof value !== "string") return undefined;
  const found = value
    .split(",")
    .flatMap((name) => safeText(name.replaceAll("_", " ")) ?? [])
    .slice(0, 2);
  return found.length ? { zh: found.join("、"), en: found.join(" and ") } : undefined;
}
