import { html } from "htl";
import type { PageContext } from "../context.js";
import { saveFile } from "../csv.js";
import type { Controller } from "./controller.js";
import { downloadWorkbook, fileName, scenarioCsv } from "./export.js";

const words = {
  save: { zh: "保存方案", en: "Save scenario" },
  print: { zh: "打印", en: "Print" },
  excel: { zh: "带公式的 Excel", en: "Excel with formulas" },
  copy: { zh: "复制链接", en: "Copy link" },
  copied: { zh: "链接已复制", en: "Link copied" },
  byHand: { zh: "浏览器不让复制，请手动复制这个链接：", en: "The browser does not let pages copy; copy this link: " },
  failed: { zh: "工作簿没有生成，请重新载入页面再试", en: "The workbook was not made; reload the page and try again" },
  undo: { zh: "撤销", en: "Undo" },
  redo: { zh: "重做", en: "Redo" },
  reset: { zh: "全部复原", en: "Reset all" },
};

/** Save, print, CSV, workbook, link. */
export function actionBar(
  context: PageContext,
  page: Controller,
  { saveFirst }: { saveFirst: () => void },
): HTMLElement {
  const { lang } = context;
  const status = html`<p class="status note" role="status"></p>`;
  const button = (label: string, act: () => void, isMain = false): HTMLElement => {
    const element = html`<button type="button" class=${isMain ? "act main" : "act"}>${label}</button>`;
    element.addEventListener("click", act);
    return element;
  };
  const excel = (): void => {
    downloadWorkbook(context, page.bench, page.now()).catch(() => (status.textContent = words.failed[lang]));
  };
  return html`<div>
    <div class="acts">
      ${button(words.save[lang], saveFirst)} ${button(words.print[lang], () => window.print())}
      ${button("CSV", () => saveFile(fileName(context, "csv"), scenarioCsv(context, page.readings, page.now())))}
      ${button(words.excel[lang], excel)} ${button(words.copy[lang], () => void copyLink(context, page, status), true)}
    </div>
    ${status}
  </div>`;
}

async function copyLink({ lang }: PageContext, page: Controller, status: HTMLElement): Promise<void> {
  const link = `${location.origin}${location.pathname}#${page.query()}`;
  try {
    await navigator.clipboard.writeText(link);
    status.textContent = words.copied[lang];
  } catch {
    // Copying needs HTTPS or localhost, and the reader's leave.
    const field = html`<input type="text" readonly value=${link} aria-label=${words.copy[lang]} />` as HTMLInputElement;
    status.replaceChildren(words.byHand[lang], field);
    field.select();
  }
}

/** Undo, redo, reset; Ctrl or Command with Z and Y too, outside of fields being typed in. */
export function historyBar({ lang }: PageContext, page: Controller, reset: () => void) {
  const button = (label: string, act: () => void): HTMLButtonElement => {
    const element = html`<button type="button" class="act">${label}</button>` as HTMLButtonElement;
    element.addEventListener("click", act);
    return element;
  };
  const [back, forward] = [button(words.undo[lang], page.undo), button(words.redo[lang], page.redo)];
  const all = button(words.reset[lang], reset);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) page.redo();
    else page.undo();
  });
  return {
    element: html`<div class="acts back" role="group" aria-label=${words.undo[lang]}>${back}${forward}${all}</div>`,
    show() {
      back.disabled = !page.canUndo();
      forward.disabled = !page.canRedo();
      all.disabled = page.isUnchanged();
    },
  };
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && (target.type === "text" || target.type === "number");
}
