import type { Allocation, AllocationCell, Limits } from "./types.js";

/** No action, as an option index. */
export const nobody = -1;

/** Books an allocation step by step and refuses what the limits do not allow. */
export class Ledger {
  /** Customers by cell and option, nobody first; a cell's begin at its entry of `starts`. */
  private readonly held: Float64Array;
  private readonly starts: Uint32Array;
  private readonly unitsLeft = new Map<string, number>();
  private budgetLeft: number;

  constructor(
    private readonly cells: readonly AllocationCell[],
    { budget = Infinity, capacity = {} }: Limits,
  ) {
    this.budgetLeft = budget;
    for (const [channel, units] of Object.entries(capacity)) {
      if (units !== undefined) this.unitsLeft.set(channel, Math.floor(units));
    }
    this.starts = new Uint32Array(cells.length + 1);
    cells.forEach(({ options }, cell) => (this.starts[cell + 1] = this.starts[cell]! + 1 + options.length));
    this.held = new Float64Array(this.starts[cells.length]!);
    cells.forEach(({ count }, cell) => (this.held[this.starts[cell]!] = count));
  }

  /** Moves as many customers of a cell as the limits allow from one option (or nobody) to another. */
  move(cell: number, from: number, to: number): void {
    const first = this.starts[cell]! + 1;
    const { options } = this.cells[cell]!;
    const [before, after] = [options[from], options[to]];
    const extra = (after?.cost ?? 0) - (before?.cost ?? 0);
    const changesChannel = before?.channel !== after?.channel;
    const free = changesChannel ? this.left(after?.channel) : Infinity;
    // A sliver of rounding must not cost a customer the last unit of the budget.
    const affordable = extra > 0 ? Math.floor(this.budgetLeft / extra + 1e-9) : Infinity;
    const count = Math.max(0, Math.min(this.held[first + from]!, free, affordable));
    if (count === 0) return;
    this.held[first + from]! -= count;
    this.held[first + to]! += count;
    this.budgetLeft -= count * extra;
    if (changesChannel) {
      this.use(before?.channel, -count);
      this.use(after?.channel, count);
    }
  }

  allocation(): Allocation {
    const taken: { cell: number; option: number; count: number }[] = [];
    const used: Record<string, number> = {};
    let [customers, spend, gain] = [0, 0, 0];
    this.cells.forEach(({ options }, cell) => {
      options.forEach((option, index) => {
        const count = this.held[this.starts[cell]! + 1 + index]!;
        if (count === 0) return;
        taken.push({ cell, option: index, count });
        customers += count;
        spend += count * option.cost;
        gain += count * option.gain;
        if (option.channel !== undefined) used[option.channel] = (used[option.channel] ?? 0) + count;
      });
    });
    return { taken, customers, spend, gain, net: gain - spend, used };
  }

  private left(channel: string | undefined): number {
    return channel === undefined ? Infinity : (this.unitsLeft.get(channel) ?? Infinity);
  }

  private use(channel: string | undefined, count: number): void {
    if (channel !== undefined && this.unitsLeft.has(channel)) this.unitsLeft.set(channel, this.left(channel) - count);
  }
}
