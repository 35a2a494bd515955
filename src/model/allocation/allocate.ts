import { Ledger, nobody } from "./ledger.js";
import { shadowPrices, type Prices } from "./prices.js";
import { checkProblem, type Allocation, type AllocationCell, type Limits } from "./types.js";

export interface Optimum extends Allocation {
  /** What the linear relaxation cannot exceed, in money; `net` is usually within .1 % of it. */
  readonly upperBound: number;
  readonly prices: Prices;
}

/**
 * Who gets which action: the multiple-choice knapsack that maximises gain - cost within a budget and channel
 * capacities. Along each cell's concave envelope, upgrades are taken in order of what they add per unit of money
 * (Sinha and Zoltners, 1979), net of the capacities' shadow prices; a last pass fills what rounding left over. Taken
 * without prices too, and the better plan kept.
 *
 * @throws as `checkProblem`
 */
export function allocate(cells: readonly AllocationCell[], limits: Limits): Optimum {
  checkProblem(cells, limits);
  const prices = shadowPrices(cells, limits);
  const plain = greedy(cells, limits, new Map());
  // With one action a cell and one cost a channel the plain order is best already, and more budget never earns less.
  const priced = isSimple(cells) ? plain : greedy(cells, limits, prices.channels);
  const best = priced.net > plain.net ? priced : plain;
  // Sums in another order may differ in the last digit.
  return { ...best, upperBound: Math.max(prices.upperBound, best.net), prices };
}

function isSimple(cells: readonly AllocationCell[]): boolean {
  const costs = new Map<string, number>();
  return cells.every(({ options }) => {
    const [option] = options;
    if (options.length > 1) return false;
    if (option?.channel === undefined) return true;
    const cost = costs.get(option.channel) ?? option.cost;
    costs.set(option.channel, cost);
    return cost === option.cost;
  });
}

interface Upgrade {
  readonly cell: number;
  readonly from: number;
  readonly to: number;
  /** Net money added per unit of money spent. */
  readonly slope: number;
}

function greedy(cells: readonly AllocationCell[], limits: Limits, channels: ReadonlyMap<string, number>): Allocation {
  const ledger = new Ledger(cells, limits);
  const steps = cells.flatMap((cell, index) => envelope(cell, index, channels));
  for (const { cell, from, to } of steps.sort(bySlope)) ledger.move(cell, from, to);
  for (const { cell, from, to } of cells.flatMap(everyUpgrade).sort(bySlope)) ledger.move(cell, from, to);
  return ledger.allocation();
}

function bySlope(a: Upgrade, b: Upgrade): number {
  return b.slope === a.slope ? a.cell - b.cell || a.from - b.from : b.slope - a.slope;
}

/** The upgrades along the upper concave envelope of (cost, net), steepest first, while they still add. */
function envelope({ options }: AllocationCell, cell: number, channels: ReadonlyMap<string, number>): Upgrade[] {
  const points = [
    { cost: 0, net: 0 },
    ...options.map(({ cost, gain, channel }) => ({ cost, net: gain - cost - (channels.get(channel ?? "") ?? 0) })),
  ];
  const steps: Upgrade[] = [];
  for (let from = 0; ;) {
    let [to, slope] = [from, 0];
    points.forEach((point, index) => {
      const candidate = steepness(points[from]!, point);
      if (candidate > slope || (candidate === slope && slope > 0 && point.net > points[to]!.net))
        [to, slope] = [index, candidate];
    });
    if (to === from) return steps;
    steps.push({ cell, from: from - 1, to: to - 1, slope });
    from = to;
  }
}

function steepness(from: { cost: number; net: number }, to: { cost: number; net: number }): number {
  const [cost, net] = [to.cost - from.cost, to.net - from.net];
  if (!(net > 0) || cost < 0) return 0;
  return cost === 0 ? Infinity : net / cost;
}

/** Every change of option that adds net money, for the last pass. */
function everyUpgrade({ options }: AllocationCell, cell: number): Upgrade[] {
  const states = [nobody, ...options.keys()];
  return states.flatMap((from) =>
    [...options.keys()].flatMap((to) => {
      const added = net(options[to]) - net(options[from]);
      const extra = options[to]!.cost - (options[from]?.cost ?? 0);
      return added > 0 ? [{ cell, from, to, slope: extra > 0 ? added / extra : Infinity }] : [];
    }),
  );
}

function net(option: { cost: number; gain: number } | undefined): number {
  return option ? option.gain - option.cost : 0;
}
