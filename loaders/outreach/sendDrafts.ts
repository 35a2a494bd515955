import type { DuckDBConnection } from "@duckdb/node-api";
import { letterHash, letterText } from "../words/letter.js";
import { listDrafts, note, setState, wasWrittenTo, type StoredDraft } from "./draftStore.js";
import type { Mailer } from "./mailer.js";

export interface Sent {
  readonly id: string;
  readonly result: "sent" | "refused" | "maybe";
  readonly reason?: string;
}

/**
 * Sends approved letters, each once: a letter is SENDING, on disk, before the mail server hears of it. One that broke off
 * there is never sent again by itself: somebody looks and marks it sent, or rejects it.
 */
export async function sendDrafts(connection: DuckDBConnection, mailer: Mailer, who: string): Promise<Sent[]> {
  const results: Sent[] = [];
  for (const draft of (await listDrafts(connection)).filter(({ state }) => state === "APPROVED")) {
    const reason = await refusal(connection, draft);
    results.push(reason ? { id: draft.id, result: "refused", reason } : await sendOne(connection, draft, mailer, who));
  }
  return results;
}

/** Why an approved letter may not go out after all. */
async function refusal(connection: DuckDBConnection, draft: StoredDraft): Promise<string | undefined> {
  const hash = letterHash(draft);
  if (hash !== draft.approvedHash || hash !== draft.textHash) return "the text is not the one that was approved";
  if (draft.optedOut) return "the customer does not want to be written to";
  if (!draft.email) return "the customer has no e-mail address any more";
  if (draft.email !== draft.approvedTo) return "the customer's address changed after approval";
  if (await wasWrittenTo(connection, draft)) return "the customer got another letter this week";
  return undefined;
}

async function sendOne(connection: DuckDBConnection, draft: StoredDraft, mailer: Mailer, who: string): Promise<Sent> {
  const { id, textHash, subject } = draft;
  await setState(connection, id, "SENDING");
  const messageId = `<${id}.${textHash.slice(0, 16)}@holdfast.invalid>`;
  const result = await mailer.send({ to: draft.approvedTo!, subject, text: letterText(draft), messageId });
  if (result.kind === "sent") await setState(connection, id, "SENT");
  if (result.kind === "refused") await setState(connection, id, "APPROVED");
  const reason = result.kind === "sent" ? undefined : result.reason;
  await note(connection, id, who, result.kind === "sent" ? "sent" : `not sent: ${result.kind}`, textHash, reason);
  return { id, result: result.kind, reason };
}
