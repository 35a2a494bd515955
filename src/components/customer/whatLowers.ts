import { html } from "htl";
import type { ChurnModel } from "../../model/churn/anyModel.js";
import { changed, probabilityAfter } from "../../model/churn/whatLowers.js";
import { churnProbability } from "../../model/churn/anyModel.js";
import type { ModelsData } from "../../pageData.js";
import type { Lever } from "../../playbooks/types.js";
import { section } from "../section.js";
import type { CustomerView } from "./view.js";

/** p here and in the run may differ by rounding alone; a larger gap is another model. */
const tolerance = 1e-9;

/** The model that scored the customer: one for all, or its fold's. Undefined unless it says the very p that is shown. */
export function modelOf({ models }: ModelsData, { detail }: Pick<CustomerView, "detail">): ChurnModel | undefined {
  const found = models.find(({ fold }) => fold === undefined || fold === detail.fold)?.model;
  if (!found || detail.p === null) return undefined;
  return Math.abs(churnProbability(found, detail.inputs) - detail.p) <= tolerance ? found : undefined;
}

/** Levers that change something for this customer, what lowers the risk most first. */
export function leversFor(view: CustomerView, model: ChurnModel): { lever: Lever; p: number }[] {
  const { inputs } = view.detail;
  return view.playbook.levers
    .filter((lever) => Object.keys(lever.set).some((id) => changed(inputs, [lever])[id] !== inputs[id]))
    .map((lever) => ({ lever, p: probabilityAfter(model, inputs, [lever]) }))
    .sort((a, b) => a.p - b.p);
}

/** What would lower this customer's risk: ready changes, recomputed here by the model that scored it. */
export function whatLowersSection(view: CustomerView, data: ModelsData): HTMLElement | null {
  const { lang, detail, format: f } = view;
  const model = modelOf(data, view);
  if (!model || detail.isLost || detail.p === null) return null;
  const zh = lang === "zh";
  const levers = leversFor(view, model);
  const picked = new Set<Lever>();
  const after = html`<output class="k" aria-live="polite"></output>`;
  const refresh = () => {
    const p = probabilityAfter(model, detail.inputs, [...picked]);
    const change = f.signed(f.points(p - detail.p!), p - detail.p!);
    after.textContent = picked.size
      ? `${f.percent(detail.p!, 1)} → ${f.percent(p, 1)}${zh ? `（${change} 个百分点）` : ` (${change} pts)`}`
      : f.percent(detail.p!, 1);
  };
  const best = levers[0];
  const body = levers.length
    ? html`<div>
        <fieldset class="levers">
          <legend class="vh">${zh ? "可以改变的事" : "What can be changed"}</legend>
          ${levers.map(({ lever, p }) =>
            checkbox(view, lever, p, (isOn) => {
              if (isOn) picked.add(lever);
              else picked.delete(lever);
              refresh();
            }),
          )}
        </fieldset>
        <p class="small"><b>${zh ? "流失概率：" : "Churn probability: "}</b>${after}</p>
        <p class="cap">
          ${
            zh
              ? "这是模型对这样一位客户的判断，由评分用的同一个模型在浏览器里重算；相关不等于因果，干预真正带来多少，看实验的对照组。"
              : "What the model says of such a customer, recomputed in the browser by the very model that scored it. It is no effect: what contact really adds is measured against the holdout."
          }
        </p>
      </div>`
    : html`<p class="empty">
        ${zh ? "能改变的几项都已经是最好的样子。" : "Everything that can be changed is as good as it gets."}
      </p>`;
  refresh();
  return section(view, {
    id: "lowers",
    question: zh ? "什么能让风险降下来" : "What would lower the risk",
    finding: finding(view, best && best.p < detail.p ? best : undefined),
    body,
  });
}

function finding({ lang, detail, format: f }: CustomerView, best: { lever: Lever; p: number } | undefined): string {
  const zh = lang === "zh";
  if (!best) return zh ? "能改变的几项都不会让概率下降" : "Nothing that can be changed lowers the probability";
  const [from, to] = [f.probability(detail.p!), f.probability(best.p)];
  const label = best.lever.label[lang];
  return zh ? `“${label}”降得最多：${from} 到 ${to}` : `${label} lowers it most: ${from} to ${to}`;
}

function checkbox(
  { detail, format: f, lang }: CustomerView,
  { label }: Lever,
  p: number,
  set: (isOn: boolean) => void,
) {
  const input = html`<input type="checkbox" />` as HTMLInputElement;
  input.addEventListener("change", () => set(input.checked));
  const difference = p - detail.p!;
  const unit = lang === "zh" ? " 个百分点" : " pts";
  return html`<label
    >${input} ${label[lang]} <span class="note nb">${f.signed(f.points(difference), difference)}${unit}</span></label
  >`;
}
