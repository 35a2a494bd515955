import type { ModelData } from "../../pageData.js";
import type { Text } from "../../playbooks/types.js";

const three = (value: number): string => value.toFixed(3);
const percent = (value: number): string => `${Math.round(value * 100)}%`;

/** The page's heading: what the AUC gate says of the score. */
export function modelFinding({ run, gate }: Pick<ModelData, "run" | "gate">): Text {
  const { evaluation, note } = run.model;
  if (!evaluation) return note ?? { zh: "模型还没有可检验的结果", en: "There is no tested model yet" };
  const auc = three(evaluation.auc.value);
  const said: Record<string, Text> = {
    GO: { zh: "整段区间都过推进线", en: "the whole interval lies above the go line" },
    STOP: { zh: "整段区间都在止线以下", en: "the whole interval lies below the stop line" },
    BETWEEN: { zh: "区间落在两线之间", en: "the interval lies between the two lines" },
    NOT_YET: { zh: "结果还不够多，判断不了", en: "too few outcomes to decide" },
  };
  const state = said[gate?.state ?? "NOT_YET"]!;
  return { zh: `模型的 AUC 是 ${auc}，${state.zh}`, en: `The model reaches an AUC of ${auc}: ${state.en}` };
}

const kinds: Record<string, Text> = {
  additive: { zh: "加性模型", en: "the additive model" },
  trees: { zh: "提升树", en: "boosted trees" },
  logistic: { zh: "逻辑回归", en: "logistic regression" },
};

export function modelName(kind: string): Text {
  return kinds[kind] ?? { zh: kind, en: kind };
}

/** Who scores, and whether another model is better beyond chance. */
export function challengersFinding({ run }: Pick<ModelData, "run">): Text {
  const { kind, challengers = [] } = run.model;
  if (!challengers.length) return { zh: "没有检验，无从比较", en: "Without a test there is nothing to compare" };
  const name = modelName(kind);
  if (kind !== "additive")
    return {
      zh: `${name.zh}好过加性模型，差距不是偶然，由它评分`,
      en: `${capital(name.en)} scores: better than the additive model beyond chance`,
    };
  const better = challengers.filter(({ kind: other, difference }) => other !== "additive" && difference.value < 0);
  return better.length
    ? {
        zh: "加性模型评分：没有哪个模型的优势超出偶然",
        en: "The additive model scores: no other is better beyond chance",
      }
    : { zh: "加性模型评分：对数损失最低", en: "The additive model scores: its log loss is the lowest" };
}

/** Whether p means what it says: the slope, and the calibration error against its noise. */
export function calibrationFinding({ run, report }: Pick<ModelData, "run" | "report">): Text {
  const slope = run.model.evaluation?.calibration.slope;
  const error = report?.calibrationError;
  if (typeof slope !== "number" || !error) return { zh: "校准无法计算", en: "Calibration cannot be computed" };
  const isWithin = error.ece <= error.noiseHigh;
  const [ece, high] = [`${(error.ece * 100).toFixed(1)}`, `${(error.noiseHigh * 100).toFixed(1)}`];
  return isWithin
    ? {
        zh: `概率可以照字面读：平均偏差 ${ece} 个百分点，在偶然范围之内`,
        en: `Probabilities mean what they say: off by ${ece} points on average, which is within chance`,
      }
    : {
        zh: `概率有偏差：平均 ${ece} 个百分点，偶然最多 ${high}`,
        en: `Probabilities are off: ${ece} points on average, where chance gives at most ${high}`,
      };
}

/** What the riskiest tenth holds. */
export function liftFinding({ report }: Pick<ModelData, "report">): Text {
  const tenth = report?.gains.find(({ share }) => Math.abs(share - 0.1) < 1e-9);
  if (!tenth) return { zh: "没有人流失，无从计算提升", en: "Nobody left: there is no lift" };
  return {
    zh: `风险最高的一成里有 ${percent(tenth.gain)} 的流失者，是随机联系的 ${tenth.lift.toFixed(1)} 倍`,
    en: `The riskiest tenth holds ${percent(tenth.gain)} of those who left, ${tenth.lift.toFixed(1)} times a random tenth`,
  };
}

export function profitFinding({ report }: Pick<ModelData, "report">, money: (value: number) => Text): Text {
  const best = report?.profit?.best;
  if (!best) return { zh: "没有剩余价值，算不出利润", en: "Without a remaining value there is no profit to count" };
  if (best.share === 0) return { zh: "按现有费用，联系谁都不划算", en: "At these costs contacting nobody pays best" };
  const each = money(best.profit);
  return {
    zh: `联系风险最高的 ${percent(best.share)} 最划算，摊到每位客户 ${each.zh}`,
    en: `Contacting the riskiest ${percent(best.share)} pays best: ${each.en} for each customer of the base`,
  };
}

/** The segment where the ranking is worst beyond chance, if there is one. */
export function segmentsFinding({ run, report }: Pick<ModelData, "run" | "report">): Text {
  const overall = run.model.evaluation?.auc.value;
  const segments = report?.segments ?? [];
  if (!segments.length || overall === undefined)
    return { zh: "没有可分的客户群", en: "There are no segments to tell apart" };
  const worse = segments.filter(({ auc }) => auc && auc.high < overall).sort((a, b) => a.auc!.value - b.auc!.value)[0];
  const all = segments.length;
  if (!worse)
    return {
      zh: `${all} 个客户群里，没有哪个明显排得更差`,
      en: `In none of ${all} segments is the ranking worse beyond chance`,
    };
  const level = worse.level ?? "–";
  return {
    zh: `“${level}”排得最差：AUC ${three(worse.auc!.value)}`,
    en: `${level} is ranked worst: AUC ${three(worse.auc!.value)}`,
  };
}

export function weeksFinding({ weeks }: Pick<ModelData, "weeks">): Text {
  const known = weeks?.weeks.flatMap(({ auc }) => (auc ? [auc.value] : [])) ?? [];
  if (known.length < 2) return { zh: "已知结果的周还不够多", en: "Too few weeks with known outcomes yet" };
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return {
    zh: `停止学习之后的 ${known.length} 周里，AUC 在 ${three(low)} 到 ${three(high)} 之间`,
    en: `Over ${known.length} weeks after it stopped learning the AUC stayed between ${three(low)} and ${three(high)}`,
  };
}

export function earlyFinding({ run, early }: Pick<ModelData, "run" | "early">): Text {
  if (!early && run.horizonDays <= 30)
    return {
      zh: `期限只有 ${run.horizonDays} 天，本身就是预警`,
      en: `With a horizon of ${run.horizonDays} days the score itself is the early warning`,
    };
  if (!early) return { zh: "预警评分还没有足够的结果", en: "The early-warning score has too few outcomes yet" };
  const yearly = run.model.evaluation?.auc.value;
  const own = three(early.auc.value);
  return {
    zh: `${early.horizonDays} 天预警的 AUC 是 ${own}${yearly === undefined ? "" : `，${run.horizonDays} 天的是 ${three(yearly)}`}`,
    en: `The ${early.horizonDays}-day warning reaches ${own}${yearly === undefined ? "" : `, the ${run.horizonDays}-day score ${three(yearly)}`}`,
  };
}

export function shapesFinding({ report }: Pick<ModelData, "report">, name: (feature: string) => Text): Text {
  const [first, second] = report?.importance ?? [];
  if (!first || !second) return { zh: "每项特征怎样影响流失", en: "How each feature moves the risk" };
  const [a, b] = [name(first.feature), name(second.feature)];
  return { zh: `分量最重的是${a.zh}和${b.zh}`, en: `${a.en} and ${lower(b.en)} weigh most` };
}

export function driftFinding({ drift }: Pick<ModelData, "drift">, name: (feature: string) => Text): Text {
  if (!drift) return { zh: "漂移还没有测量", en: "Drift has not been measured yet" };
  const worst = [...drift].sort((a, b) => b.psi - a.psi)[0];
  if (!worst || worst.psi < 0.1)
    return { zh: "各项特征与训练时相比都稳定", en: "Every feature is as stable as in training" };
  const label = name(worst.feature);
  return {
    zh: `${label.zh}变动最大：PSI ${worst.psi.toFixed(2)}`,
    en: `${label.en} moved most: PSI ${worst.psi.toFixed(2)}`,
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const lower = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
