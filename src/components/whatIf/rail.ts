import { html } from "htl";
import { evaluateRoi, type NodeGroup, type RoiModel, type RoiNode } from "../../model/roi/index.js";
import { tierIds, type Text } from "../../playbooks/types.js";
import type { PageContext } from "../context.js";
import { figure } from "../figure.js";
import { assumptionRow, type AssumptionRow, type RowActions } from "./assumptionRow.js";
import { nodeReceipt } from "./nodeReceipt.js";
import type { Now } from "./now.js";
import { valueText } from "./shown.js";

export interface RailActions extends RowActions {
  switchTo(id: string, isOn: boolean): void;
}

interface Group {
  readonly id: string;
  readonly label: Text;
  readonly groups: readonly NodeGroup[];
  /** Which of the groups' assumptions; all when left out. */
  readonly only?: RegExp;
  readonly isOpen: boolean;
}

const railGroups: readonly Group[] = [
  {
    id: "value",
    label: { zh: "客户与价值", en: "Customers and value" },
    groups: ["population", "value"],
    only: /^(customers|ltv|margin)$/,
    isOpen: true,
  },
  { id: "stay", label: { zh: "及时干预后的留存", en: "Stay if treated in time" }, groups: ["stay"], isOpen: true },
  { id: "referrals", label: { zh: "转介绍", en: "Referrals" }, groups: ["referrals"], isOpen: true },
  {
    id: "action_cost",
    label: { zh: "每人干预成本", en: "Cost of an action, per customer" },
    groups: ["action_cost"],
    isOpen: true,
  },
  { id: "programme_cost", label: { zh: "项目投入", en: "Programme cost" }, groups: ["programme_cost"], isOpen: true },
  { id: "time", label: { zh: "时间", en: "Time" }, groups: ["time"], isOpen: true },
  {
    id: "population",
    label: { zh: "各层占比、流失概率与相对价值", en: "Tiers: share, churn probability, relative LTV" },
    groups: ["population", "value"],
    only: /^(share|p|relative_ltv)_/,
    isOpen: false,
  },
  {
    id: "treated",
    label: { zh: "各层覆盖比例", en: "Share of each tier treated" },
    groups: ["treated"],
    isOpen: false,
  },
  { id: "top_down", label: { zh: "自上而下的目标", en: "Top-down target" }, groups: ["top_down"], isOpen: false },
];

const words = {
  counted: { zh: "计入什么", en: "What is counted" },
  note: {
    zh: "滑块两侧是低值与高值，可以改；色带就是模拟抽样的范围。",
    en: "Beside each slider are its low and high, to edit; the band is what the simulation draws from.",
  },
  assumed: { zh: "假设", en: "assumed" },
  measured: { zh: "实测", en: "measured" },
};

/** Every assumption of the model that this business uses, with the switches first. */
export function rail(context: PageContext, model: RoiModel, plan: RoiModel, actions: RailActions) {
  const { lang } = context;
  const used = model.assumptions.filter(({ id }) => model.given[id] !== undefined);
  const rows: AssumptionRow[] = [];
  let last: Now | undefined;
  const switches = used.filter(({ unit }) => unit === "switch").map((node) => switchRow(context, node, actions));
  const groups = railGroups.flatMap((group) => {
    const members = used.filter(
      ({ id, group: own, unit }) => unit !== "switch" && group.groups.includes(own) && (group.only?.test(id) ?? true),
    );
    return members.length === 0 ? [] : [{ members, element: section(context, group) }];
  });
  const element = html`<div class="rail">
    <p class="note">
      <span class="kind"></span>${words.assumed[lang]}&ensp;<span class="kind meas"></span
      >${words.measured[lang]}${lang === "zh" ? "。" : ". "}${words.note[lang]}
    </p>
    <fieldset class="cnt">
      <legend>${words.counted[lang]}</legend>
      ${switches.map((each) => each.element)}
    </fieldset>
    ${groups.map((group) => group.element)}
  </div>`;
  openOnPaper(groups.map((group) => group.element as HTMLDetailsElement));
  return {
    element,
    /** Rows come one a step: half a hundred sliders at once would hold up the first frame. */
    *build(): Iterable<void> {
      for (const { members, element: group } of groups) {
        for (const node of members) {
          const row = assumptionRow(context, node, plan, actions, shortName(context, node));
          if (last) row.show(last);
          rows.push(row);
          group.append(row.element);
          yield;
        }
      }
    },
    show(now: Now): void {
      last = now;
      for (const each of switches) each.show(now);
      for (const row of rows) row.show(now);
    },
  };
}

/** Under a heading that says what it is about, the tier's name is enough. */
function shortName({ playbook, say }: PageContext, { id, group, label }: RoiNode): string {
  const tier = tierIds.find((each) => id.endsWith(`_${each}`));
  const isTierList = ["stay", "action_cost", "treated"].includes(group) && !id.startsWith("added_");
  return tier && isTierList ? say(playbook.tiers[tier].label) : say(label);
}

function section({ say }: PageContext, { id, label, isOpen }: Group): HTMLElement {
  return html`<details class="group" open=${isOpen && (id === "value" || !isNarrow())} id="group-${id}">
    <summary>${say(label)}</summary>
  </details>`;
}

/** Paper has no way to open a group. */
function openOnPaper(groups: readonly HTMLDetailsElement[]): void {
  let closed: readonly HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    closed = groups.filter(({ open }) => !open);
    for (const group of closed) group.open = true;
  });
  addEventListener("afterprint", () => {
    for (const group of closed) group.open = false;
    closed = [];
  });
}

/** On a phone one group is open at first: results come before the rail there. */
function isNarrow(): boolean {
  return matchMedia("(max-width: 60rem)").matches;
}

/** What each switch decides: the node that says what it is worth, as if it were on. */
const worthNodes: Readonly<Record<string, string>> = {
  count_low_tier: "saved_low",
  count_referrals: "referral_full",
  count_ramp: "ramp_share",
};

/** A switch with what it is worth at the moment. */
function switchRow(context: PageContext, node: RoiNode, { switchTo }: RailActions) {
  const { say } = context;
  const box = html`<input type="checkbox" id="a-${node.id}" />` as HTMLInputElement;
  const worth = worthNodes[node.id];
  let now: Now | undefined;
  const switchedOn = (): Now["values"] => evaluateRoi(now!.model, { ...now!.scenario.overrides, [node.id]: 1 });
  const value = figure(context, "", () =>
    nodeReceipt(context, now!.model, switchedOn(), worth!, { zh: "计入时", en: "when counted" }),
  );
  box.addEventListener("change", () => switchTo(node.id, box.checked));
  return {
    element: html`<div class="switch ${node.id}">
      <label>${box}<span>${say(node.label)}</span></label
      >${worth ? html`<span class="u">${value}</span>` : null}
    </div>`,
    show(next: Now) {
      now = next;
      box.checked = next.values[node.id] !== 0;
      if (!worth) return;
      const amount = switchedOn()[worth]!;
      value.textContent = Number.isFinite(amount) ? valueText(context, next.model.nodes.get(worth)!, amount) : "";
      value.hidden = !Number.isFinite(amount);
    },
  };
}
