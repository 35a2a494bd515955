export interface TableKeys {
  /** The box that scrolls. */
  readonly view: HTMLElement;
  readonly rowHeight: number;
  /** Draws the rows in view. */
  readonly draw: () => void;
  readonly rows: () => number;
}

/**
 * Arrows: left and right between column heads, down into the rows, up and down from one row's link to the next one's.
 * Enter on a head sorts by it, as on any button; the box itself scrolls as browsers do.
 */
export function listenForKeys({ view, rowHeight, draw, rows }: TableKeys): void {
  const heads = () => [...view.querySelectorAll<HTMLElement>("thead button")];
  const goTo = (row: number): void => {
    if (row < 0) return heads()[0]?.focus();
    if (row >= rows()) return;
    const [top, room] = [row * rowHeight, view.clientHeight - 2 * rowHeight];
    if (top < view.scrollTop) view.scrollTop = top;
    else if (top > view.scrollTop + room) view.scrollTop = top - room;
    draw();
    focusRow(view, row);
  };
  view.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    const head = heads().indexOf(target);
    const row = rowOf(target);
    if (head < 0 && row === undefined) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (head >= 0 && across)
      heads()
        .at((head + across) % heads().length)
        ?.focus();
    else if (head >= 0 && step === 1) goTo(Math.ceil(view.scrollTop / rowHeight));
    else if (row !== undefined && step) goTo(row + step);
    else return;
    event.preventDefault();
  });
}

/** Row that holds the element; undefined outside the rows. */
export function rowOf(element: Element | null): number | undefined {
  const row = element?.closest<HTMLElement>("tr[data-row]")?.dataset["row"];
  return row === undefined ? undefined : Number(row);
}

/** Puts the focus on a row's link, or on the row where it has none. */
export function focusRow(view: HTMLElement, row: number): void {
  const drawn = view.querySelector<HTMLElement>(`tr[data-row="${row}"]`);
  const link = drawn?.querySelector<HTMLElement>("a, button");
  if (drawn && !link) drawn.tabIndex = -1;
  (link ?? drawn)?.focus({ preventScroll: true });
}
