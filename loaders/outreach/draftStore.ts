import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DraftState } from "../../src/pageData.js";
import { execute, rows } from "../query.js";
import { UserError } from "../userError.js";
import { letterHash, type Letter } from "../words/letter.js";

/** A letter as the warehouse holds it, with where it would go. */
export interface StoredDraft extends Letter {
  readonly id: string;
  readonly lineage: string;
  readonly asOf: string;
  readonly customerId: string;
  readonly lang: "zh" | "en";
  readonly state: DraftState;
  readonly explanation: string;
  readonly writer: string;
  readonly model: string | null;
  readonly textHash: string;
  readonly approvedHash: string | null;
  readonly approvedBy: string | null;
  readonly approvedTo: string | null;
  readonly email: string | null;
  readonly optedOut: boolean;
}

const columns = `draft_id as id, draft.lineage, as_of::varchar as "asOf", draft.customer_id as "customerId", lang, state, salutation, subject, body,
  explanation, writer, model, text_hash as "textHash", approved_hash as "approvedHash", approved_by as "approvedBy", approved_to as "approvedTo",
  contact.email, coalesce(contact.opted_out, true) as "optedOut"`;
const joined = `from warehouse.draft left join warehouse.contact on contact.lineage = draft.lineage and contact.customer_id = draft.customer_id`;

/** Letters of the newest week, and older ones that still wait for something. */
export function listDrafts(connection: DuckDBConnection): Promise<StoredDraft[]> {
  return rows(
    connection,
    `select ${columns} ${joined}
     where state in ('APPROVED', 'SENDING') or as_of = (select max(as_of) from warehouse.draft as newest where newest.lineage = draft.lineage)
     order by as_of desc, rank, lang desc`,
  );
}

export async function findDraft(connection: DuckDBConnection, id: string): Promise<StoredDraft | undefined> {
  const [found] = await rows<StoredDraft>(connection, `select ${columns} ${joined} where draft_id = ?`, [id]);
  return found;
}

/** Binds an approval to the text as it stands, to the address it goes to, and to who said so. */
export async function approveDraft(connection: DuckDBConnection, draft: StoredDraft, who: string): Promise<void> {
  expectState(draft, ["DRAFT"], "approved");
  if (!who.trim()) throw wrong(draft, "an approval needs a name", "--by NAME", "say who approves");
  if (draft.optedOut)
    throw wrong(
      draft,
      "the customer does not want to be written to",
      "customers who did not opt out",
      "reject the letter",
    );
  if (!draft.email)
    throw wrong(
      draft,
      "the customer has no e-mail address",
      "a customer with contact_email",
      "add the address to the data",
    );
  const hash = letterHash(draft);
  if (hash !== draft.textHash)
    throw wrong(
      draft,
      "the text was changed past this command",
      "a text with its own hash",
      "edit it with `drafts -- edit`",
    );
  await execute(
    connection,
    "update warehouse.draft set state = 'APPROVED', approved_hash = ?, approved_by = ?, approved_to = ? where draft_id = ? and state = 'DRAFT'",
    [hash, who, draft.email, draft.id],
  );
  await note(connection, draft.id, who, "approved", hash);
}

export async function rejectDraft(connection: DuckDBConnection, draft: StoredDraft, who: string): Promise<void> {
  expectState(draft, ["DRAFT", "APPROVED", "SENDING"], "rejected");
  await setState(connection, draft.id, "REJECTED");
  await note(connection, draft.id, who, "rejected", draft.textHash);
}

/** Puts another text in place: a new name, no approval. @returns the letter's new id */
export async function editDraft(
  connection: DuckDBConnection,
  draft: StoredDraft,
  { body, subject = draft.subject }: { body: string; subject?: string },
  who: string,
): Promise<string> {
  expectState(draft, ["DRAFT", "APPROVED", "REJECTED"], "edited");
  if (!body.trim() || !subject.trim() || /[\r\n]/.test(subject))
    throw wrong(
      draft,
      "the letter is empty or its subject has line breaks",
      "a subject of one line and a body",
      "mend the file",
    );
  const letter = { subject: subject.trim(), salutation: draft.salutation, body: body.trim() };
  const hash = letterHash(letter);
  const id = `D${createHash("sha256").update([draft.id, hash].join("|")).digest("hex").slice(0, 8)}`;
  await execute(
    connection,
    `update warehouse.draft set draft_id = ?, subject = ?, body = ?, text_hash = ?, writer = 'person', state = 'DRAFT',
       approved_hash = null, approved_by = null, approved_to = null where draft_id = ?`,
    [id, letter.subject, letter.body, hash, draft.id],
  );
  await note(connection, id, who, "edited", hash, `was ${draft.id}`);
  return id;
}

const marks = {
  sent: { from: ["SENDING"], to: "SENT" },
  replied: { from: ["SENT"], to: "REPLIED" },
  resolved: { from: ["SENT", "REPLIED"], to: "RESOLVED" },
} as const satisfies Record<string, { from: readonly DraftState[]; to: DraftState }>;

export async function markDraft(
  connection: DuckDBConnection,
  draft: StoredDraft,
  mark: string,
  who: string,
): Promise<void> {
  if (!Object.hasOwn(marks, mark))
    throw wrong(draft, `unknown mark: ${mark}`, Object.keys(marks).join(", "), "see `drafts -- help`");
  const { from, to } = marks[mark as keyof typeof marks];
  expectState(draft, from, `marked ${mark}`);
  await setState(connection, draft.id, to);
  await note(connection, draft.id, who, mark, draft.textHash);
}

export async function setState(connection: DuckDBConnection, id: string, state: DraftState): Promise<void> {
  await execute(connection, "update warehouse.draft set state = ? where draft_id = ?", [state, id]);
}

export async function note(
  connection: DuckDBConnection,
  id: string,
  who: string,
  event: string,
  hash: string,
  text = "",
): Promise<void> {
  await execute(connection, "insert into warehouse.draft_event values (?, now()::timestamp, ?, ?, ?, ?)", [
    id,
    who,
    event,
    hash,
    text,
  ]);
}

/** Letters of the same customer and week, the other language's among them, that went out or may have. */
export async function wasWrittenTo(
  connection: DuckDBConnection,
  { id, lineage, customerId, asOf }: StoredDraft,
): Promise<boolean> {
  const found = await rows(
    connection,
    `select 1 from warehouse.draft where lineage = ? and customer_id = ? and as_of = ?::date and draft_id != ?
       and state in ('SENDING', 'SENT', 'REPLIED', 'RESOLVED')`,
    [lineage, customerId, asOf, id],
  );
  return found.length > 0;
}

function expectState(draft: StoredDraft, allowed: readonly DraftState[], what: string): void {
  if (!allowed.includes(draft.state))
    throw wrong(draft, `a letter that is ${draft.state} cannot be ${what}`, allowed.join(", "), "see `drafts -- list`");
}

function wrong(draft: StoredDraft, what: string, allowed: string, todo: string): UserError {
  return new UserError({ what, where: `letter ${draft.id}`, allowed, todo });
}
