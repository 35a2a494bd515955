import { html } from "htl";
import type { PageContext } from "../context.js";
import { figure } from "../figure.js";
import type { Receipt } from "../receipt.js";
import { longestName, mostBeside, type NamedScenario } from "../../model/scenario/index.js";

export interface SavedEntry extends NamedScenario {
  readonly roi: number;
  readonly receipt: () => Receipt;
  readonly isOverlaid: boolean;
}

export interface SavedActions {
  save(name: string): void;
  open(entry: NamedScenario): void;
  remove(entry: NamedScenario): void;
  overlay(entry: NamedScenario, isOn: boolean): void;
}

const words = {
  title: { zh: "保存的方案", en: "Saved scenarios" },
  none: {
    zh: "还没有保存的方案；只存在这台电脑的浏览器里，并列显示的随链接走。",
    en: "None yet. They stay in this browser; a link carries those shown beside.",
  },
  name: { zh: "方案名称", en: "Name of the scenario" },
  save: { zh: "保存", en: "Save" },
  remove: { zh: "删除", en: "delete" },
  overlay: { zh: "并列显示", en: "show beside" },
};

/** Named scenarios: save, open, lay up to four beside the working copy, delete. */
export function savedList(context: PageContext, actions: SavedActions) {
  const { lang, format } = context;
  const name = html`<input
    type="text"
    id="scenario-name"
    maxlength=${longestName}
    autocomplete="off"
  />` as HTMLInputElement;
  const button = html`<button type="button" class="act">${words.save[lang]}</button>`;
  const list = html`<ul class="saved"></ul>`;
  const save = (): void => {
    const text = name.value.trim();
    if (!text) return name.focus();
    actions.save(text);
    name.value = "";
  };
  button.addEventListener("click", save);
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter") save();
  });
  const row = (entry: SavedEntry, isFull: boolean): HTMLElement => {
    const link = html`<button type="button" class="link open">${entry.name}</button>`;
    link.addEventListener("click", () => actions.open(entry));
    const joint = lang === "zh" ? "：" : ": ";
    const remove = html`<button type="button" class="link" aria-label="${words.remove[lang]}${joint}${entry.name}">
      ${words.remove[lang]}
    </button>`;
    remove.addEventListener("click", () => actions.remove(entry));
    const box = html`<input
      type="checkbox"
      checked=${entry.isOverlaid}
      disabled=${isFull && !entry.isOverlaid}
      aria-label="${words.overlay[lang]}${joint}${entry.name}"
    />` as HTMLInputElement;
    box.addEventListener("change", () => actions.overlay(entry, box.checked));
    return html`<li>
      ${box}${link}<span class="num">${figure(context, format.percent(entry.roi), entry.receipt)}</span>${remove}
    </li>`;
  };
  return {
    element: html`<section class="keep" aria-labelledby="saved-title">
      <h2 id="saved-title" class="saved">${words.title[lang]}</h2>
      <div class="keep-new"><label for="scenario-name" class="vh">${words.name[lang]}</label>${name}${button}</div>
      ${list}
    </section>`,
    focus: () => name.focus(),
    show(entries: readonly SavedEntry[]) {
      const isFull = entries.filter(({ isOverlaid }) => isOverlaid).length >= mostBeside;
      list.replaceChildren(
        ...(entries.length
          ? entries.map((entry) => row(entry, isFull))
          : [html`<li class="note">${words.none[lang]}</li>`]),
      );
    },
  };
}
