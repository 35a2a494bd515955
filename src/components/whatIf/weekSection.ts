import { html } from "htl";
import type { AllocationCell } from "../../model/allocation/types.js";
import { weekCells, weekPlan, type Channel, type WeekLimits } from "../../model/scenario/index.js";
import type { CeoData } from "../../pageData.js";
import type { Text } from "../../playbooks/types.js";
import { chart, type Chart } from "../chart.js";
import type { PageContext } from "../context.js";
import { limitControl } from "./limitControl.js";
import type { Now } from "./now.js";
import { orderHead, orderOptions, orderRows } from "./orderChart.js";
import { reconciliation, weekCurve, weekRows } from "./weekRows.js";

const channelWords: Readonly<Record<Channel, Text>> = {
  executive_visit: { zh: "高管上门，每周", en: "Executive visits a week" },
  advisor_call: { zh: "顾问电话，每周", en: "Advisor calls a week" },
  push: { zh: "推送，每周", en: "Push messages a week" },
  routine: { zh: "常规触达，每周", en: "Routine contacts a week" },
};

const words = {
  budget: { zh: "本周预算", en: "Budget of the week" },
  source: {
    zh: "本周可联系的客户，按层、p、LTV 与越线天数合并；单位：{unit}",
    en: "customers who may be contacted this week, merged by tier, p, LTV and days since crossing; unit: {unit}",
  },
};

export interface WeekSection {
  readonly element: HTMLElement;
  show(now: Now): void;
  /** Net money of risk order and optimum, after `show`. */
  last(): { readonly risk: number; readonly optimum: number };
}

/** Who gets this week's hands and money: three orders over the run's groups of customers, live. */
export function weekSection(
  context: PageContext,
  data: CeoData,
  measuredLtv: number,
  setLimits: (limits: WeekLimits, subject: string) => void,
): WeekSection {
  const { lang, playbook } = context;
  const { allocation } = data;
  const rows = weekRows(data);
  const channels = Object.keys(playbook.queue.weeklyCapacity) as Channel[];
  let limits: WeekLimits = { capacity: playbook.queue.weeklyCapacity };
  let everybody = 0;
  const controls = [
    limitControl(context, "budget", words.budget[lang], (value) => setLimits({ ...limits, budget: value }, "budget")),
    ...channels.map((channel) =>
      limitControl(context, channel, channelWords[channel][lang], (value) =>
        setLimits({ ...limits, capacity: { ...limits.capacity, [channel]: value } }, channel),
      ),
    ),
  ];
  const source = words.source[lang].replace("{unit}", context.format.largeUnit);
  const picture: { chart?: Chart } = {};
  const place = html`<div></div>`;
  const body = html`<tbody></tbody>`;
  const against = html`<p class="cap"></p>`;
  const element = html`<div class="week">
    <div class="limits">${controls.map(({ element: each }) => each)}</div>
    <div>
      ${place}
      <div class="scroll" tabindex="0" role="region" aria-label=${orderHead[lang][0]}>
        <table>
          <thead>
            <tr>
              ${orderHead[lang].map((name, i) => html`<th scope="col" class=${i ? "num" : null}>${name}</th>`)}
            </tr>
          </thead>
          ${body}
        </table>
      </div>
      ${against}
    </div>
  </div>`;
  let last = { risk: 0, optimum: 0 };
  return {
    element,
    last: () => last,
    show(now) {
      const { scenario, values } = now;
      limits = scenario.limits;
      const curve = weekCurve(context, allocation, now);
      const ltvScale = values["ltv"]! / measuredLtv;
      const cells = weekCells(rows, { tiers: playbook.tiers, curve, ltvScale }, values);
      everybody ||= weekPlan(cells, { capacity: {} }).optimum.spend;
      controls[0]!.show(limits.budget, niceAbove(everybody));
      channels.forEach((channel, i) =>
        controls[i + 1]!.show(limits.capacity[channel], niceAbove(countFor(cells, channel))),
      );
      const orders = weekPlan(cells, limits);
      last = { risk: orders.risk.net, optimum: orders.optimum.net };
      const options = orderOptions(context, orders, source);
      if (picture.chart) picture.chart.update(options);
      else {
        picture.chart = chart(options, { width: 860 });
        place.replaceChildren(picture.chart.element);
      }
      body.replaceChildren(...orderRows(context, orders, source));
      against.textContent = reconciliation(context, now, allocation, orders.optimum.net);
    },
  };
}

function countFor(cells: readonly AllocationCell[], channel: Channel): number {
  return cells.reduce((sum, { count, options }) => sum + (options[0]?.channel === channel ? count : 0), 0);
}

function niceAbove(value: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))));
  return Math.max(10, Math.ceil(value / power) * power);
}
