import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { formatSlot } from "../../src/words/formatSlot.js";
import type { Brief, Refusal, Slot } from "../../src/words/types.js";
import type { Lang } from "../../src/playbooks/types.js";
import type { Job } from "./job.js";
import { replySchema } from "./reply.js";

export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** What is sent: nothing but the prompt, slots, and data that may leave the machine. */
export interface ChatRequest {
  readonly messages: readonly Message[];
  readonly schema: Record<string, unknown>;
  readonly name: string;
}

export function chatRequest(job: Job): ChatRequest {
  return {
    messages: [
      { role: "system", content: promptText(job.kind, job.lang) },
      { role: "user", content: JSON.stringify(userData(job)) },
    ],
    schema: replySchema(job.kind),
    name: job.kind,
  };
}

/** The same request with the refused reply and the reasons behind it. */
export function retryRequest(
  request: ChatRequest,
  content: string,
  refusals: readonly Refusal[],
  lang: Lang,
): ChatRequest {
  const reasons = [...new Set(refusals.map(({ reason }) => reason))].join(lang === "zh" ? "；" : "; ");
  const again =
    lang === "zh"
      ? `不能用，因为：${reasons}。请改好后重写，仍只返回 JSON。`
      : `Not usable, because: ${reasons}. Write it again without these faults, as JSON only.`;
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: "assistant", content: content.slice(0, 4000) },
      { role: "user", content: again },
    ],
  };
}

/** Names a reply in the cache: server, model and all that is sent. */
export function requestHash(baseUrl: string, model: string, request: ChatRequest): string {
  return createHash("sha256")
    .update(JSON.stringify([baseUrl, model, request]))
    .digest("hex");
}

/** @throws when the file is missing: prompts are part of the program */
export function promptText(kind: Job["kind"], lang: Lang): string {
  return readFileSync(new URL(`./prompts/${lang}/${kind}.md`, import.meta.url), "utf8");
}

function userData({ kind, briefs, lang, status }: Job): Record<string, unknown> {
  if (kind === "summary") return { summary_slots: shown(briefs[0]!, lang) };
  const [explanation, draft] = briefs as [Brief, Brief];
  return {
    tone: status === "critical" ? "personal" : status === "deteriorating" ? "thoughts" : "value",
    explanation_slots: shown(explanation, lang),
    letter_slots: shown(draft, lang),
    customer_data: foreign(briefs, lang),
  };
}

function shown({ slots }: Brief, lang: Lang): Record<string, unknown>[] {
  return slots.map((slot) => ({
    slot: `{{${slot.id}}}`,
    meaning: slot.label[lang],
    ...(isKept(slot) ? {} : { reads: formatSlot(slot.value, lang) }),
    ...(slot.isRequired ? { required: true } : {}),
  }));
}

/** Foreign text stands apart, as data; personal text does not leave the machine at all. */
function foreign(briefs: readonly Brief[], lang: Lang): Record<string, string> {
  const slots = briefs.flatMap((brief) => brief.slots).filter((slot) => slot.isForeign && !slot.isPrivate);
  return Object.fromEntries(slots.map((slot) => [slot.id, formatSlot(slot.value, lang)]));
}

const isKept = (slot: Slot): boolean => Boolean(slot.isPrivate) || Boolean(slot.isForeign);
