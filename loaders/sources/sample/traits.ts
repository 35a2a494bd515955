import type { Factor } from "./world.js";

/** One combination of factor values, its share among arrivals and its risk class. */
export interface Trait {
  readonly values: readonly string[];
  readonly share: number;
  readonly class: number;
}

/**
 * Every combination of factor values. Strain adds over factors; the combinations are cut, from least to most strain, into
 * classes of about the given shares. What a customer is prone to can so be read from columns, none of it is hidden.
 */
export function traits(factors: readonly Factor[], classShares: readonly number[]): Trait[] {
  let combined = [{ values: [] as string[], share: 1, strain: 0 }];
  for (const factor of factors) {
    combined = combined.flatMap((one) =>
      factor.levels.map((level) => ({
        values: [...one.values, level.name],
        share: one.share * level.share,
        strain: one.strain + level.strain,
      })),
    );
  }
  const ends = classShares.map((_, i) => classShares.slice(0, i + 1).reduce((a, b) => a + b, 0));
  let before = 0;
  return combined
    .sort((a, b) => a.strain - b.strain)
    .map(({ values, share }) => {
      const middle = before + share / 2;
      before += share;
      const found = ends.findIndex((end) => middle < end);
      return { values, share, class: found < 0 ? classShares.length - 1 : found };
    });
}
