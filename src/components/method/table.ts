import { html } from "htl";
import { stackOnPhone } from "../stackOnPhone.js";

/** A table of the page, by rows that begin with their heading. */
export function table(
  label: string,
  head: readonly { text: string; isNumber?: boolean }[],
  rows: readonly HTMLElement[],
): HTMLElement {
  return stackOnPhone(
    html`<div class="scroll" tabindex="0" role="region" aria-label=${label}>
      <table>
        <thead>
          <tr>
            ${head.map(({ text, isNumber }) => html`<th scope="col" class=${isNumber ? "num" : null}>${text}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`,
  );
}
