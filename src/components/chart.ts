import { html, svg } from "htl";
import type { Lang } from "../playbooks/types.js";
import { cellText, listenForFigures, type ChartFigure, type ReceiptOpener } from "./chartFigure.js";
import { regionTable } from "./regionTable.js";

export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | ChartFigure)[])[];
}

export interface ChartOptions {
  readonly lang: Lang;
  /** What a screen reader says, with the figures. */
  readonly label: string;
  /** Draws at a width in px; called again when the width changes. */
  readonly draw: (width: number) => { readonly height: number; readonly marks: unknown };
  readonly table: ChartTable;
  /** For a chart whose figures open receipts. */
  readonly openReceipt?: ReceiptOpener;
}

export interface Chart {
  readonly element: HTMLElement;
  /** Draws other data in the same place. */
  update(options: ChartOptions): void;
}

const words = { table: { zh: "数据表", en: "Table" } };

/** Width on paper: a page is laid out there as on a screen 1280 px wide, then made smaller. */
const firstWidth = 480;

/** A picture with a description and a table behind it, drawn for the width it has, not shrunk to it. */
export function chart(first: ChartOptions, { width: initial = firstWidth }: { width?: number } = {}): Chart {
  let options = first;
  let width = opensAt(initial);
  const plot = html`<div class="plot"></div>`;
  const behind = html`<details class="behind"></details>` as HTMLDetailsElement;
  const draw = () => {
    const { height, marks } = options.draw(width);
    // What an image holds cannot be reached by a screen reader; figures that open receipts must be.
    const role = options.openReceipt ? "group" : "img";
    plot.replaceChildren(
      svg`<svg viewBox="0 0 ${width} ${height}" role=${role} aria-label=${options.label}>${marks}</svg>`,
    );
  };
  const fill = () =>
    behind.replaceChildren(html`<summary>${words.table[options.lang]}</summary>`, tableOf(options.table));
  draw();
  fill();
  behind.addEventListener("toggle", () => {
    if (behind.open) fill();
  });
  observeWidth(plot, initial, (next) => {
    if (Math.abs(next - width) < 1) return;
    width = next;
    draw();
  });
  const element = html`<div class="chart">${plot}${behind}</div>`;
  listenForFigures(element, (id, anchor) => options.openReceipt?.(id, anchor));
  return {
    element,
    update(next) {
      options = next;
      draw();
      // a closed table costs nothing while a slider moves; it is filled when opened
      if (behind.open) fill();
    },
  };
}

/** A phone shows one column: what is drawn at its width at once need not be drawn again. */
function opensAt(desktop: number): number {
  const isPhone = typeof matchMedia !== "undefined" && matchMedia("screen and (max-width: 60rem)").matches;
  return isPhone ? phoneColumn() : desktop;
}

let column: { readonly window: number; readonly width: number } | undefined;

/** Measured once, since to measure is to lay out. */
function phoneColumn(): number {
  if (column?.window === innerWidth) return column.width;
  const main = document.querySelector("main") ?? document.documentElement;
  column = { window: innerWidth, width: main.clientWidth - 2 * parseFloat(getComputedStyle(main).paddingLeft) };
  return column.width;
}

/** On paper the width of a desktop screen holds, whatever the window's. */
function observeWidth(element: HTMLElement, printWidth: number, use: (width: number) => void): void {
  if (typeof ResizeObserver === "undefined") return;
  let isPrinting = false;
  new ResizeObserver(([entry]) => {
    const width = Math.round(entry?.contentRect.width ?? 0);
    if (width > 0 && !isPrinting && !matchMedia("print").matches) use(width);
  }).observe(element);
  addEventListener("beforeprint", () => {
    isPrinting = true;
    use(printWidth);
  });
  addEventListener("afterprint", () => {
    isPrinting = false;
    if (element.clientWidth) use(element.clientWidth);
  });
}

function tableOf({ head, rows }: ChartTable): HTMLElement {
  return regionTable(
    head.join(", "),
    head,
    rows.map((row) => row.map(cellText)),
  );
}
