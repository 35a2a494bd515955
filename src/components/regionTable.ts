import { html } from "htl";
import { tableRow } from "./table/tableRow.js";

/** A table that scrolls in a region of its own; its first column names the row, the others hold figures. */
export function regionTable(
  label: string,
  head: readonly string[],
  rows: readonly (readonly unknown[])[],
): HTMLElement {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}>
    <table>
      <thead>
        <tr>
          ${head.map((name, i) => html`<th scope="col" class=${i ? "num" : null}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => tableRow(row, (place) => (place ? "num" : "")))}
      </tbody>
    </table>
  </div>`;
}
