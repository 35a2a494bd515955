/** Who wrote a text: the built-in writer, a model, or a person who edited it. The day is that of a model's reply. */
export interface WrittenText {
  readonly text: string;
  readonly writer: "builtin" | "model" | "person";
  readonly model: string | null;
  readonly writtenOn: string | null;
}

export type DraftState = "DRAFT" | "APPROVED" | "SENDING" | "SENT" | "REPLIED" | "RESOLVED" | "REJECTED";

/** A letter to a customer; `text` is its body. Nothing is sent unapproved. */
export interface CustomerDraft extends WrittenText {
  readonly id: string;
  readonly state: DraftState;
  readonly subject: string;
  readonly salutation: string;
  /** The command that approves exactly this text. */
  readonly approve: string;
}

/** Who wrote this week's texts, and how many passed the checks at the first reply, the second, or went to the built-in writer. */
export interface WordsSummary {
  readonly writer: "builtin" | "model";
  readonly model: string | null;
  readonly texts: number;
  readonly passed: { readonly first: number; readonly second: number; readonly builtin: number };
  /** Refused replies by check. */
  readonly refused: Readonly<Record<string, number>>;
}
