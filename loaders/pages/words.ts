import type { CeoData, CustomerDetail, CustomerDraft, WrittenText } from "../../src/pageData.js";
import type { Lang, Playbook } from "../../src/playbooks/types.js";
import { writeExplanation, writeSummary } from "../../src/words/builtin/writeBuiltin.js";
import { checkWritten } from "../../src/words/checks/index.js";
import { explanationSlots } from "../../src/words/customerSlots.js";
import { customerFacts } from "../../src/words/facts.js";
import { fillSlots } from "../../src/words/fillSlots.js";
import { summarySlots, type SummaryFacts } from "../../src/words/summarySlots.js";
import { rows } from "../query.js";
import type { PageContext } from "./runInfo.js";

const byRule = (text: string): WrittenText => ({ text, writer: "builtin", model: null, writtenOn: null });

/** The week's paragraph, filled from the page's own figures: a model's where one passed the checks, else the built-in one. */
export async function weekSummary(
  { connection, runId }: PageContext,
  figures: SummaryFacts,
  playbook: Playbook,
): Promise<CeoData["summary"]> {
  const found = await rows<{ lang: Lang; template: string; model: string; writtenOn: string }>(
    connection,
    `select lang, template, model, written_on::varchar as "writtenOn" from warehouse.text_week where run_id = ? and kind = 'summary'`,
    [runId],
  );
  const slots = summarySlots(figures, playbook);
  const written = (lang: Lang): WrittenText => {
    const { template, model, writtenOn } = found.find((row) => row.lang === lang) ?? {};
    if (template && !checkWritten({ task: "summary", lang, slots }, { text: template }).length)
      return { text: fillSlots(template, slots, lang), writer: "model", model: model!, writtenOn: writtenOn! };
    return byRule(fillSlots(writeSummary(slots, lang, { seed: figures.run.asOf }).text, slots, lang));
  };
  return { zh: written("zh"), en: written("en") };
}

/** What the warehouse holds for a customer, by language. */
export type CustomerWords = Partial<Record<Lang, { readonly draft: CustomerDraft; readonly explanation: WrittenText }>>;

/** The week's letters and the explanations written with them, by customer. */
export async function weekLetters(
  { connection, runId }: PageContext,
  asOf: string,
): Promise<Map<string, CustomerWords>> {
  const found = await rows<Omit<CustomerDraft, "approve"> & { customerId: string; lang: Lang; explanation: string }>(
    connection,
    `select customer_id as "customerId", lang, draft_id as id, state, salutation, subject, body as text, explanation,
       writer, model, written_on::varchar as "writtenOn"
     from warehouse.draft
     where lineage = (select lineage from warehouse.run where run_id = ?) and as_of = ?::date order by draft_id`,
    [runId, asOf],
  );
  const words = new Map<string, CustomerWords>();
  for (const { customerId, lang, explanation, ...draft } of found) {
    const { model, writtenOn } = draft;
    // a person edits the letter, not the explanation
    const writer = model ? "model" : "builtin";
    words.set(customerId, {
      ...words.get(customerId),
      [lang]: {
        draft: { ...draft, approve: `npm run drafts -- approve ${draft.id}` },
        explanation: { text: explanation, writer, model, writtenOn },
      },
    });
  }
  return words;
}

/** Adds explanation and letters to a customer's page: the built-in writer explains everybody above the low tier. */
export function withWords(
  detail: CustomerDetail,
  words: CustomerWords | undefined,
  asOf: string,
  playbook: Playbook,
): CustomerDetail {
  if (detail.tier === null || detail.tier === "low") return detail;
  const facts = customerFacts(detail, asOf, playbook);
  const slots = facts && explanationSlots(facts, playbook);
  const explained = (lang: Lang): WrittenText =>
    words?.[lang]?.explanation ??
    byRule(slots ? fillSlots(writeExplanation(slots, lang, { seed: `${detail.id}|${asOf}` }).text, slots, lang) : "");
  const draft = words && { zh: words.zh?.draft, en: words.en?.draft };
  return { ...detail, explanation: { zh: explained("zh"), en: explained("en") }, ...(draft ? { draft } : {}) };
}
