import type { Count, WeekAllocation, WeekData } from "../../pageData.js";
import type { Playbook, Text } from "../../playbooks/types.js";

const number = (value: number): string => value.toLocaleString("en-US");

/** The page: who crossed the line this week, or why nobody can have. */
export function weekFinding(
  { run, newlyAtRisk, previousAsOf }: WeekData,
  { customer }: Pick<Playbook, "customer">,
): Text {
  if (!previousAsOf)
    return {
      zh: "这是第一个评分周，还谈不上新进风险",
      en: "This is the first scored week, so nobody can be newly at risk",
    };
  if (newlyAtRisk === "<5")
    return {
      zh: `本周新进风险的${customer.many.zh}少于 5 位`,
      en: `Fewer than five ${customer.many.en} are newly at risk this week`,
    };
  const share = run.customers.active ? newlyAtRisk / run.customers.active : 0;
  const percent = `${(share * 100).toFixed(share < 0.01 ? 2 : 1)}%`;
  if (!newlyAtRisk) return { zh: "本周没有人新进风险", en: "Nobody is newly at risk this week" };
  return {
    zh: `本周 ${number(newlyAtRisk)} 位${customer.many.zh}新进风险，占在册的 ${percent}`,
    en: `${number(newlyAtRisk)} ${customer.many.en} are newly at risk this week, ${percent} of the active`,
  };
}

/** The line of newly at risk: this week against the weeks before. */
export function newlyFinding({ newlyAtRisk }: Pick<WeekData, "newlyAtRisk">, before: readonly Count[]): Text {
  if (!before.length) return { zh: "还没有往周可比", en: "There are no weeks before to compare with" };
  const weeks = before.filter((count) => typeof count === "number");
  if (newlyAtRisk === "<5" || weeks.length < before.length)
    return { zh: "每周都不多，少于 5 位的不写明", en: "Few each week; counts below five are not told" };
  const typical = [...weeks].sort((a, b) => a - b)[Math.floor(weeks.length / 2)]!;
  const [low, high] = [Math.min(...weeks), Math.max(...weeks)];
  const place =
    newlyAtRisk > high
      ? { zh: "是最多的一周", en: "the most so far" }
      : newlyAtRisk < low
        ? { zh: "是最少的一周", en: "the fewest so far" }
        : { zh: "在往常范围内", en: "within the usual range" };
  return {
    zh: `往周一般 ${number(typical)} 位，本周 ${number(newlyAtRisk)} 位，${place.zh}`,
    en: `${number(newlyAtRisk)} this week against ${number(typical)} in a usual one, ${place.en}`,
  };
}

/** The queue: how many are open, and what putting them off by a week would cost. */
export function queueFinding(queue: WeekData["queue"], money: (value: number, lang: "zh" | "en") => string): Text {
  if (!queue) return { zh: "名单只在团队版本里", en: "The queue is in team builds only" };
  const open = queue.filter(({ state }) => state === "open" || state === "waiting");
  if (!open.length) return { zh: "没有待办的客户", en: "Nobody is waiting to be contacted" };
  const cost = open.reduce((sum, row) => sum + (row.costOfWaiting ?? 0), 0);
  if (open.every((row) => row.costOfWaiting === null))
    return {
      zh: `${number(open.length)} 位待联系；没有剩余价值，等待代价算不出来`,
      en: `${number(open.length)} to contact; without a remaining value the cost of waiting is not known`,
    };
  return {
    zh: `${number(open.length)} 位待联系，拖一周的代价是 ${money(cost, "zh")}`,
    en: `${number(open.length)} to contact; putting all of them off by a week costs ${money(cost, "en")}`,
  };
}

/** How much the order decides: the queue and the riskiest-first order beside what could be earned at best. */
export function allocationFinding(
  found: WeekAllocation | undefined,
  money: (value: number, lang: "zh" | "en") => string,
  hasMoney: boolean,
): Text {
  if (!hasMoney)
    return {
      zh: "没有剩余价值，算不出钱该花在谁身上",
      en: "Without remaining values nobody can say on whom money is best spent",
    };
  if (!found || !(found.upperBound > 0))
    return { zh: "本周没有值得花的钱", en: "There is nothing worth spending on this week" };
  const best = found.optimum.net;
  const lost = best - found.risk.net;
  const share = `${Math.round((100 * found.queue.net) / found.upperBound)}%`;
  return {
    zh: `名单拿到上界的 ${share}；先联系风险最高的，会少 ${money(lost, "zh")}`,
    en: `The queue earns ${share} of the bound; the riskiest first would earn ${money(lost, "en")} less`,
  };
}

/** What changed: net movement into the programme tiers, and whether the model itself was changed. */
export function changeFinding({ moves, previousAsOf, modelChanged }: WeekData): Text {
  if (!previousAsOf) return { zh: "没有上一周可比", en: "There is no week before to compare with" };
  const order = ["low", "medium", "high", "critical"];
  const count = (test: (from: number, to: number) => boolean) => {
    const found = moves.filter(
      ({ from, to }) => order.includes(from) && order.includes(to) && test(order.indexOf(from), order.indexOf(to)),
    );
    // with a cell withheld the sum is what is known at least
    const sum = found.reduce((total, { customers }) => total + leastOf(customers), 0);
    const isExact = found.every(({ customers }) => typeof customers === "number");
    return isExact
      ? { zh: number(sum), en: number(sum) }
      : { zh: `至少 ${number(sum)}`, en: `at least ${number(sum)}` };
  };
  const [up, down] = [count((from, to) => to > from), count((from, to) => to < from)];
  const model: Text = modelChanged
    ? { zh: "；模型已换新，上周已按新模型重算", en: "; the model is new, and last week was rescored with it" }
    : { zh: "", en: "" };
  return {
    zh: `${up.zh} 位风险上升一层以上，${down.zh} 位下降${model.zh}`,
    en: `${capital(up.en)} moved up by a tier or more, ${down.en} moved down${model.en}`,
  };
}

function leastOf(customers: WeekData["moves"][number]["customers"]): number {
  if (typeof customers === "number") return customers;
  return customers === "<5" ? 1 : 5;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The audit: gravest first. */
export function auditFinding({ audit, rejected }: WeekData): Text {
  const warnings = audit.filter(({ severity }) => severity !== "info").length;
  const rows = rejected.reduce((sum, table) => sum + table.rejected, 0);
  const all = rejected.reduce((sum, table) => sum + table.rows, 0);
  const set = rows
    ? { zh: `${number(all)} 行里剔除 ${number(rows)} 行`, en: `${number(rows)} of ${number(all)} rows set aside` }
    : { zh: `${number(all)} 行全部接受`, en: `all ${number(all)} rows accepted` };
  const said = warnings
    ? { zh: `${warnings} 条警告`, en: `${warnings} ${warnings === 1 ? "warning" : "warnings"}` }
    : { zh: "没有警告", en: "no warning" };
  return { zh: `${set.zh}，${said.zh}`, en: `${set.en.charAt(0).toUpperCase()}${set.en.slice(1)}, ${said.en}` };
}
