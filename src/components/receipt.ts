import { html } from "htl";
import type { PageContext } from "./context.js";

/** Where a figure comes from. */
export interface Receipt {
  readonly name: string;
  readonly formula?: string;
  /** The inputs with their values. */
  readonly inputs?: string;
  /** Table or assumption, and how many rows. */
  readonly source: string;
}

const words = {
  formula: { zh: "公式", en: "Formula" },
  inputs: { zh: "输入", en: "Inputs" },
  source: { zh: "来源", en: "Source" },
  run: { zh: "运行", en: "Run" },
  close: { zh: "关闭", en: "Close" },
};

/** Shows a figure's receipt beside it; Escape, the button or a click elsewhere closes it and gives the focus back. */
export function openReceipt(anchor: HTMLElement | SVGElement, receipt: Receipt, context: PageContext): void {
  document.getElementById("receipt")?.remove();
  const box = receiptBox(receipt, context);
  document.body.append(box);
  const close = () => {
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", escape, true);
    if (!box.isConnected) return;
    const hadFocus = box.contains(document.activeElement);
    box.remove();
    if (hadFocus) anchor.focus();
  };
  const outside = (event: Event) => {
    if (!box.contains(event.target as Node)) close();
  };
  const escape = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
  };
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", escape, true);
  const button = box.querySelector("button")!;
  button.addEventListener("click", close);
  place(box, anchor);
  button.focus({ preventScroll: true });
}

/** The receipt as an element, without its behaviour. */
export function receiptBox(receipt: Receipt, { lang, run, format }: PageContext): HTMLElement {
  const rows = (["formula", "inputs", "source"] as const).flatMap((key) =>
    receipt[key]
      ? [html`<dt>${words[key][lang]}</dt>`, html`<dd class=${key === "formula" ? "mono" : null}>${receipt[key]}</dd>`]
      : [],
  );
  return html`<div id="receipt" role="dialog" aria-labelledby="receipt-name">
    <h3 id="receipt-name">${receipt.name}</h3>
    <dl>
      ${rows}
      <dt>${words.run[lang]}</dt>
      <dd>${format.date(run.asOf)} · <span class="mono">${run.runId.slice(0, 12)}</span></dd>
    </dl>
    <button type="button" class="act">${words.close[lang]}</button>
  </div>`;
}

function place(box: HTMLElement, anchor: Element): void {
  const { left, top, bottom } = anchor.getBoundingClientRect();
  const x = Math.max(16, Math.min(window.innerWidth - box.offsetWidth - 16, left));
  const below = bottom + 8;
  const fits = below + box.offsetHeight < window.innerHeight;
  box.style.left = `${x}px`;
  box.style.top = `${fits ? below : Math.max(8, top - box.offsetHeight - 8)}px`;
}
