import { html } from "htl";
import type { FilledTable } from "../../pageData.js";
import type { PageContext } from "../context.js";
import { decodeCells, encodeCells, longestSql, mostCells, type NotebookCell } from "./cells.js";
import { cellView, type CellActions, type CellBox } from "./cellView.js";
import type { Engine } from "./engine.js";
import { examples } from "./examples.js";
import { notebookWords } from "./words.js";

export type LoadTables = () => Promise<readonly FilledTable[]>;

const empty: NotebookCell = { sql: "", view: "table" };

/** The cells of the address, which run at once, or two examples: engine and rows are large, and fetched when asked for. */
export function notebook(context: PageContext, load: LoadTables): HTMLElement {
  const { lang, say } = context;
  const words = notebookWords[lang];
  const boxes: CellBox[] = [];
  const list = html`<div class="nb-cells"></div>`;
  const engine = engineHolder(load, words.stopped);
  const { cells, dropped } = decodeCells(location.hash);

  const renumber = () => boxes.forEach((box, i) => box.number(i + 1));
  const changed = () => keepInAddress(boxes.map((box) => box.read()));
  const add = (cell: NotebookCell): CellBox => {
    const box = cellView(context, cell, actions);
    boxes.push(box);
    list.append(box.element);
    renumber();
    return box;
  };
  const addOne = (cell: NotebookCell): void => {
    if (boxes.length >= mostCells) return;
    add(cell).focus();
    changed();
  };
  const actions: CellActions = {
    changed,
    async query(sql, tell) {
      if (!engine.isStarted()) tell(words.loading);
      const started = await engine.get();
      tell(words.running);
      return engine.untilStopped(started.query(sql));
    },
    remove(box) {
      const at = boxes.indexOf(box);
      boxes.splice(at, 1);
      box.element.remove();
      renumber();
      changed();
      if (boxes.length) boxes[Math.min(at, boxes.length - 1)]!.focus();
      else adder.focus();
    },
    next(box) {
      const next = boxes[boxes.indexOf(box) + 1];
      if (next) next.focus();
      else addOne(empty);
    },
  };
  const act = (label: string, use: () => void) => {
    const made = html`<button type="button" class="act">${label}</button>`;
    made.addEventListener("click", use);
    return made;
  };
  const adder = act(words.add, () => addOne(empty));
  const starters = examples.map((example) =>
    act(say(example.title), () => {
      if (boxes.length >= mostCells) return;
      addOne(example);
      void boxes.at(-1)!.run();
    }),
  );
  const runAll = async () => {
    for (const box of boxes) if (box.read().sql.trim()) await box.run();
  };
  for (const cell of cells.length ? cells : examples.slice(0, 2)) add(cell);
  if (cells.length) {
    changed();
    void runAll();
  }
  return html`<div class="notebook">
    <div class="tools" role="group" aria-label=${words.examples}>
      <span class="small">${words.examples}</span>${starters}
    </div>
    ${cells.length ? null : html`<p class="small unasked">${words.unasked}</p>`}
    ${dropped ? html`<p class="notices">${words.dropped(dropped)}</p>` : null} ${list}
    <div class="tools">
      ${adder}${act(words.runAll, () => void runAll())}${act(words.stop, engine.stop)}<span class="note"
        >${words.keys}</span
      >
    </div>
  </div>`;
}

/** Too long a query stays on the page only. The other language shows the same cells. */
function keepInAddress(cells: readonly NotebookCell[]): void {
  const hash = `#${encodeCells(cells.filter(({ sql }) => sql.trim() && sql.length <= longestSql))}`;
  history.replaceState(history.state, "", hash);
  const link = document.getElementById("other-language") as HTMLAnchorElement | null;
  if (link) link.href = link.href.replace(/#.*$/, "") + hash;
}

/** Starts the engine when first asked for, and again after it was stopped. */
function engineHolder(load: LoadTables, stopped: string) {
  let starting: Promise<Engine> | undefined;
  let refuse = () => {};
  /** A query of an engine that was ended would wait for ever. */
  let ended: Promise<never> | undefined;
  const start = async (): Promise<Engine> => {
    ended = new Promise((_, reject) => (refuse = () => reject(new Error(stopped))));
    ended.catch(() => {});
    const loading = load();
    // met where the engine waits for it, which may be later
    loading.catch(() => {});
    const { startEngine } = await import("./engine.js");
    return startEngine(loading);
  };
  return {
    isStarted: () => starting !== undefined,
    get: () =>
      (starting ??= start().catch((error: unknown) => {
        starting = undefined;
        throw error;
      })),
    untilStopped: <T>(answer: Promise<T>): Promise<T> => Promise.race([answer, ended!]),
    stop: () => {
      void starting?.then((engine) => engine.stop());
      starting = undefined;
      refuse();
    },
  };
}
