import { fallingOrder } from "../stats/fallingOrder.js";
import { allocate, type Optimum } from "./allocate.js";
import { Ledger, nobody } from "./ledger.js";
import { checkProblem, type Allocation, type AllocationCell, type Limits } from "./types.js";

export interface Orders {
  /** The riskiest first, until a limit is reached. */
  readonly risk: Allocation;
  /** The largest net value a head first; nobody at a loss. */
  readonly profit: Allocation;
  readonly optimum: Optimum;
}

/** Three ways to spend the same money, side by side; the first two give each customer its tier's own action. */
export function compareOrders(cells: readonly AllocationCell[], limits: Limits): Orders {
  return {
    risk: inOrder(cells, limits, ({ p }) => p),
    profit: inOrder(cells, limits, netPerHead, (cell) => netPerHead(cell) > 0),
    optimum: allocate(cells, limits),
  };
}

/** Expected gain less cost of the tier's own action, a head; 0 without one. */
export function netPerHead({ options: [own] }: AllocationCell): number {
  return own ? own.gain - own.cost : 0;
}

/** Customers taken from the largest key down, each with its tier's own action, as far as the limits allow. */
export function inOrder(
  cells: readonly AllocationCell[],
  limits: Limits,
  keyOf: (cell: AllocationCell) => number,
  isWanted: (cell: AllocationCell) => boolean = () => true,
): Allocation {
  checkProblem(cells, limits);
  const ledger = new Ledger(cells, limits);
  for (const index of fallingOrder(cells.map(keyOf))) {
    const cell = cells[index]!;
    if (cell.options.length > 0 && isWanted(cell)) ledger.move(index, nobody, 0);
  }
  return ledger.allocation();
}
