import { html } from "htl";
import type { NotebookData, NotebookTable, NotebookTablesData } from "../../pageData.js";
import type { Lang } from "../../playbooks/types.js";
import { pageContext, type PageContext } from "../context.js";
import { notebookFinding } from "../findings/notebook.js";
import { notebook } from "../notebook/notebook.js";
import { notebookWords } from "../notebook/words.js";
import { dataDate, dataNotices } from "../runLine.js";
import { onlyForTeams } from "./customers.js";

export { readData } from "../sealed/readData.js";

/**
 * SQL over this week's tables; executive builds hold none and say so.
 * @param load reads the tables' rows, which are large: asked for with the first query
 */
export function notebookPage(data: NotebookData, lang: Lang, load: () => Promise<NotebookTablesData>) {
  const context = pageContext(data.run, lang);
  return {
    notices: dataNotices(context),
    date: dataDate(context),
    playbook: html`<b>${context.say(context.playbook.name)}</b>`,
    finding: notebookFinding(data)[lang],
    cells: data.tables ? notebook(context, async () => (await load()).tables ?? []) : onlyForTeams(lang),
    tables: data.tables ? tableList(context, data.tables) : html`<div hidden></div>`,
  };
}

function tableList({ lang, say, format: f }: PageContext, tables: readonly NotebookTable[]): HTMLElement {
  const words = notebookWords[lang];
  return html`<section class="gap" aria-labelledby="nb-tables">
    <h2 id="nb-tables">${words.tables}</h2>
    ${tables.map(
      ({ name, about, rows, columns }) =>
        html`<details class="nb-table">
          <summary>
            <b class="mono">${name}</b>
            <span class="small"
              >${say(about)}${lang === "zh" ? "；" : "; "}${f.count(rows)} ${lang === "zh" ? "行" : "rows"}</span
            >
          </summary>
          <ul>
            ${columns.map(({ name: column, type }) => html`<li><span class="mono">${column}</span> <span class="note">${words.types[type]}</span></li>`)}
          </ul>
        </details>`,
    )}
  </section>`;
}
