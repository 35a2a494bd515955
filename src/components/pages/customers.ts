import { html } from "htl";
import { columnReader, type ColumnReader } from "../../columnReader.js";
import type { StoredColumn } from "../../packedColumns.js";
import type { CustomerListData, CustomersData } from "../../pageData.js";
import { tierIds, type Lang } from "../../playbooks/types.js";
import { pageContext, type PageContext } from "../context.js";
import { dataTable, type Column, type Filter } from "../dataTable.js";
import { places } from "../table/rowSelection.js";
import { columnsSearch, levelsSearch, linesSearch, type TextSearch } from "../table/textSearch.js";
import { customersFinding } from "../findings/customers.js";
import { nextFrame } from "../inSlices.js";
import { dataDate, dataNotices } from "../runLine.js";
import { tierMark } from "../tierMark.js";

export { readData } from "../sealed/readData.js";

type Stored = NonNullable<CustomerListData["columns"]>;
type Columns = { readonly [Name in keyof Stored]: ColumnReader<Stored[Name][number]> };
/** One row, as an index into the columns: nothing is copied. */
type Index = number;

/**
 * The list of all customers; team builds only, executive builds say why it is empty.
 * @param load reads the list, which is large: asked for once the heading stands
 */
export function customersPage(data: CustomersData, lang: Lang, load: () => Promise<CustomerListData>) {
  const context = pageContext(data.run, lang);
  return {
    notices: dataNotices(context),
    date: dataDate(context),
    playbook: html`<b>${context.say(context.playbook.name)}</b>`,
    finding: customersFinding(data, context.playbook)[lang],
    table: data.run.audience === "executive" ? onlyForTeams(lang) : listTable(context, data.rows, load),
  };
}

async function listTable(context: PageContext, rows: number, load: () => Promise<CustomerListData>) {
  await nextFrame();
  const { columns } = await load();
  return columns ? customerTable(context, readers(columns), rows) : onlyForTeams(context.lang);
}

function readers(columns: Stored): Columns {
  const named = Object.entries(columns as Record<string, StoredColumn>);
  return Object.fromEntries(named.map(([name, column]) => [name, columnReader(column)])) as unknown as Columns;
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
  const tierText = (tier: Stored["tier"][number]) => tier && say(playbook.tiers[tier].label);
  const number = (
    id: string,
    label: string,
    { at }: Pick<ColumnReader<number | null>, "at">,
    write: (x: number) => string,
    isWide = false,
  ): Column<Index> => ({
    id,
    label,
    isNumber: true,
    isWide,
    value: at,
    cell: (i) => {
      const value = at(i);
      return value === null ? "–" : write(value);
    },
  });
  const text = (id: string, label: string, { at }: ColumnReader<string | null>, isWide = false): Column<Index> => ({
    id,
    label,
    isWide,
    value: at,
    cell: (i) => at(i) ?? "–",
  });
  const table: Column<Index>[] = [
    {
      id: "name",
      label: zh ? "客户" : "Customer",
      value: (i) => columns.name.at(i),
      cell: (i) => {
        const link = document.createElement("a");
        link.href = `./customer.html?id=${encodeURIComponent(columns.id.at(i))}`;
        link.textContent = columns.name.at(i);
        return link;
      },
    },
    { ...text("id", zh ? "编号" : "Id", columns.id, true) },
    {
      id: "tier",
      label: zh ? "风险层" : "Tier",
      value: (i) => {
        const tier = columns.tier.at(i);
        return columns.isLost.at(i) ? 9 : tier && tierIds.indexOf(tier);
      },
      download: (i) => (columns.isLost.at(i) ? (zh ? "已流失" : "lost") : tierText(columns.tier.at(i))),
      cell: (i) => (columns.isLost.at(i) ? (zh ? "已流失" : "lost") : tierMark(context, columns.tier.at(i))),
    },
    number("p", zh ? "流失概率" : "Probability", columns.p, f.probability),
    number(
      "change",
      zh ? "比上周" : "Change",
      { at: (i) => difference(columns.p.at(i), columns.previousP.at(i)) },
      (x) => `${f.signed(f.points(x), x)} ${zh ? "点" : "pts"}`,
      true,
    ),
    number("health", zh ? "健康分" : "Health", columns.health, (x) => f.decimal(x, 1)),
    {
      id: "status",
      label: zh ? "状态" : "Status",
      isWide: true,
      value: (i) => columns.health.at(i),
      download: (i) => statusLabel(columns.status.at(i)),
      cell: (i) => statusLabel(columns.status.at(i)) ?? "–",
    },
    number("ltv", `${zh ? "剩余价值 " : "LTV, "}${f.smallUnit}`, columns.ltv, f.count),
    number("waiting", `${zh ? "等待代价 " : "Cost of waiting, "}${f.smallUnit}`, columns.costOfWaiting, f.count, true),
    text("region", zh ? "地区" : "Region", columns.region, true),
    text("owner", zh ? "负责人" : "Owner", columns.owner, true),
  ];
  return dataTable<Index>({
    lang,
    caption: say(playbook.customer.many),
    rows: places(rows),
    columns: table,
    filters: filters(context, columns, places(rows)),
    searched: search(columns, rows),
    fileName: `customers-${context.run.asOf}`,
  });
}

/** Name, id, region and owner as one text. */
function search({ name, id, region, owner }: Columns, rows: number): TextSearch {
  const all: readonly ColumnReader<string | null>[] = [name, id, region, owner];
  const linesOf = (textOf: (row: number) => string | null) => () =>
    Array.from(places(rows), (row) => textOf(row)?.replaceAll("\n", " ")).join("\n");
  const one = ({ at, levels, codes, lines }: ColumnReader<string | null>) =>
    levels && codes ? levelsSearch(levels, codes) : linesSearch(lines === undefined ? linesOf(at) : () => lines);
  return columnsSearch(
    all.map(one),
    linesOf((row) => all.map(({ at }) => at(row)).join(" ")),
  );
}

function difference(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before;
}

function filters({ lang, playbook, say }: PageContext, columns: Columns, rows: Uint32Array): Filter<Index>[] {
  const zh = lang === "zh";
  const distinct = ({ at, levels }: ColumnReader<string | null>) =>
    [...new Set(levels ?? Array.from(rows, at))]
      .filter((value) => value !== null)
      .sort()
      .map((value) => ({ value, label: value }));
  const all: Filter<Index>[] = [
    {
      id: "tier",
      label: zh ? "风险层" : "Tier",
      options: tierIds.map((tier) => ({ value: tier, label: say(playbook.tiers[tier].label) })),
      of: (i) => columns.tier.at(i),
    },
    {
      id: "status",
      label: zh ? "状态" : "Status",
      options: playbook.health.statuses.map(({ id, label }) => ({ value: id, label: label[lang] })),
      of: (i) => columns.status.at(i),
    },
    {
      id: "newly",
      label: zh ? "新进风险" : "Newly at risk",
      options: [{ value: "yes", label: zh ? "是" : "yes" }],
      of: (i) => (columns.isNewlyAtRisk.at(i) ? "yes" : "no"),
    },
    { id: "region", label: zh ? "地区" : "Region", options: distinct(columns.region), of: (i) => columns.region.at(i) },
    { id: "owner", label: zh ? "负责人" : "Owner", options: distinct(columns.owner), of: (i) => columns.owner.at(i) },
  ];
  // a filter with one choice or none says nothing; one with hundreds is what the search box is for
  return all.filter(({ id, options }) => id === "newly" || (options.length > 1 && options.length <= 200));
}
