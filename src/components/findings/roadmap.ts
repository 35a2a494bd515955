import type { PromiseData, RoadmapData } from "../../pageData.js";
import type { Playbook, Text } from "../../playbooks/types.js";
import { format } from "../format.js";

/** The page: a stop first, else the phase that is under way and its money. */
export function roadmapFinding(data: RoadmapData, playbook: Playbook): Text {
  if (data.stops.length) {
    const names = data.stops.map((gate) => gateName(playbook.gates[gate].label));
    return {
      zh: `止损：${names.map(({ zh }) => zh).join("、")} 叫停`,
      en: `Stop-loss: ${names.map(({ en }) => en).join(", ")} ${names.length === 1 ? "says" : "say"} stop`,
    };
  }
  if (data.month === null) return { zh: "项目还没有开始分派", en: "The programme has not assigned anybody yet" };
  const now = data.phases.find(({ state }) => state === "now");
  if (!now)
    return {
      zh: `第 ${data.month + 1} 个月，计划的阶段都已走完`,
      en: `Month ${data.month + 1}: every planned phase has passed`,
    };
  const plan = playbook.phases.find(({ id }) => id === now.id)!;
  const share = now.spent === null ? null : `${Math.round((100 * now.spent) / now.budget)}%`;
  return {
    zh: `第 ${data.month + 1} 个月，${plan.label.zh}期${share ? `花掉预算的 ${share}` : "进行中"}`,
    en: `Month ${data.month + 1}: ${plan.label.en}${share ? `, ${share} of its budget spent` : " under way"}`,
  };
}

/** Spent so far against what was planned by now. */
export function spendFinding(data: RoadmapData, playbook: Playbook): Text {
  const months = data.months.filter(({ month }) => data.month !== null && month <= data.month);
  if (!months.length) return { zh: "还没有花钱", en: "Nothing has been spent yet" };
  const planned = months.reduce((sum, month) => sum + month.planned, 0);
  const spent = months.reduce((sum, month) => sum + (month.spent ?? 0), 0);
  const write = (lang: "zh" | "en", value: number) => format(lang, playbook.money).largeMoney(value);
  const share = `${Math.round((100 * spent) / planned)}%`;
  return {
    zh: `干预花费 ${write("zh", spent)}，是同期计划 ${write("zh", planned)}的 ${share}`,
    en: `${write("en", spent)} spent on contacts, ${share} of the ${write("en", planned)} planned by now`,
  };
}

/** The figure that a gate is named after, without its question. */
export function gateName(label: Text): Text {
  return { zh: label.zh.split("：").at(-1)!, en: label.en.split(": ").at(-1)! };
}

/** How many risks have happened, are on the line, or are not known. */
export function riskFinding({ risks: all }: RoadmapData): Text {
  // without a line nobody can say that it happened
  const risks = all.filter(({ line }) => line !== null);
  const count = (state: string) => risks.filter((risk) => risk.state === state).length;
  const [hit, near, unknown] = [count("hit"), count("near"), count("unknown")];
  if (!hit && !near && !unknown)
    return {
      zh: `有线可量的 ${risks.length} 项风险都没有发生`,
      en: `None of the ${risks.length} risks with a line has happened`,
    };
  const zh = [hit ? `${hit} 项已经发生` : "", near ? `${near} 项跨在线上` : "", unknown ? `${unknown} 项还不知道` : ""];
  const en = [
    hit ? `${hit} happened` : "",
    near ? `${near} on the line` : "",
    unknown ? `${unknown} not known yet` : "",
  ];
  return {
    zh: `有线可量的 ${risks.length} 项风险里，${zh.filter(Boolean).join("，")}`,
    en: `Of ${risks.length} risks with a line, ${en.filter(Boolean).join(", ")}`,
  };
}

/** How often the sealed forecasts held. */
export function diaryFinding(promise: PromiseData | undefined, firstDue: Text | null): Text {
  const scored = promise?.coverage.reduce((sum, one) => sum + one.scored, 0) ?? 0;
  if (!scored)
    return firstDue
      ? {
          zh: `还没有预测到期，第一笔 ${firstDue.zh} 见分晓`,
          en: `No forecast is due yet; the first is on ${firstDue.en}`,
        }
      : { zh: "还没有立下预测", en: "No forecast has been made yet" };
  const covered = promise!.coverage.reduce((sum, one) => sum + one.covered, 0);
  return {
    zh: `${scored} 份到期的预测，${covered} 份落在 95% 区间内`,
    en: `${covered} of ${scored} forecasts due were within their 95% interval`,
  };
}
