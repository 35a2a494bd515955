import type { Audience, Interval, Measured, RunInfo, StayRow, TimingData } from "../../src/pageData.js";
import type { Playbook } from "../../src/playbooks/types.js";
import type { StayRate } from "../../src/model/stayRate.js";
import { minOutcomes, type TierEvidence } from "../evidence/estimate.js";
import { publishedRates } from "../evidence/measureEvidence.js";
import { rows } from "../query.js";
import { mergeSmallBins } from "./mergeSmallBins.js";
import { runFacts, type PageContext } from "./runInfo.js";
import { mayShow, shown } from "./smallCounts.js";

/** Days since crossing, or to contact, in which customers are counted together; the last is open. */
const delayBins = [0, 7, 14, 21, 30];

export async function timingData(context: PageContext, run: RunInfo, playbook: Playbook): Promise<TimingData> {
  const { audience } = context;
  const { evidence } = (await runFacts(context)).programme;
  const { points, floor, reason, used } = evidence.curve;
  const published = publishedRates(playbook);
  const delay = await waitingByDelay(context);
  return {
    run,
    curve: {
      points: points.map((point) => ({ ...point, measured: measured(point.measured, audience) })),
      floor: { published: floor.published, measured: measured(floor.measured, audience) },
      ...{ used: reason === "measured" ? "measured" : "published", reason, minOutcomes },
      inUse: { curve: used.curve.map(({ days, stayRate }) => ({ days, stayRate })), floor: used.floor.value },
    },
    stayRates: [...evidence.tiers, ...evidence.strategies].map((one) => stayRow(one, published[one.tier], audience)),
    window: playbook.winback.window,
    delay,
    costOfWaiting: delay.reduce((sum, { costOfWaiting }) => sum + (costOfWaiting ?? 0), 0),
    contact: contactFacts(evidence.contactDays, playbook.winback.window, audience),
    unknownTier: shown(evidence.unknownTier, audience),
  };
}

/** A measured rate; null before there is any outcome, or where a small count would show. */
function measured({ value, low, high, n }: StayRate, audience: Audience): Measured | null {
  return n > 0 && mayShow(n, audience) ? { value, low, high, n } : null;
}

function stayRow(one: TierEvidence, rates: { stay: number; natural: number }, audience: Audience): StayRow {
  const stay = measured(one.stay, audience);
  const natural = measured(one.natural, audience);
  return {
    ...{ tier: one.tier, strategy: one.strategy ?? null },
    assigned: shown(one.assigned, audience),
    pending: shown(one.pending, audience),
    published: { ...rates, uplift: one.publishedUplift },
    ...{ stay, natural },
    uplift: stay && natural ? ((one.uplift as Interval | undefined) ?? null) : null,
    inUse: stay && natural ? (one.inUse ?? null) : null,
  };
}

async function waitingByDelay({ connection, runId, audience }: PageContext): Promise<TimingData["delay"]> {
  const found = await rows<{ fromDays: number; customers: number; gain: number; costOfWaiting: number }>(
    connection,
    `select list_max(list_filter([${delayBins.join(", ")}], lambda bin: bin <= days_since_crossing)) as "fromDays",
       count(*)::integer as customers, coalesce(sum(gain::decimal(38, 6)), 0)::double as gain,
       coalesce(sum(cost_of_waiting::decimal(38, 6)), 0)::double as "costOfWaiting"
     from warehouse.queue_week
     where run_id = ? and state in ('open', 'waiting') and days_since_crossing is not null group by all order by all`,
    [runId],
  );
  const bins = delayBins.map((fromDays, i) => {
    const { customers, gain, costOfWaiting } = found.find((row) => row.fromDays === fromDays) ?? nobody;
    return { fromDays, toDays: endOf(i), customers, gain, costOfWaiting };
  });
  const merged = mergeSmallBins<(typeof bins)[number]>(bins, audience, (a, b) => ({
    gain: a.gain + b.gain,
    costOfWaiting: a.costOfWaiting + b.costOfWaiting,
  }));
  return merged.map((bin) =>
    bin.customers === 0 || mayShow(bin.customers, audience) ? bin : { ...bin, gain: null, costOfWaiting: null },
  );
}

const nobody = { customers: 0, gain: 0, costOfWaiting: 0 };

function endOf(bin: number): number | null {
  const next = delayBins[bin + 1];
  return next === undefined ? null : next - 1;
}

function contactFacts(
  found: readonly { readonly days: number; readonly n: number }[],
  [from, to]: readonly [number, number],
  audience: Audience,
): TimingData["contact"] {
  const count = (is: (days: number) => boolean) => found.reduce((sum, { days, n }) => sum + (is(days) ? n : 0), 0);
  const contacted = count(() => true);
  const isShown = contacted > 0 && mayShow(contacted, audience);
  const share = (is: (days: number) => boolean) => (isShown ? count(is) / contacted : null);
  const median = found.find(({ days }) => count((other) => other <= days) >= contacted / 2);
  return {
    contacted: shown(contacted, audience),
    medianDays: isShown ? (median?.days ?? null) : null,
    withinWindow: share((days) => days >= from && days <= to),
    afterWindow: share((days) => days > to),
    bins: mergeSmallBins(
      delayBins.map((fromDays, i) => {
        const toDays = endOf(i);
        const customers = count((days) => days >= fromDays && (toDays === null || days <= toDays));
        return { fromDays, toDays, customers };
      }),
      audience,
    ),
  };
}
