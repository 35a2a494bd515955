import { html } from "htl";
import { headingText } from "./format.js";
import type { PageContext } from "./context.js";

export interface SectionParts {
  readonly id: string;
  readonly question: string;
  /** Written by rule from the figures below it. */
  readonly finding: string;
  readonly body: unknown;
}

/** A section of the page: its question, its finding, then what proves it. */
export function section(
  { lang }: Pick<PageContext, "lang">,
  { id, question, finding, body }: SectionParts,
): HTMLElement {
  return html`<section aria-labelledby=${id}>
    <h2 id=${id}><span class="q">${question}</span>${headingText(unbroken(finding), lang)}</h2>
    ${body}
  </section>`;
}

/** A range stays on one line. */
function unbroken(text: string): string {
  return text.replaceAll("–", "\u2060–\u2060");
}
