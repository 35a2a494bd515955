const drawers = new WeakMap<Element, (isPrinting: boolean) => void>();
let isListening = false;

/**
 * Draws a table anew for paper, and again for the screen after it.
 * @param view the table's element of class `rows`; once it has left the page it is let go, and what draws it too
 */
export function whenPrinted(view: Element, draw: (isPrinting: boolean) => void): void {
  drawers.set(view, draw);
  if (isListening) return;
  isListening = true;
  const drawAll = (isPrinting: boolean) => () => {
    for (const each of document.querySelectorAll(".rows")) drawers.get(each)?.(isPrinting);
  };
  addEventListener("beforeprint", drawAll(true));
  addEventListener("afterprint", drawAll(false));
}
