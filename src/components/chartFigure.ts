import { html, svg } from "htl";
import type { PageContext } from "./context.js";
import { openReceipt, type Receipt } from "./receipt.js";

/** Opens the receipt of this id beside the element that asked. */
export type ReceiptOpener = (id: string, anchor: HTMLElement | SVGElement) => void;

/** A figure in the table behind a chart that opens a receipt. */
export interface ChartFigure {
  readonly text: string;
  readonly receipt: string;
}

/** @param receiptOf read when opened, so that a live figure shows its present inputs */
export function receiptOpener(context: PageContext, receiptOf: (id: string) => Receipt): ReceiptOpener {
  return (id, anchor) => openReceipt(anchor, receiptOf(id), context);
}

export interface TextPlace {
  readonly x: number;
  readonly y: number;
  /** Classes of the house style. */
  readonly kind: string;
}

/** A chart's text; with a receipt's id it is a figure that can be asked. */
export function markText({ x, y, kind }: TextPlace, text: string, receipt?: string): unknown {
  if (receipt === undefined) return svg`<text class=${kind} x=${x} y=${y}>${text}</text>`;
  return svg`<text class="${kind} fig" x=${x} y=${y} role="button" tabindex="0" aria-haspopup="dialog" data-receipt=${receipt}>${text}</text>`;
}

/** A cell of the table behind a chart. */
export function cellText(cell: string | ChartFigure): string | HTMLElement {
  if (typeof cell === "string") return cell;
  return html`<span class="fig" role="button" tabindex="0" aria-haspopup="dialog" data-receipt=${cell.receipt}
    >${cell.text}</span
  >`;
}

/** One listener for all figures of a chart, however often they are drawn again. */
export function listenForFigures(element: HTMLElement, open: ReceiptOpener): void {
  const ask = (event: Event): void => {
    const anchor = (event.target as Element).closest<HTMLElement | SVGElement>("[data-receipt]");
    if (!anchor) return;
    event.preventDefault();
    open(anchor.dataset["receipt"]!, anchor);
  };
  element.addEventListener("click", ask);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") ask(event);
  });
}
