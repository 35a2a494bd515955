/** One action open to each customer of a cell. Money a head, in the small unit. */
export interface Option {
  readonly action: string;
  readonly cost: number;
  /** Expected gain: LTV * incremental * effect of delay. */
  readonly gain: number;
  /** Whose time it takes, one unit a head; undefined takes nobody's. */
  readonly channel?: string | undefined;
}

/** Customers alike enough to be one cell of the joint histogram; a single customer is a cell of 1. */
export interface AllocationCell {
  readonly count: number;
  readonly p: number;
  /** Each customer gets one option or none; the first is the tier's own action. */
  readonly options: readonly Option[];
}

/** Limits of one period; what is left out is unlimited. */
export interface Limits {
  readonly budget?: number | undefined;
  readonly capacity?: Readonly<Partial<Record<string, number>>> | undefined;
}

export interface Allocation {
  /** Customers of cell `cell` who get its option `option`, both by index. */
  readonly taken: readonly { readonly cell: number; readonly option: number; readonly count: number }[];
  readonly customers: number;
  readonly spend: number;
  readonly gain: number;
  /** gain - spend. */
  readonly net: number;
  /** Units used by channel. */
  readonly used: Readonly<Record<string, number>>;
}

/** @throws if a count, cost, gain, budget or capacity is negative or not a number */
export function checkProblem(cells: readonly AllocationCell[], { budget = 0, capacity = {} }: Limits): void {
  if (!(budget >= 0)) throw new Error(`invalid budget; negative: ${budget}`);
  for (const [channel, units] of Object.entries(capacity)) {
    if (units !== undefined && !(units >= 0)) throw new Error(`invalid capacity of ${channel}; negative: ${units}`);
  }
  for (const { count, options } of cells) {
    if (!(Number.isInteger(count) && count >= 0)) throw new Error(`invalid count; not a whole number: ${count}`);
    for (const { cost, gain } of options) {
      if (!(cost >= 0)) throw new Error(`invalid cost; negative: ${cost}`);
      if (!Number.isFinite(gain)) throw new Error(`invalid gain; not a finite number: ${gain}`);
    }
  }
}
