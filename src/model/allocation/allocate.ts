import { fallingOrder } from "../stats/fallingOrder.js";
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

/** Changes of option, as columns: there may be millions. */
class Upgrades {
  private readonly cells: number[] = [];
  private readonly froms: number[] = [];
  private readonly tos: number[] = [];
  private readonly slopes: number[] = [];

  /** @param slope net money added per unit of money spent */
  add(cell: number, from: number, to: number, slope: number): void {
    this.cells.push(cell);
    this.froms.push(from);
    this.tos.push(to);
    this.slopes.push(slope);
  }

  /** Books them, the steepest first; equal ones in the order they were added. */
  bookIn(ledger: Ledger): void {
    for (const i of fallingOrder(this.slopes)) ledger.move(this.cells[i]!, this.froms[i]!, this.tos[i]!);
  }
}

function greedy(cells: readonly AllocationCell[], limits: Limits, channels: ReadonlyMap<string, number>): Allocation {
  const ledger = new Ledger(cells, limits);
  const [steps, others] = [new Upgrades(), new Upgrades()];
  cells.forEach((cell, index) => addEnvelope(steps, cell, index, channels));
  steps.bookIn(ledger);
  cells.forEach((cell, index) => addEvery(others, cell, index));
  others.bookIn(ledger);
  return ledger.allocation();
}

/** The upgrades along the upper concave envelope of (cost, net), steepest first, while they still add. */
function addEnvelope(
  steps: Upgrades,
  { options }: AllocationCell,
  cell: number,
  channels: ReadonlyMap<string, number>,
): void {
  const points = [
    { cost: 0, net: 0 },
    ...options.map(({ cost, gain, channel }) => ({ cost, net: gain - cost - (channels.get(channel ?? "") ?? 0) })),
  ];
  for (let from = 0; ;) {
    let [to, slope] = [from, 0];
    points.forEach((point, index) => {
      const candidate = steepness(points[from]!, point);
      if (candidate > slope || (candidate === slope && slope > 0 && point.net > points[to]!.net))
        [to, slope] = [index, candidate];
    });
    if (to === from) return;
    steps.add(cell, from - 1, to - 1, slope);
    from = to;
  }
}

function steepness(from: { cost: number; net: number }, to: { cost: number; net: number }): number {
  const [cost, net] = [to.cost - from.cost, to.net - from.net];
  if (!(net > 0) || cost < 0) return 0;
  return cost === 0 ? Infinity : net / cost;
}

/** Every change of option that adds net money, for the last pass. */
function addEvery(upgrades: Upgrades, { options }: AllocationCell, cell: number): void {
  for (let from = nobody; from < options.length; from++)
    options.forEach((option, to) => {
      const added = net(option) - net(options[from]);
      const extra = option.cost - (options[from]?.cost ?? 0);
      if (added > 0) upgrades.add(cell, from, to, extra > 0 ? added / extra : Infinity);
    });
}

function net(option: { cost: number; gain: number } | undefined): number {
  return option ? option.gain - option.cost : 0;
}
