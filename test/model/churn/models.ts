import fc from "fast-check";
import type { AdditiveModel, PairAxis, Row, Term } from "../../../src/model/churn/types.js";

/** Names and texts that a careless compiler would trip over. */
export const numbers = ["visits", "days overdue", 'say "hi"'];
export const categories = ["region", "it's"];
const levels = ["north", "o'hare", "", "零", 'a "b"'];

const value = fc.integer({ min: -3000, max: 3000 }).map((n) => n / 1000);
/** Coarse enough that rows often fall exactly on a cut. */
const grid = fc.integer({ min: -30, max: 30 }).map((n) => n / 10);
const cuts = fc.uniqueArray(grid, { maxLength: 9 }).map((found) => [...found].sort((a, b) => a - b));
const someLevels = fc.uniqueArray(fc.constantFrom(...levels), { maxLength: 4 });
const values = (count: number): fc.Arbitrary<number[]> => fc.array(value, { minLength: count, maxLength: count });

const axis: fc.Arbitrary<PairAxis> = fc.oneof(
  fc.record({ kind: fc.constant("steps" as const), feature: fc.constantFrom(...numbers), cuts }),
  fc.record({ kind: fc.constant("levels" as const), feature: fc.constantFrom(...categories), levels: someLevels }),
);
const bins = (side: PairAxis): number => (side.kind === "steps" ? side.cuts : side.levels).length + 2;

const term: fc.Arbitrary<Term> = fc.oneof(
  fc
    .record({
      feature: fc.constantFrom(...numbers),
      low: value,
      span: fc.double({ min: 0, max: 5, noNaN: true }),
      center: value,
      scale: fc.double({ min: 0.1, max: 9, noNaN: true }),
      weight: value,
      offset: value,
      missing: value,
    })
    .map(({ low, span, ...rest }) => ({ kind: "linear" as const, low, high: low + span, ...rest })),
  fc.tuple(fc.constantFrom(...categories), someLevels, value, value).chain(([feature, chosen, other, missing]) =>
    values(chosen.length).map((found) => ({
      kind: "levels" as const,
      feature,
      levels: chosen,
      values: found,
      other,
      missing,
    })),
  ),
  fc.tuple(fc.constantFrom(...numbers), cuts, value).chain(([feature, chosen, missing]) =>
    values(chosen.length + 1).map((found) => ({
      kind: "steps" as const,
      feature,
      cuts: chosen,
      values: found,
      missing,
    })),
  ),
  fc
    .tuple(axis, axis)
    .filter(([first, second]) => first.feature !== second.feature)
    .chain(([first, second]) =>
      values(bins(first) * bins(second)).map((found) => ({
        kind: "pair" as const,
        axes: [first, second] as const,
        values: found,
      })),
    ),
);

export const anyModel: fc.Arbitrary<AdditiveModel> = fc.record({
  version: fc.constant(1),
  id: fc.constant("any"),
  kind: fc.constantFrom("logistic", "additive"),
  intercept: value,
  terms: fc.array(term, { maxLength: 8 }),
  calibrator: fc.option(fc.record({ intercept: value, slope: fc.double({ min: 0.1, max: 2, noNaN: true }) }), {
    nil: undefined,
  }),
  trainedOn: fc.constant({ rows: 2, events: 1, weight: 2, eventWeight: 1 }),
});

const anyNumber = fc.oneof(
  grid,
  fc.double({ min: -1e6, max: 1e6 }),
  fc.constantFrom(null, NaN, Infinity, -Infinity, 0, -0, 1e308, -1e308, 5e-324),
);
const anyText = fc.constantFrom(null, ...levels, "never seen");

/** A row of every feature, missing, unknown and extreme values included. */
export const anyRow: fc.Arbitrary<Row> = fc.record(
  Object.fromEntries([
    ...numbers.map((id) => [id, anyNumber] as const),
    ...categories.map((id) => [id, anyText] as const),
  ]),
);
