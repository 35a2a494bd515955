import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contributions, logOdds, predict } from "../../../src/model/churn/additive.js";
import { contributionColumns, logOddsColumn, predictColumn } from "../../../src/model/churn/columns.js";
import type { AdditiveModel, Frame, Row } from "../../../src/model/churn/types.js";
import { anyModel, anyRow, categories, numbers } from "./models.js";

/** Two features and their pair, small enough to add up by hand. */
const model: AdditiveModel = {
  version: 1,
  id: "hand",
  kind: "additive",
  intercept: -1,
  terms: [
    { kind: "steps", feature: "overdue", cuts: [30, 90], values: [-0.5, 0.25, 1], missing: 0.125 },
    { kind: "levels", feature: "region", levels: ["north", "south"], values: [0.5, -0.5], other: 0.0625, missing: 0 },
    {
      kind: "linear",
      feature: "visits",
      low: 0,
      high: 10,
      center: 4,
      scale: 2,
      weight: -0.25,
      offset: 0.5,
      missing: -1,
    },
    {
      kind: "pair",
      axes: [
        { kind: "steps", feature: "overdue", cuts: [60] },
        { kind: "levels", feature: "region", levels: ["north"] },
      ],
      // rows: below 60, from 60, missing; columns: north, other, missing
      values: [0, 0.5, 0, 2, -1, 0, 0, 4, 8],
    },
  ],
  trainedOn: { rows: 10, events: 2, weight: 10, eventWeight: 2 },
};

/** Rows as a frame whose dictionaries know nothing of the model's. */
function frameOf(rows: readonly Row[], numbers: readonly string[], categories: readonly string[]): Frame {
  const levels = [...new Set(rows.flatMap((row) => categories.map((id) => row[id])))]
    .filter((text) => text != null)
    .map(String)
    .sort()
    .reverse();
  return {
    rows: rows.length,
    columns: [
      ...numbers.map((id) => ({
        id,
        kind: "number" as const,
        values: Float64Array.from(rows, (row) => (row[id] == null ? NaN : Number(row[id]))),
      })),
      ...categories.map((id) => ({
        id,
        kind: "category" as const,
        levels,
        values: Float64Array.from(rows, (row) => (row[id] == null ? NaN : levels.indexOf(String(row[id])))),
      })),
    ],
  };
}

describe("logOdds", () => {
  it("adds the intercept and every term", () => {
    // -1 + .25 + .5 + (-.25 * (6 - 4) / 2 + .5) + 2
    expect(logOdds(model, { overdue: 60, region: "north", visits: 6 })).toBe(2);
  });

  it("puts a value that equals a cut above it", () => {
    const at = (overdue: number): number => contributions(model, { overdue, region: "north", visits: 6 })[0]!.logOdds;
    expect([29.999, 30, 90].map(at)).toEqual([-0.5, 0.25, 2]);
  });

  it("reads null, NaN and an absent feature as missing, and an unseen level as other", () => {
    const missing = -1 + 0.125 + 0 - 1 + 8;
    expect(logOdds(model, { overdue: null, region: null, visits: NaN })).toBe(missing);
    expect(logOdds(model, {})).toBe(missing);
    expect(logOdds(model, { region: "west" })).toBe(-1 + 0.125 + 0.0625 - 1 + 4);
  });

  it("keeps an extreme value of a straight line at its bounds", () => {
    const visits = (x: number): number => logOdds(model, { visits: x });
    expect(visits(1e300)).toBe(visits(10));
    expect(visits(-Infinity)).toBe(visits(0));
  });
});

describe("predict", () => {
  it("is the sigmoid of the log-odds, after the calibrator where there is one", () => {
    const row = { overdue: 60, region: "north", visits: 6 };
    expect(predict(model, row)).toBeCloseTo(0.8807970779778823, 15); // scipy.special.expit(2)
    expect(predict({ ...model, calibrator: { intercept: -0.5, slope: 0.75 } }, row)).toBeCloseTo(
      0.7310585786300049,
      15,
    ); // expit(1)
  });
});

describe("contributions", () => {
  it("gives half of a pair to each of its features", () => {
    expect(contributions(model, { overdue: 60, region: "north", visits: 6 })).toEqual([
      { feature: "overdue", logOdds: 0.25 + 1 },
      { feature: "region", logOdds: 0.5 + 1 },
      { feature: "visits", logOdds: 0.25 },
    ]);
  });

  it("adds up to the log-odds together with the intercept, whatever the model and the row", () => {
    fc.assert(
      fc.property(anyModel, anyRow, (model, row) => {
        const total = contributions(model, row).reduce((sum, { logOdds }) => sum + logOdds, model.intercept);
        expect(total).toBe(logOdds(model, row));
      }),
    );
  });
});

describe("columns of a frame", () => {
  it("agree with the row-wise functions", () => {
    fc.assert(
      fc.property(anyModel, fc.array(anyRow, { minLength: 1, maxLength: 5 }), (model, rows) => {
        const frame = frameOf(rows, numbers, categories);
        const columns = contributionColumns(model, frame);
        const [odds, p] = [logOddsColumn(model, frame), predictColumn(model, frame)];
        rows.forEach((row, i) => {
          expect(odds[i]).toBeCloseTo(logOdds(model, row), 10);
          expect(p[i]).toBeCloseTo(predict(model, row), 10);
          const expected = contributions(model, row);
          expect(columns.map(({ feature }) => feature)).toEqual(expected.map(({ feature }) => feature));
          columns.forEach(({ values }, c) => expect(values[i]).toBeCloseTo(expected[c]!.logOdds, 10));
        });
      }),
    );
  });

  it("names the feature that a frame lacks, or holds as the other kind", () => {
    expect(() => logOddsColumn(model, { rows: 1, columns: [] })).toThrow("no such column: overdue");
    const wrong = frameOf([{ overdue: 1, region: 2, visits: 3 }], ["overdue", "region", "visits"], []);
    expect(() => logOddsColumn(model, wrong)).toThrow("region is read as a category; the frame has: number");
  });
});
