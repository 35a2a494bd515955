import type { Lang, Money, Text } from "../playbooks/types.js";

/** What is written: a customer's explanation, a letter to the customer, the chief executive's paragraph. */
export type TaskId = "explanation" | "draft" | "summary";

export type SlotValue =
  | { readonly kind: "text"; readonly text: Text }
  /** A fraction. */
  | { readonly kind: "percent"; readonly value: number; readonly digits?: number }
  | { readonly kind: "count"; readonly value: number; readonly digits?: number; readonly hideBelow?: number }
  /** In the playbook's small unit. */
  | { readonly kind: "money"; readonly value: number; readonly money: Money; readonly isLarge?: boolean }
  | { readonly kind: "months"; readonly value: number };

/** A figure, name or promise that writers may only point at: `{{id}}` in a text, filled by code. */
export interface Slot {
  readonly id: string;
  readonly label: Text;
  readonly value: SlotValue;
  /** A text without it is refused. */
  readonly isRequired?: boolean;
  /** Personal: a model sees the label and never the value. */
  readonly isPrivate?: boolean;
  /** Typed by somebody outside, such as a company's name: data, never instructions. */
  readonly isForeign?: boolean;
}

export type Slots = readonly Slot[];

/** A text with slots in it, as a writer gives it. Only drafts have a subject. */
export interface Written {
  readonly subject?: string;
  readonly text: string;
}

/** One thing to write, in one language. */
export interface Brief {
  readonly task: TaskId;
  readonly lang: Lang;
  readonly slots: Slots;
}

export interface Refusal {
  /** Name of the check. */
  readonly rule: string;
  /** For the writer, in the language of the text. */
  readonly reason: string;
}
