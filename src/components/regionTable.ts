import { html } from "htl";

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
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, i) => (i ? html`<td class="num">${cell}</td>` : html`<th scope="row">${cell}</th>`))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
