import { html } from "htl";
import type { PageContext } from "../context.js";
import { cellViews, longestSql, type CellView, type NotebookCell } from "./cells.js";
import { queryProblem } from "./queryError.js";
import { quickChart } from "./quickChart.js";
import { resultTable } from "./resultTable.js";
import type { QueryResult } from "./queryResult.js";
import { notebookWords } from "./words.js";

export interface CellActions {
  /** @throws the engine's error */
  query(sql: string, say: (state: string) => void): Promise<QueryResult>;
  changed(): void;
  remove(cell: CellBox): void;
  next(cell: CellBox): void;
}

/** One cell on the page: text, controls and its last result. */
export interface CellBox {
  readonly element: HTMLElement;
  read(): NotebookCell;
  run(): Promise<void>;
  number(n: number): void;
  focus(): void;
}

export function cellView(context: PageContext, first: NotebookCell, actions: CellActions): CellBox {
  const { lang } = context;
  const words = notebookWords[lang];
  const rows = Math.min(16, Math.max(3, first.sql.split("\n").length));
  const text = html`<textarea spellcheck="false" autocapitalize="off" rows=${rows}></textarea>` as HTMLTextAreaElement;
  text.value = first.sql;
  const view = viewSelect(words, first.view);
  const out = html`<div class="out"></div>`;
  const state = html`<p class="note" role="status"></p>`;
  const [run, remove] = [button(words.run, "act main"), button(words.remove, "act")];
  const title = html`<h2></h2>`;
  const element = html`<article class="nb-cell">
    <div class="tools">${title}${run}<label class="small">${words.show} ${view}</label>${remove}</div>
    ${text}${state}${out}
  </article>`;
  let result: QueryResult | undefined;
  const draw = () => {
    if (result) out.replaceChildren(picture(context, result, view.value as CellView));
  };
  const box: CellBox = {
    element,
    read: () => ({ sql: text.value, view: view.value as CellView }),
    async run() {
      const sql = text.value;
      text.removeAttribute("aria-invalid");
      try {
        result = await actions.query(sql, (said) => (state.textContent = said));
        state.textContent = summary(context, result);
        draw();
      } catch (error) {
        result = undefined;
        state.textContent = "";
        out.replaceChildren(problemBox(context, error, sql, text));
      }
    },
    number(n) {
      title.textContent = words.cell(n);
      element.setAttribute("aria-label", words.cell(n));
      text.setAttribute("aria-label", words.sql(n));
    },
    focus: () => text.focus(),
  };
  text.addEventListener("input", () => {
    if (text.value.length > longestSql) state.textContent = words.tooLong(longestSql);
    actions.changed();
  });
  view.addEventListener("change", () => {
    draw();
    actions.changed();
  });
  run.addEventListener("click", () => void box.run());
  remove.addEventListener("click", () => actions.remove(box));
  element.addEventListener("keydown", (event) => onKey(event, box, actions));
  return box;
}

function onKey(event: KeyboardEvent, box: CellBox, actions: CellActions): void {
  const isRun = event.key === "Enter" && (event.ctrlKey || event.metaKey || event.shiftKey);
  const isRemove = event.key === "Delete" && event.altKey && event.shiftKey;
  if (!isRun && !isRemove) return;
  event.preventDefault();
  if (isRemove) return actions.remove(box);
  void box.run();
  if (event.shiftKey) actions.next(box);
}

function viewSelect(words: (typeof notebookWords)["zh" | "en"], picked: CellView): HTMLSelectElement {
  const select = html`<select>
    ${cellViews.map((view) => html`<option value=${view}>${words.views[view]}</option>`)}
  </select>` as HTMLSelectElement;
  select.value = picked;
  return select;
}

function button(label: string, kind: string): HTMLElement {
  return html`<button type="button" class=${kind}>${label}</button>`;
}

function picture(context: PageContext, result: QueryResult, view: CellView): Node {
  if (view === "table") return resultTable(context, result);
  const drawn = quickChart(context, result, view);
  return typeof drawn === "string" ? html`<p class="empty">${drawn}</p>` : drawn;
}

function summary({ lang }: PageContext, { rows, allRows, milliseconds }: QueryResult): string {
  const number = (value: number) => value.toLocaleString("en-US", { maximumFractionDigits: 0 });
  return notebookWords[lang].rows(number(rows), number(allRows), number(milliseconds));
}

/** What went wrong and where; the cursor goes to the place. */
function problemBox({ lang }: PageContext, error: unknown, sql: string, text: HTMLTextAreaElement): HTMLElement {
  const { message, place } = queryProblem(error instanceof Error ? error.message : String(error), sql);
  text.setAttribute("aria-invalid", "true");
  if (!place) return html`<p class="late" role="alert">${message}</p>`;
  if (document.activeElement === text) text.setSelectionRange(place.offset, place.offset);
  const line = sql.split("\n")[place.line - 1] ?? "";
  return html`<div role="alert">
    <p class="late">
      <b>${notebookWords[lang].place(place.line, place.column)}</b>${lang === "zh" ? "：" : ": "}${message}
    </p>
    <pre
      class="where"
    ><code>${line.slice(0, place.column - 1)}<mark>${line.slice(place.column - 1) || " "}</mark></code></pre>
  </div>`;
}
