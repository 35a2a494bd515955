import type { CustomerDetail } from "../../pageData.js";
import type { Playbook, Text } from "../../playbooks/types.js";

/** A smaller change over the whole history is not called one. */
const notable = 5;

/**
 * How the customer came to this: the first and the last health score, and the component whose fall weighs most (or
 * whose rise, where the score went up).
 */
export function customerHistoryFinding(
  { history, coverage }: Pick<CustomerDetail, "history" | "coverage">,
  { health }: Pick<Playbook, "health">,
): Text {
  const scored = history.overall.flatMap((score, week) => (score === null ? [] : [{ score, week }]));
  const [first, last] = [scored[0], scored.at(-1)];
  if (!first || !last) return withoutScore(coverage, health.minCoverage);
  const score = (value: number) => String(Math.round(value));
  if (first === last)
    return {
      zh: `健康分 ${score(last.score)}，只有这一周`,
      en: `A health score of ${score(last.score)}, this week only`,
    };
  const change = last.score - first.score;
  const period = periodWords(last.week - first.week + 1);
  if (Math.abs(change) < notable)
    return {
      zh: `${period.zh}里健康分变动不到 ${notable} 分`,
      en: `The health score moved less than ${notable} points in ${period.en}`,
    };
  const isFall = change < 0;
  const cause = strongest(history.components, [first.week, last.week], health, isFall ? -1 : 1);
  return {
    zh: `${period.zh}里健康分由 ${score(first.score)} ${isFall ? "降" : "升"}到 ${score(last.score)}${cause ? `，${cause.zh}${isFall ? "拖累最多" : "帮助最大"}` : ""}`,
    en: `The health score ${isFall ? "fell" : "rose"} from ${score(first.score)} to ${score(last.score)} in ${period.en}${cause ? `; ${lowerFirst(cause.en)} ${isFall ? "cost" : "helped"} most` : ""}`,
  };
}

function withoutScore(coverage: number, least: number): Text {
  const [has, needs] = [coverage, least].map((share) => `${Math.round(share * 100)}%`);
  return {
    zh: `没有健康分：有数据的只占 ${has} 权重，至少要 ${needs}`,
    en: `No health score: data cover ${has} of its weight, ${needs} is the least`,
  };
}

function strongest(
  components: CustomerDetail["history"]["components"],
  [from, to]: readonly [number, number],
  { components: declared }: Playbook["health"],
  sign: -1 | 1,
): Text | undefined {
  const moves = declared.flatMap(({ id, label, weight }) => {
    const [before, after] = [components[id]?.[from] ?? null, components[id]?.[to] ?? null];
    return before === null || after === null ? [] : [{ label, move: sign * weight * (after - before) }];
  });
  const top = moves.sort((a, b) => b.move - a.move)[0];
  return top && top.move > 0 ? top.label : undefined;
}

/** A number of weekly scores as a stretch of time. */
export function periodWords(weeks: number): Text {
  if (weeks >= 24 && weeks <= 28) return { zh: "半年", en: "half a year" };
  if (weeks >= 50 && weeks <= 54) return { zh: "一年", en: "a year" };
  return { zh: `${weeks} 周`, en: `${weeks} weeks` };
}

/** A label within a sentence; abbreviations keep their capitals. */
export function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}
