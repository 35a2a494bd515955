import { fallingOrder } from "../stats/fallingOrder.js";
import type { AllocationCell, Limits, Option } from "./types.js";

/** What a further unit of each limit would earn: the budget per unit of money, each limited channel per head. */
export interface Prices {
  readonly budget: number;
  readonly channels: ReadonlyMap<string, number>;
  /** No allocation within the limits earns more (weak duality holds at any prices; these make it tight). */
  readonly upperBound: number;
}

/**
 * Shadow prices of the linear relaxation: its Lagrangian dual, convex in the budget's price, is minimised by golden
 * section; for each such price the channels' prices follow exactly from sorting. With one option a cell the channels do
 * not touch each other and one round is exact; with several, three rounds come close, and the bound stays a bound.
 */
export function shadowPrices(cells: readonly AllocationCell[], limits: Limits): Prices {
  const free = solveAt(cells, limits, 0);
  const budget = limits.budget ?? Infinity;
  if (budget === Infinity || free.spend <= budget) return free;
  const steepest = cells.flatMap(({ options }) => options.map(({ cost, gain }) => (cost > 0 ? gain / cost - 1 : 0)));
  const dearest = steepest.reduce((a, b) => Math.max(a, b), 0);
  let [low, high] = [0, dearest];
  const golden = (Math.sqrt(5) - 1) / 2;
  let left = solveAt(cells, limits, high - golden * (high - low));
  let right = solveAt(cells, limits, low + golden * (high - low));
  for (let i = 0; i < 45; i++) {
    if (left.upperBound <= right.upperBound) {
      [high, right] = [right.budget, left];
      left = solveAt(cells, limits, high - golden * (high - low));
    } else {
      [low, left] = [left.budget, right];
      right = solveAt(cells, limits, low + golden * (high - low));
    }
  }
  return [free, left, right, solveAt(cells, limits, dearest)].reduce((a, b) => (b.upperBound < a.upperBound ? b : a));
}

function solveAt(cells: readonly AllocationCell[], limits: Limits, budget: number): Prices & { spend: number } {
  const capacity = Object.entries(limits.capacity ?? {}).filter(
    (entry): entry is [string, number] => entry[1] !== undefined,
  );
  const channels = new Map<string, number>(capacity.map(([channel]) => [channel, 0]));
  const rounds = cells.some(({ options }) => options.length > 1) ? 3 : 1;
  for (let round = 0; round < rounds; round++) {
    for (const [channel, units] of capacity)
      channels.set(channel, channelPrice(cells, budget, channels, channel, units));
  }
  let upperBound = budget > 0 ? budget * (limits.budget ?? 0) : 0;
  let spend = 0;
  for (const [channel, units] of capacity) upperBound += channels.get(channel)! * Math.floor(units);
  for (const { count, options } of cells) {
    let [best, cost] = [0, 0];
    for (const option of options) {
      const value = reducedNet(option, budget, channels);
      if (value > best) [best, cost] = [value, option.cost];
    }
    upperBound += count * best;
    spend += count * cost;
  }
  return { budget, channels, upperBound, spend };
}

/** Gain less cost, less the prices of what the option uses. */
function reducedNet({ cost, gain, channel }: Option, budget: number, channels: ReadonlyMap<string, number>): number {
  return gain - cost - budget * cost - (channel === undefined ? 0 : (channels.get(channel) ?? 0));
}

/** The price at which no more customers want the channel than it has units: what the first one left out would pay. */
function channelPrice(
  cells: readonly AllocationCell[],
  budget: number,
  channels: ReadonlyMap<string, number>,
  channel: string,
  units: number,
): number {
  const others = new Map(channels).set(channel, 0);
  const [worths, counts]: [number[], number[]] = [[], []];
  for (const { count, options } of cells) {
    let [inside, outside] = [-Infinity, 0];
    for (const option of options) {
      const value = reducedNet(option, budget, others);
      if (option.channel === channel) inside = Math.max(inside, value);
      else outside = Math.max(outside, value);
    }
    if (!(inside > outside)) continue;
    worths.push(inside - outside);
    counts.push(count);
  }
  let taken = 0;
  for (const index of fallingOrder(worths)) if ((taken += counts[index]!) > Math.floor(units)) return worths[index]!;
  return 0;
}
