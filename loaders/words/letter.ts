import { createHash } from "node:crypto";
import type { Lang } from "../../src/playbooks/types.js";
import { safeText } from "../../src/words/safeText.js";

/** A letter as it goes out. */
export interface Letter {
  readonly subject: string;
  readonly salutation: string;
  readonly body: string;
}

/** Approval is bound to this: a changed letter has another hash. */
export function letterHash({ subject, salutation, body }: Letter): string {
  return createHash("sha256")
    .update(JSON.stringify([subject, salutation, body]))
    .digest("hex");
}

/** The text of a letter below its subject. */
export function letterText({ salutation, body }: Pick<Letter, "salutation" | "body">): string {
  return `${salutation}\n\n${body}`;
}

export function salutationFor(contactName: string | null, lang: Lang): string {
  const name = safeText(contactName);
  if (lang === "zh") return name ? `${name}，您好：` : "您好：";
  return name ? `Dear ${name},` : "Hello,";
}
