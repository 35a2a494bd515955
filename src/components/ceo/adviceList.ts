import { html } from "htl";
import { figure } from "../figure.js";
import { adviceClause, adviceOf } from "../findings/advice.js";
import { gatesNow, type CeoPage } from "./page.js";
import { budgetReceipt } from "./receipts.js";
import { writerWords } from "../writerWords.js";
import { isOpening, type Scenario } from "./scenario.js";

/** The advice, the gates it rests on, and who wrote the summary: items of a description list. */
export function adviceList(page: CeoPage, now: Scenario): Node {
  const { context } = page;
  const { lang, playbook, format: f } = context;
  const zh = lang === "zh";
  const result = adviceOf(gatesNow(page, now));
  const clause = adviceClause(result, playbook.phases)[lang];
  const [first, next] = playbook.phases;
  const phase = result.advice === "release" ? next : result.advice === "stop" ? undefined : first;
  const money = phase
    ? html`<span
        >${zh ? "，" : ", "}${figure(context, f.largeMoney(phase.budget), budgetReceipt(context, phase))}</span
      >`
    : null;
  return html.fragment`<dt>${zh ? "建议" : "Advice"}</dt>
    <dd class="big">${clause.charAt(0).toUpperCase() + clause.slice(1)}${money}</dd>
    <dt>${zh ? "依据门灯" : "From the gates"}</dt>
    <dd>${basis(page, now)}</dd>
    <dt>${zh ? "本摘要" : "This summary"}</dt>
    <dd>${author(page, now)}</dd>`;
}

function author({ data, context: { lang } }: CeoPage, now: Scenario): string {
  const said = data.summary?.[lang];
  if (said?.writer === "model" && isOpening(now)) {
    const words = writerWords(said, lang);
    return lang === "zh" ? `${words}。` : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  }
  return lang === "zh" ? "按规则写成，数字由系统填入。" : "Written by rules; the system fills in the figures.";
}

function basis(page: CeoPage, now: Scenario): string {
  const { lang, playbook, say, format: f } = page.context;
  const zh = lang === "zh";
  const gates = gatesNow(page, now);
  const { advice } = adviceOf(gates);
  if (advice === "release") return zh ? "三门都过了推进线。" : "All gates are above their go lines.";
  const relevant = gates.filter(({ state }) => (advice === "stop" ? state === "STOP" : state !== "GO"));
  const names = relevant.map(({ gate }) =>
    say(playbook.gates[gate].label)
      .split(/[：:] ?/)
      .at(-1)!,
  );
  if (advice === "stop")
    return zh
      ? `低于止线的：${names.join("、")}。各期预算都不放行。`
      : `Below its stop line: ${names.join(", ")}. No phase is released.`;
  const next = playbook.phases[1];
  const waits = next
    ? zh
      ? `${next.label.zh}期 ${f.largeMoney(next.budget)}暂缓。`
      : ` ${f.largeMoney(next.budget)} for the ${next.label.en.toLowerCase()} waits.`
    : "";
  return (zh ? `没有过线的：${names.join("、")}。` : `Not yet past their lines: ${names.join(", ")}.`) + waits;
}
