import { svg } from "htl";
import type { ForecastMetric, PromiseData } from "../pageData.js";
import type { PageContext } from "./context.js";
import { scale } from "./scale.js";

export type Due = PromiseData["due"][number];

/** What a forecast is about, with its unit. */
export function metricName(
  { lang, run, playbook, format: f }: PageContext,
  metric: ForecastMetric,
): { name: string; unit: string } {
  const zh = lang === "zh";
  const people = zh ? playbook.customer.counter : playbook.customer.many.en;
  return {
    losses_30: { name: zh ? "30 天流失" : "Losses in 30 days", unit: people },
    losses: { name: zh ? `${run.horizonDays} 天流失` : `Losses in ${run.horizonDays} days`, unit: people },
    saves: { name: zh ? "一周增量留住" : "Saved by a week", unit: people },
    spend: { name: zh ? "一周花费" : "Spend of a week", unit: f.smallUnit },
  }[metric];
}

/** A forecast figure: heads and money without decimals. */
export function metricText({ format: f }: PageContext, metric: ForecastMetric, value: number): string {
  return metric === "spend" ? f.money(value) : f.count(value);
}

export function actualText(context: PageContext, { metric, actual }: Pick<Due, "metric" | "actual">): string {
  return typeof actual === "number" ? metricText(context, metric, actual) : actual;
}

/** Forecast hollow on its interval, outcome filled. Decoration beside the figures: the row says them in words. */
export function promisePicture({ value, low, high, actual }: Due): SVGElement {
  const width = 120;
  const known = typeof actual === "number" ? [actual] : [];
  const [least, most] = [Math.min(low, ...known), Math.max(high, ...known)];
  const x = scale([least, most], [7, width - 7]);
  return svg`<svg viewBox="0 0 ${width} 22" aria-hidden="true">
    <rect class="bandB" x=${x(low)} width=${Math.max(1, x(high) - x(low))} y="6" height="10"></rect>
    <circle class="dotH" r="4" cx=${x(value)} cy="11"></circle>
    ${known.map((at) => svg`<circle class="dotF" r="4.5" cx=${x(at)} cy="11"></circle>`)}
  </svg>` as unknown as SVGElement;
}

/** The newest forecast of each kind that has come due. */
export function newestDue({ due }: PromiseData): Due[] {
  const order: readonly ForecastMetric[] = ["losses_30", "losses", "saves", "spend"];
  return order.flatMap((metric) => due.filter((one) => one.metric === metric).slice(0, 1));
}
