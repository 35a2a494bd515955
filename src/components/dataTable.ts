import { html } from "htl";
import type { Lang } from "../playbooks/types.js";
import { csvText, saveFile } from "./csv.js";
import { mostExcelRows } from "./table/mostExcelRows.js";
import { rowSelection } from "./table/rowSelection.js";
import { linesSearch, type TextSearch } from "./table/textSearch.js";
import { focusRow, listenForKeys, rowOf } from "./table/tableKeys.js";
import { tableRow } from "./table/tableRow.js";
import { whenPrinted } from "./table/whenPrinted.js";

export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  readonly isNumber?: boolean;
  /** Left out on a phone. */
  readonly isWide?: boolean;
  /** What the cell shows. */
  readonly cell: (row: Row) => unknown;
  /** What sorting uses; missing sorts last either way. */
  readonly value: (row: Row) => string | number | null;
  /** What a download holds where that is not what sorting uses. */
  readonly download?: (row: Row) => string | number | null;
}

export interface Filter<Row> {
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly of: (row: Row) => string | null;
}

/** An array, typed or not. */
export type Rows<Row> = Pick<readonly Row[], number | "length"> & {
  some(isOne: (row: Row) => boolean): boolean;
};

export interface DataTableOptions<Row> {
  readonly lang: Lang;
  /** What the table holds, for screen readers. */
  readonly caption: string;
  readonly rows: Rows<Row>;
  readonly columns: readonly Column<Row>[];
  readonly filters?: readonly Filter<Row>[];
  /** Texts that the search box looks through: a row's, or a search of its own where there are very many. */
  readonly searched: ((row: Row) => string) | TextSearch;
  /** Of a download, without its extension. */
  readonly fileName: string;
  /** Columns without any value are shown too. */
  readonly keepsEmpty?: boolean;
  /** Column sorted by at first; the given order when left out. */
  readonly sortBy?: { readonly id: string; readonly isDescending: boolean };
}

const rowHeight = 36;
const shownHeight = 18 * rowHeight;
/** Some fifteen sheets; who wants more downloads them. */
const mostPrinted = 500;

const words = {
  search: { zh: "查找", en: "Search" },
  all: { zh: "全部", en: "all" },
  download: { zh: "下载 CSV", en: "Download CSV" },
  excel: { zh: "下载 Excel", en: "Download Excel" },
  tooMany: {
    zh: "。Excel 一张表最多 1,048,575 行。请下载 CSV，或先筛选",
    en: ". A sheet of Excel holds 1,048,575 rows at most. Download CSV, or filter first",
  },
  printed: {
    zh: `，打印前 ${mostPrinted} 行；下载的文件里有全部`,
    en: `, the first ${mostPrinted} printed; a download holds them all`,
  },
  none: { zh: "没有符合条件的行。", en: "No row matches." },
};

/**
 * A table that searches, sorts, filters and downloads what it shows. Only the rows in view are in the document, so that
 * 200,000 rows scroll as lightly as twenty.
 */
export function dataTable<Row>(options: DataTableOptions<Row>): HTMLElement {
  const { lang, rows, filters = [], searched } = options;
  // a column of dashes says nothing, and costs the others their room
  const columns = options.columns.filter(
    ({ value }) => options.keepsEmpty || !rows.length || rows.some((row) => value(row) !== null),
  );
  const selection = rowSelection(
    rows.length,
    typeof searched === "function" ? linesSearch(() => linesOf(rows, searched)) : searched,
  );
  const state = { query: "", sort: options.sortBy, picked: new Map<string, string>(), isPrinting: false };
  let shown: Uint32Array = new Uint32Array();

  const body = html`<tbody></tbody>`;
  const view = html`<div class="rows scroll" tabindex="0" role="region" aria-label=${options.caption}></div>`;
  const count = html`<output class="note" aria-live="polite"></output>`;
  const printed = html`<p class="note on-paper"></p>`;
  const heads = columns.map((column) => headCell(column, () => sortBy(column)));
  const table = html`<table class="data">
    <caption class="vh">
      ${options.caption}
    </caption>
    <thead>
      <tr aria-rowindex="1">
        ${heads}
      </tr>
    </thead>
    ${body}
  </table>`;
  view.append(table);

  const [csv, excel] = downloads(options, columns, () => Array.from(shown, (place) => rows[place]!));

  const draw = () => {
    const focused = rowOf(body.contains(document.activeElement) ? document.activeElement : null);
    const top = view.scrollTop;
    const [first, last] = state.isPrinting ? [0, Math.min(shown.length, mostPrinted)] : inView(top, shown.length);
    const drawn = Array.from(shown.slice(first, last), (place, i) => bodyRow(rows[place]!, columns, first + i));
    body.replaceChildren(spacer(first, columns.length), ...drawn, spacer(shown.length - last, columns.length));
    // taking the focused row away lays the empty table out, which scrolls it back to its top
    view.scrollTop = top;
    if (focused !== undefined) focusRow(view, focused);
    if (!shown.length)
      body.append(
        html`<tr>
          <td class="empty" colspan=${columns.length}>${words.none[lang]}</td>
        </tr>`,
      );
  };
  const refresh = () => {
    const picked = filters.filter(({ id }) => state.picked.get(id));
    const passes = (place: number) => picked.every(({ id, of }) => of(rows[place]!) === state.picked.get(id));
    shown = selection.find(state.query, picked.length ? passes : undefined);
    const isTooMany = shown.length > mostExcelRows;
    const text = countText(shown.length, rows.length, lang);
    count.textContent = text + (isTooMany ? words.tooMany[lang] : "");
    printed.textContent = text + (shown.length > mostPrinted ? words.printed[lang] : "");
    excel.disabled = isTooMany;
    table.setAttribute("aria-rowcount", String(shown.length + 1));
    view.scrollTop = 0;
    draw();
  };
  const sort = () => {
    const by = columns.find(({ id }) => id === state.sort?.id);
    const isDescending = Boolean(state.sort?.isDescending);
    selection.sort(by ? { value: (place) => by.value(rows[place]!), isDescending } : null);
    const direction = isDescending ? "descending" : "ascending";
    heads.forEach((head, i) => head.setAttribute("aria-sort", columns[i] === by ? direction : "none"));
    refresh();
  };
  const sortBy = ({ id, isNumber }: Column<Row>) => {
    state.sort = { id, isDescending: state.sort?.id === id ? !state.sort.isDescending : Boolean(isNumber) };
    sort();
  };
  view.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  whenPrinted(view, (isPrinting) => {
    state.isPrinting = isPrinting;
    draw();
  });
  listenForKeys({ view, rowHeight, draw, rows: () => shown.length });

  const search = html`<input
    type="search"
    aria-label=${words.search[lang]}
    placeholder=${words.search[lang]}
  />` as HTMLInputElement;
  search.addEventListener("focus", () => selection.prepare(), { once: true });
  search.addEventListener("input", () => {
    state.query = search.value;
    refresh();
  });
  const selects = filters.map((filter) =>
    filterSelect(filter, lang, (value) => {
      state.picked.set(filter.id, value);
      refresh();
    }),
  );
  sort();
  return html`<div class="table">
    <div class="tools">${search}${selects}${count}<span class="files">${csv}${excel}</span></div>
    ${printed} ${view}
  </div>`;
}

/** Places of the rows in view, and of some before and after. */
function inView(top: number, rows: number): [number, number] {
  const seen = Math.floor(top / rowHeight);
  return [Math.max(0, seen - 8), Math.min(rows, seen + Math.ceil(shownHeight / rowHeight) + 16)];
}

function linesOf<Row>(rows: Rows<Row>, textOf: (row: Row) => string): string {
  return Array.from(rows, (row) => textOf(row).replaceAll("\n", " ")).join("\n");
}

/** What is shown, as a file; Excel's writer is fetched when first asked for. */
function downloads<Row>(
  { lang, caption, fileName }: DataTableOptions<Row>,
  shownColumns: readonly Column<Row>[],
  shownRows: () => readonly Row[],
): [HTMLButtonElement, HTMLButtonElement] {
  const columns = shownColumns.map(({ label, value, download }) => ({ label, value: download ?? value }));
  const button = (label: string, save: () => void) => {
    const made = html`<button type="button" class="act">${label}</button>` as HTMLButtonElement;
    made.addEventListener("click", save);
    return made;
  };
  const excel = button(words.excel[lang], () => {
    const rows = shownRows();
    excel.disabled = true;
    void import("./table/downloadExcel.js")
      .then(({ downloadExcel }) => downloadExcel(fileName, caption, columns, rows))
      .finally(() => (excel.disabled = shownRows().length > mostExcelRows));
  });
  return [button(words.download[lang], () => saveFile(`${fileName}.csv`, csvText(columns, shownRows()))), excel];
}

function headCell<Row>(column: Column<Row>, sort: () => void): HTMLElement {
  const button = html`<button type="button">${column.label}</button>`;
  button.addEventListener("click", sort);
  return html`<th scope="col" class=${cellClass(column)} aria-sort="none">${button}</th>`;
}

function bodyRow<Row>(row: Row, columns: readonly Column<Row>[], place: number): HTMLElement {
  const line = tableRow(
    columns.map(({ cell }) => cell(row)),
    (i) => cellClass(columns[i]!),
  );
  line.dataset["row"] = String(place);
  line.setAttribute("aria-rowindex", String(place + 2));
  return line;
}

function cellClass<Row>({ isNumber, isWide }: Column<Row>): string {
  return `${isNumber ? "num" : ""} ${isWide ? "hide-s" : ""}`.trim();
}

function spacer(rows: number, width: number): HTMLElement {
  return html`<tr class="space" aria-hidden="true" style=${`height: ${rows * rowHeight}px`}>
    <td colspan=${width}></td>
  </tr>`;
}

function filterSelect<Row>(filter: Filter<Row>, lang: Lang, pick: (value: string) => void): HTMLElement {
  const select = html`<select aria-label=${filter.label}>
    <option value="">${filter.label}${lang === "zh" ? "：" : ": "}${words.all[lang]}</option>
    ${filter.options.map(({ value, label }) => html`<option value=${value}>${label}</option>`)}
  </select>` as HTMLSelectElement;
  select.addEventListener("change", () => pick(select.value));
  return select;
}

function countText(shown: number, all: number, lang: Lang): string {
  const number = (value: number) => value.toLocaleString("en-US");
  if (lang === "zh") return shown === all ? `共 ${number(all)} 行` : `${number(shown)} 行，共 ${number(all)} 行`;
  return shown === all ? `${number(all)} ${all === 1 ? "row" : "rows"}` : `${number(shown)} of ${number(all)} rows`;
}
