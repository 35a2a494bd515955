import { describe, expect, it } from "vitest";
import { fitLogistic } from "../../../loaders/model/fitLogistic.js";
import { random } from "../../../src/model/stats/random.js";
import { contributionColumns, predictColumn } from "../../../src/model/churn/columns.js";
import { otherLevel, type FrameColumn, type TrainingSet } from "../../../src/model/churn/types.js";

const numbers = (id: string, values: readonly number[]): FrameColumn => ({
  id,
  kind: "number",
  values: Float64Array.from(values),
});
const texts = (id: string, levels: readonly string[], values: readonly number[]): FrameColumn => ({
  id,
  kind: "category",
  levels,
  values: Float64Array.from(values),
});
const setOf = (columns: FrameColumn[], labels: readonly number[], weights?: readonly number[]): TrainingSet => ({
  frame: { rows: labels.length, columns },
  labels: Float64Array.from(labels),
  weights: weights && Float64Array.from(weights),
});

/** 120 rows: a number with gaps, a number, a category, weights 1 to 3. */
const rows = Array.from({ length: 120 }, (_, i) => i);
const x = rows.map((i) => (i % 11 === 0 ? NaN : ((i * 7919) % 101) / 10));
const z = rows.map((i) => (i * i) % 17);
const kind = rows.map((i) => Math.floor(i / 2) % 3);
const labels = rows.map((i) => +(((i * 31) % 23) + ((i * 7919) % 101) / 10 + (kind[i] === 1 ? 3 : 0) > 16));
const small = setOf(
  [numbers("x", x), numbers("z", z), texts("kind", ["a", "b", "c"], kind)],
  labels,
  rows.map((i) => 1 + (i % 3)),
);

describe("fitLogistic", () => {
  it("finds scikit-learn's coefficients", () => {
    // LogisticRegression(C=1/2, tol=1e-12, solver="newton-cholesky").fit(X, y, sample_weight=w) on the standardised
    // numbers (gaps at the mean), the gap's indicator and the three levels
    const model = fitLogistic(small, { ridge: 2 });
    const [first, second, third] = model.terms;
    if (first?.kind !== "linear" || second?.kind !== "linear" || third?.kind !== "levels")
      throw new Error("unexpected terms");
    expect([first.weight, second.weight]).toEqual([expect.closeTo(0.19294074, 7), expect.closeTo(-0.22056379, 7)]);
    expect(first.missing - first.offset).toBeCloseTo(0.58978465, 7);
    expect(third.values[1]! - third.values[0]!).toBeCloseTo(0.14238814 + 0.04288667, 7);
    expect(third.values[2]! - third.values[0]!).toBeCloseTo(-0.09950147 + 0.04288667, 7);
    const p = predictColumn(model, small.frame);
    const expected = [
      0.7020400159451136, 0.5442729635476483, 0.6259392393661048, 0.5586593905465863, 0.5235541425126626,
    ];
    [0, 1, 2, 55, 119].forEach((row, i) => expect(p[row]).toBeCloseTo(expected[i]!, 9));
  });

  it("centres every contribution on the training population", () => {
    for (const { values } of contributionColumns(fitLogistic(small), small.frame))
      expect(values.reduce((sum, value, i) => sum + value * small.weights![i]!, 0)).toBeCloseTo(0, 9);
  });

  it("takes a row of weight 3 as three rows", () => {
    const repeated = rows.flatMap((i) => Array.from({ length: 1 + (i % 3) }, () => i));
    const take = (values: readonly number[]): number[] => repeated.map((i) => values[i]!);
    const unweighted = setOf(
      [numbers("x", take(x)), numbers("z", take(z)), texts("kind", ["a", "b", "c"], take(kind))],
      take(labels),
    );
    const [one, other] = [fitLogistic(small), fitLogistic(unweighted)].map((model) =>
      predictColumn(model, small.frame),
    );
    one!.forEach((p, i) => expect(p).toBeCloseTo(other![i]!, 9));
  });

  it("is not disturbed by a constant, a copy, or a column that separates the labels", () => {
    const model = fitLogistic(
      setOf(
        [
          numbers(
            "constant",
            rows.map(() => 1e9 + 0.1),
          ),
          numbers("x", x),
          numbers(
            "copy",
            x.map((v) => 2 * v),
          ),
          numbers("oracle", labels),
        ],
        labels,
      ),
    );
    expect(model.terms.map((term) => term.kind === "linear" && term.feature)).toEqual(["x", "copy", "oracle"]);
    const p = predictColumn(model, {
      rows: 120,
      columns: [
        numbers("x", x),
        numbers(
          "copy",
          x.map((v) => 2 * v),
        ),
        numbers("oracle", labels),
      ],
    });
    labels.forEach((label, i) => expect(Math.abs(p[i]! - label)).toBeLessThan(0.3));
  });

  it("survives columns that are missing throughout, or without levels", () => {
    const gone = rows.map(() => NaN);
    const model = fitLogistic(setOf([numbers("gone", gone), texts("none", [], gone), numbers("z", z)], labels));
    expect(
      predictColumn(model, {
        rows: 1,
        columns: [numbers("gone", [NaN]), texts("none", [], [NaN]), numbers("z", [3])],
      })[0],
    ).toBeGreaterThan(0);
  });

  it("lets rare levels share one coefficient, which unknown ones get too", () => {
    const codes = rows.map((i) => (i < 115 ? 0 : i < 118 ? 1 : 2));
    const [term] = fitLogistic(setOf([texts("city", ["big", "small", "tiny"], codes)], labels), {
      minLevelRows: 5,
    }).terms;
    expect(term).toMatchObject({ kind: "levels", levels: ["big"] });
    if (term?.kind === "levels") expect(Math.sign(term.other)).toBe(-Math.sign(term.values[0]!));
  });

  it("gives what a frame could not tell apart no value of its own", () => {
    const codes = rows.map((i) => i % 2);
    const [term] = fitLogistic(setOf([texts("city", ["big", otherLevel], codes)], labels)).terms;
    expect(term).toMatchObject({ levels: ["big"] });
  });

  it("keeps an outlier from bending the line: the extreme 0.1 % is winsorised", () => {
    const { uniform } = random(5);
    const many = Array.from({ length: 4000 }, () => uniform());
    const outcome = many.map((value) => +(uniform() < 0.2 + 0.6 * value));
    const weightOf = (values: readonly number[]): number => {
      const [term] = fitLogistic(setOf([numbers("v", values)], outcome)).terms;
      return term?.kind === "linear" ? term.weight / term.scale : NaN;
    };
    expect(weightOf(many.map((value, i) => (i === 0 ? 1e9 : value)))).toBeCloseTo(weightOf(many), 1);
  });

  it("refuses labels of one kind, odd labels, negative weights and mismatched lengths", () => {
    const column = [numbers("z", [1, 2])];
    expect(() => fitLogistic(setOf(column, [0, 0]))).toThrow("training needs rows of both labels; lost rows of 2: 0");
    expect(() => fitLogistic(setOf(column, [0, 2]))).toThrow("invalid label in row 1; not 0 or 1: 2");
    expect(() => fitLogistic(setOf(column, [0, 1], [1, -1]))).toThrow(
      "invalid weight in row 1; not in [0, infinity): -1",
    );
    expect(() => fitLogistic({ ...setOf(column, [0, 1]), labels: Float64Array.of(1) })).toThrow(
      "labels must match the frame's 2 rows: 1",
    );
    expect(() => fitLogistic(setOf(column, [0, 1]), { ridge: 0 })).toThrow("invalid ridge; not in (0, infinity): 0");
  });
});
