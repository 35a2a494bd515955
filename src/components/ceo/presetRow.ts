import { html } from "htl";
import type { PageContext } from "../context.js";

export interface PresetEntry {
  readonly id: string;
  readonly label: string;
  readonly roi: number;
  readonly detail: string;
  readonly choose: () => void;
}

export interface PresetRow {
  readonly element: HTMLElement;
  press(id: string | undefined): void;
}

/** The readings of the plan side by side; the chosen one is pressed. */
export function presetRow({ lang, format }: PageContext, entries: readonly PresetEntry[]): PresetRow {
  const buttons = entries.map(({ label, roi, detail, choose }) => {
    const button = html`<button type="button" aria-pressed="false">
      <span class="n">${label}</span><span class="v">${format.percent(roi)}</span><span class="d">${detail}</span>
    </button>`;
    button.addEventListener("click", choose);
    return button;
  });
  return {
    element: html`<div
      class="presets"
      role="group"
      aria-label=${lang === "zh" ? "几种算法" : "Readings of the plan"}
      style="--n:${entries.length}"
    >
      ${buttons}
    </div>`,
    press: (id) => entries.forEach((entry, i) => buttons[i]!.setAttribute("aria-pressed", String(entry.id === id))),
  };
}
