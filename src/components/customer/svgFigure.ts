import { svg } from "htl";
import { openReceipt, type Receipt } from "../receipt.js";
import type { PageContext } from "../context.js";

/**
 * A figure within a picture that opens its source on a click. Pictures are one image to a keyboard and to a screen
 * reader, which find the same sources in the table at the end of the page.
 */
export function svgFigure(context: PageContext, text: string, receipt: Receipt | undefined): SVGElement | string {
  if (!receipt) return text;
  const open = (event: Event) => openReceipt(event.currentTarget as HTMLElement, receipt, context);
  return svg`<tspan class="fg opens" onclick=${open}>${text}</tspan>`;
}
