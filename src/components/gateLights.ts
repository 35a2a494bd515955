import { html, svg } from "htl";
import type { GateLight } from "../pageData.js";
import type { Text } from "../playbooks/types.js";
import { chart } from "./chart.js";
import type { PageContext } from "./context.js";
import { scale, spread } from "./scale.js";
import { textWidth } from "./tierPicture.js";

const states: Readonly<
  Record<GateLight["state"], { readonly style: string; readonly text: Text; readonly shape: () => SVGElement }>
> = {
  GO: {
    style: "go",
    text: { zh: "通过 GO", en: "GO" },
    shape: () =>
      svg`<g><circle cx="8" cy="8" r="7" fill="currentColor"></circle><path d="M4.5 8.2l2.4 2.4 4.6-4.9" fill="none" stroke="var(--bg)" stroke-width="1.8"></path></g>`,
  },
  NOT_YET: {
    style: "wait",
    text: { zh: "未定 NOT YET", en: "NOT YET" },
    shape: () =>
      svg`<g><circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6"></circle><path d="M8 1.8a6.2 6.2 0 0 0 0 12.4z" fill="currentColor"></path></g>`,
  },
  BETWEEN: {
    style: "between",
    text: { zh: "介于两线之间 BETWEEN", en: "BETWEEN" },
    shape: () =>
      svg`<g fill="currentColor"><path d="M2 2h12v1.6H2zM2 12.4h12V14H2zM8 4.8 11.2 8 8 11.2 4.8 8z"></path></g>`,
  },
  STOP: {
    style: "stop",
    text: { zh: "叫停 STOP", en: "STOP" },
    shape: () =>
      svg`<g><rect x="1" y="1" width="14" height="14" fill="currentColor"></rect><path d="M4.6 4.6l6.8 6.8M11.4 4.6l-6.8 6.8" stroke="var(--bg)" stroke-width="1.8"></path></g>`,
  },
};

export interface GateView {
  readonly light: GateLight;
  /** Lines as shown, where they are scaled to a shorter follow-up. */
  readonly lines?: { readonly go: number; readonly stop: number };
  /** What is needed, or what would have to change. */
  readonly need: unknown;
}

/** One gate: state with shape, word and colour; the zones with the interval on top; and what it waits for. */
export function gateLight(context: PageContext, { light, lines, need }: GateView): HTMLElement {
  const { lang, playbook, say } = context;
  const gate = playbook.gates[light.gate];
  const state = states[light.state];
  return html`<div class="gate">
    <div class="hd">
      <h3>${say(gate.label)}</h3>
      <span class="light ${state.style}"
        ><svg viewBox="0 0 16 16" aria-hidden="true">${state.shape()}</svg>${state.text[lang]}</span
      >
    </div>
    ${gatePicture(context, light, lines ?? gate)}
    <p class="need">${need}</p>
  </div>`;
}

function gatePicture(
  { lang, format, say, playbook }: PageContext,
  { gate, interval }: GateLight,
  { go, stop }: { go: number; stop: number },
): HTMLElement {
  const write = (value: number) =>
    gate === "auc" ? format.decimal(value, 3) : format.percent(value, gate === "stay" ? 1 : 0).replace(/\.0%$/, "%");
  const line = (value: number) => (gate === "auc" ? format.decimal(value, 2) : write(value));
  const [goWord, stopWord] = lang === "zh" ? ["进", "止"] : ["go", "stop"];
  const around = (go - stop) * (gate === "roi" ? 0.35 : 1);
  const low = Math.min(stop - around, (interval?.low ?? stop) - around * 0.3);
  const high = Math.max(go + around, (interval?.high ?? go) + around * 0.3);
  const label = say(playbook.gates[gate].label);
  return chart(
    {
      lang,
      label: `${label}${lang === "zh" ? "：" : ": "}${interval ? `${write(interval.value)} (${write(interval.low)}–${write(interval.high)}), ` : ""}${stopWord} ${line(stop)}, ${goWord} ${line(go)}`,
      table: {
        head: lang === "zh" ? ["", "值"] : ["", "Value"],
        rows: [
          ...(interval
            ? [
                [lang === "zh" ? "区间下限" : "low", write(interval.low)],
                [lang === "zh" ? "估计" : "estimate", write(interval.value)],
                [lang === "zh" ? "区间上限" : "high", write(interval.high)],
              ]
            : []),
          [lang === "zh" ? "止线" : "stop line", line(stop)],
          [lang === "zh" ? "推进线" : "go line", line(go)],
        ],
      },
      draw: (width) => {
        const x = scale([low, high], [0, width]);
        const texts = interval ? [write(interval.low), write(interval.value), write(interval.high)] : [];
        const gap = Math.max(0, ...texts.map((text) => textWidth(text, 7.4))) + 8;
        const places = interval
          ? spread(
              [interval.low, interval.value, interval.high].map((value, i) => x(value) + i * 1e-3),
              gap,
              gap / 2,
              width - gap / 2,
            )
          : [];
        const [stopX, goX] = spread([x(stop), x(go)], 64, 24, width - 28) as [number, number];
        return {
          height: 58,
          marks: svg`<g>
          <rect class="z-stop" x="0" y="22" width=${x(stop)} height="16"></rect>
          <rect class="z-mid" x=${x(stop)} y="22" width=${x(go) - x(stop)} height="16"></rect>
          <rect class="z-go" x=${x(go)} y="22" width=${width - x(go)} height="16"></rect>
          <text class="n m" x=${stopX} y="53">${stopWord} ${line(stop)}</text>
          <text class="n m" x=${goX} y="53">${goWord} ${line(go)}</text>
          ${
            interval
              ? svg`<g>
            <path class="lineA" d="M${x(interval.low)},30H${x(interval.high)}M${x(interval.low)},25V35M${x(interval.high)},25V35"></path>
            <circle class="dotF" cx=${x(interval.value)} cy="30" r="5"></circle>
            ${texts.map((text, i) => svg`<text class=${i === 1 ? "k m" : "n m"} x=${places[i]} y="14">${text}</text>`)}
          </g>`
              : svg`<text class="nb2 m" x=${width / 2} y="14">${lang === "zh" ? "还没有数据" : "no data yet"}</text>`
          }
        </g>`,
        };
      },
    },
    { width: 352 },
  ).element;
}
