import { html } from "htl";
import type { CustomersData, ModelsData } from "../../pageData.js";
import type { Lang } from "../../playbooks/types.js";
import { pageContext } from "../context.js";
import { actionSection } from "../customer/action.js";
import { draftSection } from "../customer/draft.js";
import { fetchShard, findCustomer, loadCustomer, type Found, type LoadShard } from "../customer/findCustomer.js";
import { customerHead } from "../customer/head.js";
import { historySection } from "../customer/history.js";
import { section } from "../section.js";
import { sourcesTable } from "../customer/sources.js";
import { timingSection } from "../customer/timing.js";
import { customerView, type CustomerView } from "../customer/view.js";
import { whatLowersSection } from "../customer/whatLowers.js";
import { whySection } from "../customer/why.js";
import { dataDate, dataNotices } from "../runLine.js";
import { onlyForTeams } from "./customers.js";

export { readData } from "../sealed/readData.js";

export interface CustomerPage {
  readonly notices: HTMLElement | null;
  readonly head: HTMLElement;
  readonly history?: HTMLElement;
  readonly why?: HTMLElement;
  readonly lowers?: HTMLElement | null;
  readonly timing?: HTMLElement;
  readonly action?: HTMLElement;
  readonly draft?: HTMLElement | null;
  readonly sources?: HTMLElement;
}

export interface CustomerPageOptions {
  readonly search?: string;
  readonly load?: LoadShard;
  /** File of the model that scored; without it nothing is recomputed. */
  readonly models?: () => Promise<ModelsData>;
}

/** One customer, named by the page's address; a page without one says why and links back to the list. */
export async function customerPage(
  data: CustomersData,
  lang: Lang,
  { search = location.search, load = (path) => fetchShard(path, lang), models }: CustomerPageOptions = {},
): Promise<CustomerPage> {
  const context = pageContext(data.run, lang);
  const notices = dataNotices(context);
  keepCustomer(search);
  const found = findCustomer(data, search);
  if (found.kind !== "found") return { notices, head: nobody(data, found, lang) };
  try {
    const [detail, scorers] = await Promise.all([loadCustomer(data, found, load), models?.()]);
    if (!detail) return { notices, head: nobody(data, { kind: "unknown", id: found.id }, lang) };
    const view = customerView(data, detail, lang);
    document.title = `${detail.name} · Holdfast`;
    return { notices, ...sections(view), lowers: scorers ? whatLowersSection(view, scorers) : null };
  } catch (error) {
    return { notices, head: unreadable(data, found.id, error as Error, lang) };
  }
}

function sections(view: CustomerView): Omit<CustomerPage, "notices"> {
  const zh = view.lang === "zh";
  return {
    head: customerHead(view),
    history: historySection(view),
    why: whySection(view),
    timing: timingSection(view),
    action: actionSection(view),
    draft: draftSection(view),
    sources: section(view, {
      id: "sources",
      question: zh ? "凭什么" : "On what grounds",
      finding: zh ? "数字的来历" : "Where the figures come from",
      body: sourcesTable(view),
    }),
  };
}

/** The other language shows the same customer. */
function keepCustomer(search: string): void {
  const link = document.getElementById("other-language") as HTMLAnchorElement | null;
  if (link && search) link.href = link.href.replace(/[?#].*$/, "") + search;
}

type Nobody = Exclude<Found, { kind: "found" }> | { readonly kind: "unknown"; readonly id: string };

function nobody(data: CustomersData, found: Nobody, lang: Lang): HTMLElement {
  const zh = lang === "zh";
  if (found.kind === "executive")
    return plain(
      data,
      lang,
      zh ? "管理层版本里没有单个客户" : "An executive build shows no single customer",
      onlyForTeams(lang),
    );
  if (found.kind === "none")
    return plain(data, lang, zh ? "请先从名单里选一位客户" : "Choose a customer from the list first", null);
  return plain(
    data,
    lang,
    zh ? `这一周的数据里没有编号 ${found.id}` : `Nobody in this week's data has the id ${found.id}`,
    html`<p class="small">
      ${zh ? "可能打错了，可能已被剔除，也可能属于另一个方案。" : "It may be mistyped, set aside by the audit, or belong to another playbook."}
    </p>`,
  );
}

function unreadable(data: CustomersData, id: string, error: Error, lang: Lang): HTMLElement {
  const zh = lang === "zh";
  return plain(
    data,
    lang,
    zh ? `${id} 的明细读不出来` : `The details of ${id} cannot be read`,
    html`<p class="small">
      ${zh ? "网站可能刚刚换成新的一周，刷新一次再试；仍然不行就重新运行。" : "The site may just have moved to a new week: reload and try again; if it stays, run the week again."}
      <span class="mono note">${error.message}</span>
    </p>`,
  );
}

function plain(data: CustomersData, lang: Lang, heading: string, body: unknown): HTMLElement {
  const context = pageContext(data.run, lang);
  return html`<div class="page-head">
    <div class="kicker">
      <span><b>${context.say(context.playbook.name)}</b></span
      >${dataDate(context)}
    </div>
    <h1>${heading}</h1>
    ${body}
    <p><a href="./customers.html">${lang === "zh" ? "← 全部客户" : "← All customers"}</a></p>
  </div>`;
}
