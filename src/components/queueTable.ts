import { html } from "htl";
import type { QueueRow, QueueState } from "../pageData.js";
import { tierIds, type Text } from "../playbooks/types.js";
import type { PageContext } from "./context.js";
import { dataTable, type Column, type Filter } from "./dataTable.js";
import { tierMark } from "./tierMark.js";

export const queueStates: Readonly<Record<QueueState, Text>> = {
  open: { zh: "待联系", en: "to contact" },
  waiting: { zh: "超出本周产能", en: "beyond this week" },
  contacted: { zh: "已联系", en: "contacted" },
  done: { zh: "已了结", en: "done" },
  expired: { zh: "窗口已过", en: "too late" },
  holdout: { zh: "对照组", en: "holdout" },
  opted_out: { zh: "谢绝营销", en: "opted out" },
};

/** The queue as a table: rank, who, why, by when, what a week costs. */
export function queueTable(context: PageContext, queue: readonly QueueRow[]): HTMLElement {
  const { lang, say, playbook, format: f } = context;
  const zh = lang === "zh";
  const [first, last] = playbook.winback.window;
  const money = (value: number | null) => (value === null ? "–" : f.count(value));
  const columns: Column<QueueRow>[] = [
    {
      id: "name",
      label: zh ? "客户" : "Customer",
      value: ({ name }) => name,
      cell: (row) =>
        html`<a href=${`./customer.html?id=${encodeURIComponent(row.id)}`}>${row.name}</a
          >${row.isNewlyAtRisk ? html`<span class="tag">${zh ? "新进" : "new"}</span>` : null}`,
    },
    {
      id: "tier",
      label: zh ? "风险层" : "Tier",
      value: ({ tier }) => tierIds.indexOf(tier),
      download: ({ tier }) => say(playbook.tiers[tier].label),
      cell: ({ tier }) => tierMark(context, tier),
    },
    {
      id: "p",
      label: zh ? "概率" : "Prob.",
      isNumber: true,
      value: ({ p }) => p,
      cell: ({ p }) => f.probability(p),
    },
    {
      id: "day",
      label: zh ? `天数（窗口 ${first}–${last}）` : `Day (window ${first}–${last})`,
      isNumber: true,
      value: ({ days }) => days,
      cell: ({ days }) => (days === null ? "–" : zh ? `第 ${days} 天` : String(days)),
    },
    {
      id: "waiting",
      label: `${zh ? "等待代价 " : "Cost of waiting, "}${f.smallUnit}`,
      isNumber: true,
      value: (row) => row.costOfWaiting,
      cell: (row) => money(row.costOfWaiting),
    },
    {
      id: "gain",
      label: `${zh ? "本周联系可得 " : "Gain this week, "}${f.smallUnit}`,
      isNumber: true,
      isWide: true,
      value: ({ gain }) => gain,
      cell: ({ gain }) => money(gain),
    },
    {
      id: "state",
      label: zh ? "状态" : "State",
      isWide: true,
      value: ({ state }) => say(queueStates[state]),
      cell: ({ state }) => say(queueStates[state]),
    },
    {
      id: "owner",
      label: zh ? "负责人" : "Owner",
      isWide: true,
      value: ({ owner }) => owner,
      cell: ({ owner }) => owner ?? "–",
    },
    {
      id: "reasons",
      label: zh ? "信号" : "Signs",
      isWide: true,
      value: ({ reasons }) => reasons.map(say).join(zh ? "；" : "; "),
      cell: ({ reasons }) =>
        html`<span class="clip" title=${reasons.map(say).join(zh ? "；" : "; ")}
          >${reasons.map(say).join(zh ? "；" : "; ") || "–"}</span
        >`,
    },
  ];
  return dataTable({
    lang,
    caption: zh ? "本周名单" : "Queue of the week",
    rows: queue,
    columns,
    filters: filters(context, queue),
    searched: ({ id, name, owner, region }) => [id, name, owner, region].join(" "),
    fileName: `queue-${context.run.asOf}`,
  });
}

function filters({ lang, say, playbook }: PageContext, queue: readonly QueueRow[]): Filter<QueueRow>[] {
  const zh = lang === "zh";
  const states = (Object.keys(queueStates) as QueueState[]).filter((state) => queue.some((row) => row.state === state));
  const tiers = tierIds.filter((tier) => queue.some((row) => row.tier === tier));
  const distinct = (values: (string | null)[]) => [...new Set(values)].filter((value) => value !== null).sort();
  const owners = distinct(queue.map(({ owner }) => owner));
  const regions = distinct(queue.map(({ region }) => region));
  const all: Filter<QueueRow>[] = [
    {
      id: "state",
      label: zh ? "状态" : "State",
      options: states.map((state) => ({ value: state, label: say(queueStates[state]) })),
      of: ({ state }) => state,
    },
    {
      id: "tier",
      label: zh ? "风险层" : "Tier",
      options: tiers.map((tier) => ({ value: tier, label: say(playbook.tiers[tier].label) })),
      of: ({ tier }) => tier,
    },
    {
      id: "newly",
      label: zh ? "新进风险" : "Newly at risk",
      options: [{ value: "yes", label: zh ? "是" : "yes" }],
      of: ({ isNewlyAtRisk }) => (isNewlyAtRisk ? "yes" : "no"),
    },
    {
      id: "region",
      label: zh ? "地区" : "Region",
      options: regions.map((region) => ({ value: region, label: region })),
      of: ({ region }) => region,
    },
    {
      id: "owner",
      label: zh ? "负责人" : "Owner",
      options: owners.map((owner) => ({ value: owner, label: owner })),
      of: ({ owner }) => owner,
    },
  ];
  return all.filter(({ id, options }) => id === "newly" || (options.length > 1 && options.length <= 200));
}
