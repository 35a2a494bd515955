import { html } from "htl";
import type { PageContext } from "./context.js";
import { openReceipt, type Receipt } from "./receipt.js";

/**
 * A figure that can be asked where it comes from: an inline element with the button role, so that lines break around
 * it as around words.
 * @param receipt read when it is opened, so that a live figure shows its present inputs
 */
export function figure(context: PageContext, text: string | Node, receipt: Receipt | (() => Receipt)): HTMLElement {
  const element = html`<span class="fig" role="button" tabindex="0" aria-haspopup="dialog">${text}</span>`;
  const open = () => openReceipt(element, typeof receipt === "function" ? receipt() : receipt, context);
  element.addEventListener("click", open);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open();
  });
  return element;
}
