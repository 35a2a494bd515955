import { cashMarks, crossingText, pathOf, type CashOverlay } from "./cashMarks.js";
import { bandReceipt, cashReceipt, crossingReceipt } from "./cashReceipt.js";
import { chart, type Chart, type ChartOptions } from "./chart.js";
import { receiptOpener, type ChartFigure } from "./chartFigure.js";
import type { PageContext } from "./context.js";
import type { Receipt } from "./receipt.js";
import type { Scenario } from "./ceo/scenario.js";

type CashOutcome = Pick<Scenario, "cash" | "fan">;

/** Cumulated net cash over the first year, planned (so hollow and dashed), with its p10–p90 band and where it crosses zero. */
export function cashChart(context: PageContext, first: Scenario): Chart & { show(scenario: Scenario): void } {
  const drawn = chart(cashOptions(context, first), { width: 300 });
  return { ...drawn, show: (scenario) => drawn.update(cashOptions(context, scenario)) };
}

/** @param overlays other scenarios over it, each with a column of its own in the table */
export function cashOptions(
  context: PageContext,
  { cash, fan }: CashOutcome,
  overlays: readonly CashOverlay[] = [],
): ChartOptions {
  const { lang, format, playbook } = context;
  const { factor } = playbook.money.large[lang];
  const number = (value: number): string => format.decimal(value / factor, lang === "zh" ? 0 : 1);
  const cell = (value: number, receipt: string): ChartFigure => ({ text: number(value), receipt });
  const head = lang === "zh" ? ["月", `累计 ${format.largeUnit}`] : ["Month", `Cumulated, ${format.largeUnit}`];
  return {
    lang,
    label: description(context, { cash, fan }, overlays),
    table: {
      head: [...head, "p10", "p90", ...overlays.map(({ letter, label }) => `${letter} ${label}`)],
      rows: pathOf(cash).map((value, month) => [
        String(month),
        cell(value, `own ${month}`),
        cell(fan.p10[month]!, `p10 ${month}`),
        cell(fan.p90[month]!, `p90 ${month}`),
        ...overlays.map((each) => cell(pathOf(each.cash)[month]!, `${each.letter} ${month}`)),
      ]),
    },
    openReceipt: receiptOpener(context, (id) => receiptOf(context, { cash, fan }, overlays, id)),
    draw: (width) => cashMarks(context, { cash, fan, overlays }, width),
  };
}

function receiptOf(
  context: PageContext,
  { cash, fan }: CashOutcome,
  overlays: readonly CashOverlay[],
  id: string,
): Receipt {
  const [line, place] = id.split(" ") as [string, string | undefined];
  const month = Number(place);
  if (line === "crossing") return crossingReceipt(context, cash);
  if (line === "p10" || line === "p90") return bandReceipt(context, line, month, fan[line][month]!);
  const overlay = overlays.find(({ letter }) => letter === line);
  return overlay ? cashReceipt(context, overlay.cash, month, overlay.label) : cashReceipt(context, cash, month);
}

function description(context: PageContext, { cash, fan }: CashOutcome, overlays: readonly CashOverlay[]): string {
  const { lang, format } = context;
  const money = format.largeMoney;
  const crossing = crossingText(context, cash);
  const [start, band] = [money(cash.months[0]!.cumulative), [money(fan.p10[12]!), money(fan.p90[12]!)]];
  const own =
    lang === "zh"
      ? `累计净现金：第 0 月 ${start}，${crossing ?? "一年内没有回正"}，第 12 月 ${money(cash.end)}，p10 到 p90 为 ${band.join(" 到 ")}`
      : `Cumulated net cash: ${start} in month 0, ${crossing ? `positive from ${crossing}` : "negative all year"}, ${money(cash.end)} in month 12, p10 to p90 ${band.join(" to ")}`;
  const others = overlays.map(({ letter, label, cash: other }) =>
    lang === "zh"
      ? `${letter} ${label}，第 12 月 ${money(other.end)}`
      : `${letter} ${label}, ${money(other.end)} in month 12`,
  );
  return [own, ...others].join(lang === "zh" ? "；" : "; ");
}
