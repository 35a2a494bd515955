import { html } from "htl";
import type { CustomerDraft, DraftState } from "../../pageData.js";
import type { Text } from "../../playbooks/types.js";
import { section } from "../section.js";
import type { CustomerView } from "./view.js";
import { writerWords } from "../writerWords.js";

const path: readonly DraftState[] = ["DRAFT", "APPROVED", "SENT", "REPLIED", "RESOLVED"];
const names: Readonly<Record<DraftState, Text>> = {
  DRAFT: { zh: "草稿", en: "Draft" },
  APPROVED: { zh: "已批准", en: "Approved" },
  SENDING: { zh: "发送中", en: "Being sent" },
  SENT: { zh: "已发送", en: "Sent" },
  REPLIED: { zh: "已回复", en: "Replied" },
  RESOLVED: { zh: "已解决", en: "Resolved" },
  REJECTED: { zh: "已退回", en: "Rejected" },
};

/** What to say: the letter, where it stands and the command that moves it; null where no letter is due. */
export function draftSection(view: CustomerView): HTMLElement | null {
  const { detail, lang, playbook, standing, isOptedOut } = view;
  const zh = lang === "zh";
  const draft = detail.draft?.[lang] ?? Object.values(detail.draft ?? {})[0];
  if (!draft && (standing !== "open" || isOptedOut)) return null;
  const parts = { id: "draft", question: zh ? "说什么" : "What to say" };
  if (!draft)
    return section(view, {
      ...parts,
      finding: zh ? "本周没有为这位客户起草" : "No letter was drafted this week",
      body: html`<p class="small">
        ${zh ? `每次运行只为名单最前面的 ${playbook.queue.draftCount} 位起草；要提前写，按上面的“对症怎么说”即可。` : `Each run drafts letters for the first ${playbook.queue.draftCount} of the queue; until then the answers above will serve.`}
      </p>`,
    });
  return section(view, {
    ...parts,
    finding: heading(draft.state)[lang],
    body: html.fragment`${states(draft.state, view)}${letter(draft, view)}${command(draft, view)}`,
  });
}

function heading(state: DraftState): Text {
  const said: Readonly<Record<DraftState, Text>> = {
    DRAFT: { zh: "邮件草稿，等待批准", en: "A letter drafted, awaiting approval" },
    APPROVED: { zh: "邮件已批准，等待发送", en: "The letter is approved, not sent yet" },
    SENDING: { zh: "邮件正在发送", en: "The letter is being sent" },
    SENT: { zh: "邮件已发送，等待回复", en: "The letter is sent, awaiting a reply" },
    REPLIED: { zh: "客户已回复", en: "The customer has replied" },
    RESOLVED: { zh: "事情已解决", en: "The matter is resolved" },
    REJECTED: { zh: "草稿已退回", en: "The draft was rejected" },
  };
  return said[state];
}

function states(state: DraftState, { lang }: CustomerView): HTMLElement {
  const shown = path.includes(state) ? path : ([...path.slice(0, 1), state, ...path.slice(2)] as const);
  return html`<ol class="state" aria-label=${lang === "zh" ? "草稿状态" : "State of the letter"}>
    ${shown.map(
      (each) =>
        html`<li>
          ${each === state ? html`<span class=${each === "DRAFT" ? "on" : "on ok"} aria-current="step">${names[each][lang]} ${lang === "zh" ? each : ""}</span>` : names[each][lang]}
        </li>`,
    )}
  </ol>`;
}

function letter(draft: CustomerDraft, { detail, lang }: CustomerView): HTMLElement {
  const zh = lang === "zh";
  const { subject, salutation, text } = draft;
  const by = writerWords(draft, lang);
  return html`<div class="mail">
    <dl class="meta">
      <dt>${zh ? "收件" : "To"}</dt>
      <dd>${detail.name}</dd>
      <dt>${zh ? "撰写" : "By"}</dt>
      <dd>${by}</dd>
    </dl>
    <p class="sub">${subject}</p>
    ${salutation ? html`<p>${salutation}</p>` : null}
    <p class="b">${text}</p>
  </div>`;
}

function command({ id, state, text, approve }: CustomerDraft, { lang }: CustomerView): HTMLElement {
  const zh = lang === "zh";
  const length = zh ? `${[...text].length} 字。` : `${text.split(/\s+/).filter(Boolean).length} words. `;
  const rule = zh
    ? "批准只对这一版有效，改动一字即回到草稿；未批准不会发出。"
    : "Approval holds for this text alone, an edit voids it; nothing is sent unapproved.";
  const next: Readonly<Partial<Record<DraftState, string>>> = {
    DRAFT: approve,
    APPROVED: "npm run drafts -- send",
    SENT: `npm run drafts -- mark ${id} replied`,
    REPLIED: `npm run drafts -- mark ${id} resolved`,
  };
  const line = next[state];
  return html`<div>
    <p class="cap">${length}${rule}</p>
    ${line ? html`<p class="cmd"><code class="mono">${line}</code></p>` : null}
  </div>`;
}
