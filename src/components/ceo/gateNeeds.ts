import { goalSeek } from "../../model/roi/index.js";
import type { CeoData, GateLight } from "../../pageData.js";
import type { PageContext } from "../context.js";
import type { Scenario } from "./scenario.js";

/** What each gate says in words: NOT YET names what is missing, BETWEEN what would have to change, since waiting will not. */
export function gateNeed(context: PageContext, light: GateLight, data: CeoData, scenario: Scenario): string {
  if (light.gate === "auc") return aucNeed(context, light, data);
  return light.gate === "stay" ? stayNeed(context, light) : roiNeed(context, light.state, scenario);
}

function aucNeed(context: PageContext, { state, interval, needs }: GateLight, { run }: CeoData): string {
  const { lang, format, playbook, say } = context;
  const zh = lang === "zh";
  const stop = playbook.risks.find(({ id }) => id === "model_misses")?.stop;
  if (!interval)
    return run.model.note
      ? say(run.model.note)
      : zh
        ? "还没有可以检验的结果。"
        : "No outcomes to test the model on yet.";
  const evaluation = run.model.evaluation;
  const rows = evaluation
    ? zh
      ? `检验 ${format.count(evaluation.rows)} 行、流失 ${format.count(evaluation.events)} 行。`
      : ` Tested on ${format.count(evaluation.rows)} rows with ${format.count(evaluation.events)} losses.`
    : "";
  const range = `${format.decimal(interval.low, 3)}–${format.decimal(interval.high, 3)}`;
  const said = {
    GO: { zh: `95% 区间 ${range}，整段在推进线上。`, en: `The whole 95% interval, ${range}, is above the go line.` },
    NOT_YET: {
      zh: `95% 区间 ${range} 跨线${more(context, needs)}。`,
      en: `The 95% interval, ${range}, crosses a line${more(context, needs)}.`,
    },
    BETWEEN: {
      zh: `95% 区间 ${range} 整段在两线之间：再等无用，先补数据与特征。`,
      en: `The whole 95% interval, ${range}, lies between the lines: waiting will not help, better data and features may.`,
    },
    STOP: {
      zh: `95% 区间 ${range}，整段在止线下：${stop ? say(stop) : "停"}。`,
      en: `The whole 95% interval, ${range}, is below the stop line: ${stop ? say(stop) : "stop"}.`,
    },
  }[state];
  return said[lang] + rows;
}

function stayNeed(context: PageContext, light: GateLight): string {
  const { lang, format, run, playbook, say } = context;
  const { state, interval, needs } = light;
  const zh = lang === "zh";
  if (!interval) {
    const holdout = format.percent(playbook.holdoutShare);
    const time = needs.weeks
      ? { zh: `约 ${needs.weeks} 周后可定`, en: `about ${needs.weeks} ${needs.weeks === 1 ? "week" : "weeks"} to go` }
      : { zh: `一个预测期是 ${run.horizonDays} 天`, en: `one horizon is ${run.horizonDays} days` };
    return zh
      ? `还没有处理满期的客户，不知道留不留得住。先处理、留 ${holdout} 对照组，每周看一次；${time.zh}。`
      : `Nobody has been treated for long enough, so it is not known whether they stay. Treat, keep a holdout of ${holdout}, look weekly; ${time.en}.`;
  }
  const range = format.range(format.percent(interval.low, 1), format.percent(interval.high, 1));
  const answer = playbook.risks.find(({ id }) => id === "strategy_misses")?.stop;
  const stop = answer ? say(answer) : zh ? "停" : "stop";
  const said = {
    GO: {
      zh: `随时有效区间 ${range}，整段在推进线上。`,
      en: `The always-valid interval, ${range}, is above the go line.`,
    },
    NOT_YET: {
      zh: `随时有效区间 ${range}${more(context, needs)}。`,
      en: `Always-valid interval ${range}${more(context, needs)}.`,
    },
    BETWEEN: {
      zh: `区间 ${range} 整段在两线之间：换办法，不是再等。`,
      en: `The whole interval, ${range}, lies between the lines: change the treatment, do not wait.`,
    },
    STOP: {
      zh: `区间 ${range}，整段在止线下：${stop}。`,
      en: `The whole interval, ${range}, is below the stop line: ${stop}.`,
    },
  }[state][lang];
  return stayEvidence(context, light) + said;
}

/** What the stay gate rests on: outcomes, the lines at their length of follow-up, and the uplift over the holdout. */
function stayEvidence({ lang, format, playbook }: PageContext, { stay }: GateLight): string {
  if (!stay) return "";
  const zh = lang === "zh";
  const { go } = playbook.gates.stay;
  const isScaled = Math.abs(stay.lines.go - go) > 0.0005;
  const line = [format.percent(go), format.percent(stay.lines.go, 1)];
  const scaled = !isScaled
    ? ""
    : zh
      ? `${line[0]} 的线按 ${stay.followUpDays} 天折为 ${line[1]}。`
      : `The ${line[0]} line is ${line[1]} over ${stay.followUpDays} days. `;
  const outcomes = zh
    ? `满期 ${format.heads(stay.outcomes)} 例，对照组 ${format.heads(stay.heldOut)} 例`
    : `${format.heads(stay.outcomes)} outcomes, ${format.heads(stay.heldOut)} held out`;
  if (!stay.uplift) return `${scaled}${outcomes}${zh ? "。" : ". "}`;
  const { value, low, high } = stay.uplift;
  const range = format.range(format.points(low), format.points(high));
  const hasZero = low <= 0 && high >= 0;
  const uplift = zh
    ? `；比对照组多留 ${format.points(value)} 点（${range}${hasZero ? "，含零，还不能说有效" : ""}）。`
    : `; ${format.points(value)} points over the holdout (${range}${hasZero ? ", which includes 0: no effect can be claimed" : ""}). `;
  return scaled + outcomes + uplift;
}

function roiNeed(
  { lang, format, playbook }: PageContext,
  state: GateLight["state"],
  { roi, model, overrides, isValueAssumed }: Scenario,
): string {
  const zh = lang === "zh";
  if (isValueAssumed)
    return zh
      ? "数据里没有剩余价值，不拿别人的价值下结论：请补上 remaining_ltv，或拖动剩余价值试算。"
      : "The data give no remaining value, and no verdict rests on somebody else's: supply remaining_ltv, or move its slider.";
  const { go } = playbook.gates.roi;
  const range = format.range(format.percent(roi.p2_5 ?? NaN), format.percent(roi.p97_5 ?? NaN));
  if (state === "GO")
    return zh ? `p2.5–p97.5 为 ${range}，整段在推进线上。` : `p2.5–p97.5 is ${range}, wholly above the go line.`;
  const ltv = goalSeek(model, { change: "ltv", result: "roi", target: go }, overrides);
  const way =
    ltv === undefined
      ? zh
        ? `单靠剩余价值到不了 ${format.percent(go)}。`
        : `LTV alone cannot bring it to ${format.percent(go)}.`
      : zh
        ? `单靠一项过线，剩余价值须到 ${format.money(ltv)}。`
        : `To reach ${format.percent(go)} by LTV alone it would have to be ${format.money(ltv)}.`;
  return (
    {
      NOT_YET: {
        zh: `p2.5–p97.5 为 ${range}，跨线：先量准各层的增量。`,
        en: `p2.5–p97.5 is ${range} and crosses a line: measure each tier's uplift first. `,
      },
      BETWEEN: {
        zh: `p2.5–p97.5 为 ${range}，整段在两线之间：不叫停，也不扩大，等不来结论。`,
        en: `p2.5–p97.5 is ${range}, between the lines: no stop, no expansion, and waiting decides nothing. `,
      },
      STOP: {
        zh: `p2.5–p97.5 为 ${range}，整段在止线下：停。`,
        en: `p2.5–p97.5 is ${range}, below the stop line: stop. `,
      },
    }[state][lang] + way
  );
}

function more({ lang, format }: PageContext, { outcomes, weeks }: GateLight["needs"]): string {
  const zh = lang === "zh";
  if (outcomes === null) return zh ? "，还差多少暂时估不出" : "; how much is missing cannot be said yet";
  const time = weeks === null ? "" : zh ? `，约 ${weeks} 周` : `, about ${weeks} ${weeks === 1 ? "week" : "weeks"}`;
  return zh ? `，还需 ${format.count(outcomes)} 例${time}` : `; ${format.count(outcomes)} more outcomes needed${time}`;
}
