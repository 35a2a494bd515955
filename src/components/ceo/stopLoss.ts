import { html } from "htl";
import type { GateLight } from "../../pageData.js";
import type { PageContext } from "../context.js";
import { gateName } from "../findings/roadmap.js";

/** A gate that says STOP, in plain sight: what it saw and what the plan says to do. Hidden while none does. */
export function stopLoss({ lang, say, playbook, format: f }: PageContext, gates: readonly GateLight[]): HTMLElement {
  const zh = lang === "zh";
  const stops = gates.filter(({ state }) => state === "STOP");
  if (!stops.length) return html`<div hidden></div>`;
  const answers = { auc: "model_misses", stay: "strategy_misses", roi: undefined } as const;
  const lines = stops.map(({ gate, interval, stay }) => {
    const stop = stay?.lines.stop ?? playbook.gates[gate].stop;
    const write = (value: number) => (gate === "auc" ? f.decimal(value, 3) : f.percent(value, gate === "stay" ? 1 : 0));
    const range = interval ? f.range(write(interval.low), write(interval.high)) : "–";
    const risk = playbook.risks.find(({ id }) => id === answers[gate])?.stop;
    const answer = risk ? say(risk) : zh ? "未用的预算不再拨付" : "release no further budget";
    return zh
      ? html`<p>
          <b>止损</b> ${say(gateName(playbook.gates[gate].label))}：整个区间 ${range} 在止线 ${write(stop)}
          以下。${answer}。
        </p>`
      : html`<p>
          <b>Stop-loss</b> ${say(gateName(playbook.gates[gate].label))}: the whole interval, ${range}, is below the stop
          line of ${write(stop)}. The plan says: ${answer}.
        </p>`;
  });
  return html`<div class="warn" role="alert">${lines}</div>`;
}
