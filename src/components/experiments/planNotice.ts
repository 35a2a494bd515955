import { html } from "htl";
import type { ExperimentCard } from "../../pageData.js";
import type { PageContext } from "../context.js";

export type PlanState = "unregistered" | "changed" | "late" | "registered";

/** What the plan is worth as a promise made beforehand. */
export function planState({ isRegistered, registered, hash, plan }: ExperimentCard, asOf: string): PlanState {
  if (!isRegistered) return "unregistered";
  if (registered && registered.hash !== hash) return "changed";
  return (registered?.asOf ?? asOf) > plan.startsOn ? "late" : "registered";
}

/** The registration: a warning where the plan was changed afterwards, a word where it came late or not at all. */
export function planNotice(context: PageContext, card: ExperimentCard): HTMLElement {
  const { lang, format: f, run } = context;
  const zh = lang === "zh";
  const { registered, hash, plan } = card;
  const since = registered ? f.date(registered.asOf) : f.date(run.asOf);
  switch (planState(card, run.asOf)) {
    case "changed":
      return html`<div class="warn" role="alert">
        <p>
          <b>${zh ? "计划在登记之后被改过。" : "The plan was changed after it was registered."}</b>
          ${
            zh
              ? `${since} 首次登记的内容与现在不同；下面的结果按改过的计划算，只能当作探索。`
              : `What was registered on ${since} is not what stands now; the figures below follow the changed plan and are exploration only.`
          }
        </p>
        <p>
          ${zh ? "登记" : "registered"} <code>${registered!.hash}</code><br />${zh ? "现在" : "now"}
          <code>${hash}</code>
        </p>
      </div>`;
    case "unregistered":
      return html`<p class="small">
        ${zh ? "没有登记过计划，只把发生过的干预按组摆出来：看得出线索，下不了结论。" : "No plan was registered: what was done is laid out by arm. It suggests, it does not prove."}
      </p>`;
    case "late":
      return html`<p class="small">
        ${zh ? `计划登记于 ${since}，晚于 ${f.date(plan.startsOn)} 的开始日：当时已经有人被分派。哈希 ` : `Registered on ${since}, after its start on ${f.date(plan.startsOn)}: customers had been assigned by then. Hash `}<code
          class="mono"
          >${hash.slice(0, 12)}</code
        >${zh ? "。" : "."}
      </p>`;
    case "registered":
      return html`<p class="small">
        ${zh ? `计划登记于 ${since}，至今一字未改。哈希 ` : `Registered on ${since} and unchanged since. Hash `}<code
          class="mono"
          >${hash.slice(0, 12)}</code
        >${zh ? "。" : "."}
      </p>`;
  }
}
