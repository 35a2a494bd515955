import { html } from "htl";
import type { PageContext } from "../context.js";

const unlimited = { zh: "不限", en: "no limit" };

/** A limit with slider and number box; its far end lifts it. The slider is a cube-root scale, so that small limits can be set. */
export function limitControl(
  { lang, format, playbook }: PageContext,
  id: string,
  label: string,
  set: (value: number | undefined) => void,
) {
  const isMoney = id === "budget";
  const factor = isMoney ? (lang === "zh" ? 1e-4 : 1e-3) : 1;
  const unit = isMoney ? (lang === "zh" ? playbook.money.large.zh.unit : "¥ thousand") : "";
  const range = html`<input type="range" min="0" max="200" step="1" aria-label=${label} />` as HTMLInputElement;
  const box = html`<input
    type="number"
    min="0"
    step="any"
    id="week-${id}"
    placeholder=${unlimited[lang]}
  />` as HTMLInputElement;
  let top = 1;
  const fromPosition = (position: number): number | undefined => {
    if (position >= 200) return undefined;
    const raw = top * (position / 200) ** 3 * factor;
    const digits = raw < 10 ? 1 : raw < 100 ? 0 : -1;
    const rounded = isMoney || raw >= 100 ? Number(raw.toFixed(Math.max(0, digits))) : Math.round(raw);
    return rounded / factor;
  };
  range.addEventListener("input", () => set(fromPosition(range.valueAsNumber)));
  box.addEventListener("change", () =>
    set(Number.isFinite(box.valueAsNumber) ? Math.max(0, box.valueAsNumber) / factor : undefined),
  );
  return {
    element: html`<div class="sl">
      <label for="week-${id}">${label}</label><span>${box} <small>${unit}</small></span>
      <div class="tr">${range}</div>
    </div>`,
    show(value: number | undefined, highest: number) {
      top = highest;
      const position = value === undefined ? 200 : Math.min(199, Math.round(200 * Math.cbrt(value / top)));
      if (document.activeElement !== range) range.value = String(position);
      const said = value === undefined ? unlimited[lang] : isMoney ? format.largeMoney(value) : format.count(value);
      range.setAttribute("aria-valuetext", said);
      if (document.activeElement !== box)
        box.value = value === undefined ? "" : String(Number((value * factor).toFixed(2)));
    },
  };
}
