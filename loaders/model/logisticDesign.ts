import { otherLevel, type Frame, type FrameColumn, type Term } from "../../src/model/churn/types.js";
import { sortedSample } from "./sortedSample.js";

/**
 * How one column enters a linear model. A number is winsorised at its 0.1 % and 99.9 % points and standardised, its
 * missing values getting a coefficient of their own; a category has one coefficient a level, rare levels sharing one.
 */
export interface Encoding {
  readonly column: FrameColumn;
  /** Place of the standardised number among the dense columns; -1 for a category or a constant. */
  readonly dense: number;
  readonly low: number;
  readonly high: number;
  readonly center: number;
  readonly scale: number;
  /** Levels with a coefficient of their own; other levels are rare. */
  readonly levels: readonly string[];
  /** Coefficient of each level index, `coefficientOfMissing` for NaN; -1 for none. */
  readonly coefficientOfLevel: Int32Array;
  readonly coefficientOfMissing: number;
  readonly coefficientOfOther: number;
}

/**
 * Coefficients: the dense ones first (0 is the intercept, then the numbers), then the indicators. A row holds its dense
 * values (1 for the intercept) and, for each sparse column, the one indicator that is on (or -1).
 */
export interface Design {
  readonly rows: number;
  readonly coefficients: number;
  readonly denseCount: number;
  readonly dense: Float64Array;
  readonly sparseCount: number;
  readonly sparse: Int32Array;
  readonly encodings: readonly Encoding[];
}

/** Lays a frame out for regression. Levels of fewer than `minLevelRows` rows are rare. */
export function logisticDesign(frame: Frame, weights: Float64Array, minLevelRows: number): Design {
  const scales = frame.columns.map((column) =>
    column.kind === "number" ? standardise(column.values, weights) : undefined,
  );
  const denseCount = 1 + scales.filter((scale) => scale && scale.scale > 0).length;
  let dense = 1;
  let next = denseCount;
  const encodings = frame.columns.map((column, c): Encoding => {
    const levels = levelRows(column).map((rows, i) => ({ rows, text: column.levels![i]! }));
    const isKept = levels.map(({ rows, text }) => rows >= minLevelRows && text !== otherLevel);
    const coefficientOfLevel = Int32Array.from(isKept, (kept) => (kept ? next++ : -1));
    const isAnyRare = levels.some(({ rows }, i) => rows > 0 && !isKept[i]);
    const coefficientOfOther = isAnyRare ? next++ : -1;
    const scale = scales[c] ?? { low: 0, high: 0, center: 0, scale: 0 };
    return {
      column,
      ...scale,
      dense: scale.scale > 0 ? dense++ : -1,
      levels: levels.filter((_, i) => isKept[i]).map(({ text }) => text),
      coefficientOfLevel: coefficientOfLevel.map((coefficient) => (coefficient < 0 ? coefficientOfOther : coefficient)),
      coefficientOfMissing: column.values.some(Number.isNaN) ? next++ : -1,
      coefficientOfOther,
    };
  });
  const sparse = encodings.filter(
    ({ coefficientOfMissing, levels, coefficientOfOther }) =>
      coefficientOfMissing + coefficientOfOther > -2 || levels.length,
  );
  return {
    rows: frame.rows,
    coefficients: next,
    denseCount,
    dense: denseValues(encodings, frame.rows, denseCount),
    sparseCount: sparse.length,
    sparse: sparseIndices(sparse, frame.rows),
    encodings,
  };
}

/** The fitted coefficients as terms, each centred on the training population; `mean` is what centring took out. */
export function logisticTerms(
  { encodings }: Design,
  coefficients: Float64Array,
  weights: Float64Array,
): { terms: Term[]; mean: number } {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const at = (index: number): number => (index < 0 ? 0 : coefficients[index]!);
  let mean = 0;
  const terms = encodings.flatMap((encoding): Term[] => {
    const { column, coefficientOfMissing, coefficientOfOther, coefficientOfLevel } = encoding;
    const center =
      column.values.reduce(
        (sum, x, i) =>
          sum +
          weights[i]! *
            at(Number.isNaN(x) ? coefficientOfMissing : column.kind === "category" ? coefficientOfLevel[x]! : -1),
        0,
      ) / total;
    mean += center;
    const missing = coefficientOfMissing < 0 ? 0 : at(coefficientOfMissing) - center;
    if (column.kind === "category") {
      const values = encoding.levels.map((level) => at(coefficientOfLevel[column.levels!.indexOf(level)]!) - center);
      return [
        {
          kind: "levels",
          feature: column.id,
          levels: encoding.levels,
          values,
          other: coefficientOfOther < 0 ? 0 : at(coefficientOfOther) - center,
          missing,
        },
      ];
    }
    const { low, high, scale } = encoding;
    if (encoding.dense < 0 && coefficientOfMissing < 0) return [];
    const weight = encoding.dense < 0 ? 0 : coefficients[encoding.dense]!;
    return [
      {
        kind: "linear",
        feature: column.id,
        low,
        high,
        center: encoding.center,
        scale: scale || 1,
        weight,
        offset: -center,
        missing,
      },
    ];
  });
  return { terms, mean };
}

function levelRows({ levels, values }: FrameColumn): number[] {
  const rows = (levels ?? []).map(() => 0);
  if (levels) for (const x of values) if (!Number.isNaN(x)) rows[x]!++;
  return rows;
}

function standardise(values: Float64Array, weights: Float64Array): Pick<Encoding, "low" | "high" | "center" | "scale"> {
  const sorted = sortedSample(values, 50_000);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  // a rare flag (one row in two thousand) has the same 0.1 % and 99.9 % points; it keeps its range
  const [low, high] = at(0.001) < at(0.999) ? [at(0.001), at(0.999)] : [at(0), at(1)];
  let [total, sum, squares] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    if (x !== x) continue;
    const shifted = Math.min(Math.max(x, low), high) - low;
    total += weights[i]!;
    sum += weights[i]! * shifted;
    squares += weights[i]! * shifted * shifted;
  }
  const mean = total > 0 ? sum / total : 0;
  const variance = total > 0 ? squares / total - mean * mean : 0;
  // below the rounding of the sums, the spread is noise: the column is constant
  const scale = variance > 1e-12 * (squares / total) ? Math.sqrt(variance) : 0;
  return { low, high, center: low + mean, scale: Number.isFinite(scale) ? scale : 0 };
}

function denseValues(encodings: readonly Encoding[], rows: number, count: number): Float64Array {
  const dense = new Float64Array(rows * count).fill(1);
  for (const { column, dense: place, low, high, center, scale } of encodings) {
    if (place < 0) continue;
    for (let i = 0; i < rows; i++) {
      const x = column.values[i]!;
      dense[i * count + place] = x === x ? (Math.min(Math.max(x, low), high) - center) / scale : 0;
    }
  }
  return dense;
}

function sparseIndices(encodings: readonly Encoding[], rows: number): Int32Array {
  const sparse = new Int32Array(rows * encodings.length);
  encodings.forEach(({ column, coefficientOfMissing, coefficientOfLevel }, place) => {
    for (let i = 0; i < rows; i++) {
      const x = column.values[i]!;
      sparse[i * encodings.length + place] =
        x !== x ? coefficientOfMissing : column.kind === "category" ? coefficientOfLevel[x]! : -1;
    }
  });
  return sparse;
}
