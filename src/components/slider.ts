import { html } from "htl";

export interface SliderTick {
  readonly at: number;
  readonly label: string;
}

export interface SliderState {
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly step: number;
  /** Range that the simulation draws from; shown on the track. */
  readonly low?: number;
  readonly high?: number;
  readonly ticks: readonly SliderTick[];
}

export interface SliderOptions {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** Decimals of the number box. */
  readonly digits: number;
  /** What a screen reader says for a value. */
  readonly say: (value: number) => string;
  readonly onInput: (value: number) => void;
}

export interface Slider {
  readonly element: HTMLElement;
  /** Moves it without calling `onInput`; a field being typed in is left alone. */
  update(state: SliderState): void;
}

/** A slider and a number box under one label, with labelled ticks. */
export function slider({ id, label, unit, digits, say, onInput }: SliderOptions, first: SliderState): Slider {
  const range = html`<input type="range" id="${id}-range" aria-label=${label} />` as HTMLInputElement;
  const box = html`<input type="number" id=${id} step="any" />` as HTMLInputElement;
  const track = html`<div class="tr">${range}</div>`;
  let state = first;
  range.addEventListener("input", () => onInput(range.valueAsNumber));
  box.addEventListener("change", () => {
    const value = box.valueAsNumber;
    if (Number.isFinite(value)) onInput(Math.min(state.max, Math.max(state.min, value)));
    else update(state);
  });
  const update = (next: SliderState) => {
    state = next;
    const span = next.max - next.min || 1;
    range.min = String(next.min);
    range.max = String(next.max);
    range.step = String(next.step);
    if (document.activeElement !== range || Math.abs(range.valueAsNumber - next.value) > next.step)
      range.value = String(next.value);
    range.setAttribute("aria-valuetext", say(next.value));
    const at = (value: number) => `${Math.min(100, Math.max(0, (100 * (value - next.min)) / span))}%`;
    range.style.setProperty("--lo", at(next.low ?? next.min));
    range.style.setProperty("--hi", at(next.high ?? (next.low === undefined ? next.min : next.max)));
    box.min = String(next.min);
    box.max = String(next.max);
    box.value = next.value.toFixed(digits);
    track.replaceChildren(range, ...tickMarks(next));
  };
  update(first);
  return {
    element: html`<div class="sl">
      <label for=${id}>${label}</label><span>${box} <small>${unit}</small></span
      >${track}
    </div>`,
    update,
  };
}

/** Ticks that would run into the one before are left out; both ends always stay. */
function tickMarks({ min, max, ticks }: SliderState): HTMLElement[] {
  const span = max - min || 1;
  const shown: SliderTick[] = [];
  for (const tick of [...ticks].sort((a, b) => a.at - b.at)) {
    if (tick.at < min - 1e-9 * span || tick.at > max + 1e-9 * span) continue;
    const previous = shown.at(-1);
    const isClose =
      previous && (tick.at - previous.at) / span < 0.07 + (0.011 * (tick.label.length + previous.label.length)) / 2;
    if (!isClose) shown.push(tick);
    else if (tick.at >= max) shown[shown.length - 1] = tick;
  }
  return shown.map(({ at, label }) => {
    const share = (at - min) / span;
    const side = share < 0.02 ? "tk l" : share > 0.98 ? "tk r" : "tk";
    return html`<span class=${side} style="left:calc(.4375rem + ${share.toFixed(4)} * (100% - .875rem))"
      >${label}</span
    >`;
  });
}
