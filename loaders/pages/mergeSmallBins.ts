import type { Audience, Count } from "../../src/pageData.js";
import { mayShow, shown } from "./smallCounts.js";

interface DayBin {
  readonly fromDays: number;
  /** Null: that many days or more. */
  readonly toDays: number | null;
  readonly customers: Count;
}

/**
 * Groups by days as the audience may see them: for executives a group of one to four is merged with the next one (the last
 * with the one before), so that neither it nor a sum less the others tells its size. Totals stay.
 * @param join adds up what the groups hold beside days and customers
 */
export function mergeSmallBins<Bin extends DayBin>(
  bins: readonly (Bin & { readonly customers: number })[],
  audience: Audience,
  join: (a: Bin, b: Bin) => Partial<Bin> = () => ({}),
): Bin[] {
  const merged: (Bin & { readonly customers: number })[] = [];
  const both = (a: Bin & { customers: number }, b: Bin & { customers: number }) => ({
    ...a,
    ...join(a, b),
    ...{ toDays: b.toDays, customers: a.customers + b.customers },
  });
  const isSmall = ({ customers }: DayBin) => customers !== 0 && !mayShow(customers, audience);
  for (const bin of bins) {
    const last = merged.at(-1);
    if (last && isSmall(last)) merged[merged.length - 1] = both(last, bin);
    else merged.push(bin);
  }
  while (merged.length > 1 && isSmall(merged.at(-1)!)) merged.splice(-2, 2, both(merged.at(-2)!, merged.at(-1)!));
  return merged.map((bin) => ({ ...bin, customers: shown(bin.customers, audience) }));
}
