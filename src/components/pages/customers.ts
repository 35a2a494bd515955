import { html } from "htl";
import { unpackCustomers } from "../../packedColumns.js";
import type { CustomersData } from "../../pageData.js";
import { tierIds, type Lang } from "../../playbooks/types.js";
import { pageContext, type PageContext } from "../context.js";
import { dataTable, type Column, type Filter } from "../dataTable.js";
import { customersFinding } from "../findings/customers.js";
import { dataDate, dataNotices } from "../runLine.js";
import { tierMark } from "../tierMark.js";

export { readData } from "../sealed/readData.js";

type Columns = NonNullable<CustomersData["columns"]>;
/** One row, as an index into the columns: nothing is copied. */
type Index = number;

/** The list of all customers; team builds only, executive builds say why it is empty. */
export function customersPage(stored: CustomersData, lang: Lang) {
  const data = unpackCustomers(stored);
  const context = pageContext(data.run, lang);
  return {
    notices: dataNotices(context),
    date: dataDate(context),
    playbook: html`<b>${context.say(context.playbook.name)}</b>`,
    finding: customersFinding(data, context.playbook)[lang],
    table: data.columns ? customerTable(context, data.columns, data.rows) : onlyForTeams(lang),
  };
}

/** What an executive build shows in place of customers. */
export function onlyForTeams(lang: Lang): HTMLElement {
  return lang === "zh"
    ? html`<p class="empty">
        管理层版本只含汇总，不含任何客户。团队版本用 <span class="mono">npm run weekly -- --audience team</span> 生成。
      </p>`
    : html`<p class="empty">
        An executive build holds aggregates only, no customer. A team build is made with
        <span class="mono">npm run weekly -- --audience team</span>.
      </p>`;
}

function customerTable(context: PageContext, columns: Columns, rows: number): HTMLElement {
  const { lang, say, playbook, format: f } = context;
  const zh = lang === "zh";
  const statusLabel = (id: string | null) =>
    playbook.health.statuses.find((status) => status.id === id)?.label[lang] ?? null;
  const tierText = (tier: Columns["tier"][number]) => tier && say(playbook.tiers[tier].label);
  const number = (
    id: string,
    label: string,
    values: readonly (number | null)[],
    write: (x: number) => string,
    isWide = false,
  ): Column<Index> => ({
    id,
    label,
    isNumber: true,
    isWide,
    value: (i) => values[i]!,
    cell: (i) => (values[i] === null ? "–" : write(values[i]!)),
  });
  const text = (id: string, label: string, values: readonly (string | null)[], isWide = false): Column<Index> => ({
    id,
    label,
    isWide,
    value: (i) => values[i]!,
    cell: (i) => values[i] ?? "–",
  });
  const table: Column<Index>[] = [
    {
      id: "name",
      label: zh ? "客户" : "Customer",
      value: (i) => columns.name[i]!,
      cell: (i) =>
        html`<a href=${`./customer.html?id=${encodeURIComponent(columns.id[i]!)}&s=${columns.shard[i]!}`}
          >${columns.name[i]!}</a
        >`,
    },
    { ...text("id", zh ? "编号" : "Id", columns.id, true) },
    {
      id: "tier",
      label: zh ? "风险层" : "Tier",
      value: (i) => (columns.isLost[i] ? 9 : columns.tier[i] ? tierIds.indexOf(columns.tier[i]) : null),
      download: (i) => (columns.isLost[i] ? (zh ? "已流失" : "lost") : tierText(columns.tier[i]!)),
      cell: (i) => (columns.isLost[i] ? (zh ? "已流失" : "lost") : tierMark(context, columns.tier[i]!)),
    },
    number("p", zh ? "流失概率" : "Probability", columns.p, f.probability),
    number(
      "change",
      zh ? "比上周" : "Change",
      columns.p.map((p, i) => difference(p, columns.previousP[i]!)),
      (x) => `${f.signed(f.points(x), x)} ${zh ? "点" : "pts"}`,
      true,
    ),
    number("health", zh ? "健康分" : "Health", columns.health, (x) => f.decimal(x, 1)),
    {
      id: "status",
      label: zh ? "状态" : "Status",
      isWide: true,
      value: (i) => columns.health[i]!,
      download: (i) => statusLabel(columns.status[i]!),
      cell: (i) => statusLabel(columns.status[i]!) ?? "–",
    },
    number("ltv", `${zh ? "剩余价值 " : "LTV, "}${f.smallUnit}`, columns.ltv, f.count),
    number("waiting", `${zh ? "等待代价 " : "Cost of waiting, "}${f.smallUnit}`, columns.costOfWaiting, f.count, true),
    text("region", zh ? "地区" : "Region", columns.region, true),
    text("owner", zh ? "负责人" : "Owner", columns.owner, true),
  ];
  return dataTable<Index>({
    lang,
    caption: say(playbook.customer.many),
    rows: Array.from({ length: rows }, (_, i) => i),
    columns: table,
    filters: filters(context, columns),
    searched: (i) => [columns.name[i], columns.id[i], columns.region[i], columns.owner[i]].join(" "),
    fileName: `customers-${context.run.asOf}`,
  });
}

function difference(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before;
}

function filters({ lang, playbook, say }: PageContext, columns: Columns): Filter<Index>[] {
  const zh = lang === "zh";
  const distinct = (values: readonly (string | null)[]) =>
    [...new Set(values)]
      .filter((value) => value !== null)
      .sort()
      .map((value) => ({ value, label: value }));
  const all: Filter<Index>[] = [
    {
      id: "tier",
      label: zh ? "风险层" : "Tier",
      options: tierIds.map((tier) => ({ value: tier, label: say(playbook.tiers[tier].label) })),
      of: (i) => columns.tier[i]!,
    },
    {
      id: "status",
      label: zh ? "状态" : "Status",
      options: playbook.health.statuses.map(({ id, label }) => ({ value: id, label: label[lang] })),
      of: (i) => columns.status[i]!,
    },
    {
      id: "newly",
      label: zh ? "新进风险" : "Newly at risk",
      options: [{ value: "yes", label: zh ? "是" : "yes" }],
      of: (i) => (columns.isNewlyAtRisk[i] ? "yes" : "no"),
    },
    { id: "region", label: zh ? "地区" : "Region", options: distinct(columns.region), of: (i) => columns.region[i]! },
    { id: "owner", label: zh ? "负责人" : "Owner", options: distinct(columns.owner), of: (i) => columns.owner[i]! },
  ];
  // a filter with one choice or none says nothing; one with hundreds is what the search box is for
  return all.filter(({ id, options }) => id === "newly" || (options.length > 1 && options.length <= 200));
}
