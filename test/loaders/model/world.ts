import type { FrameColumn, TrainingSet } from "../../../src/model/churn/types.js";
import { random } from "../../../src/model/stats/random.js";

export interface World extends TrainingSet {
  /** True log-odds of every row. */
  readonly truth: Float64Array;
}

const cityEffect = [0.8, -0.4, 0, 0.3];

/**
 * Customers of a known world: risk falls with visits up to a point, rises when overdue beyond 60, differs by city, and
 * an unhappy customer who is overdue is worse off than the two would add up to. `noise` says nothing; overdue has gaps.
 */
export function world(rows: number, seed: number): World {
  const { uniform, normal, integer } = random(seed);
  const columns: FrameColumn[] = ["visits", "overdue", "unhappy", "noise"].map((id) => ({
    id,
    kind: "number",
    values: new Float64Array(rows),
  }));
  const city: FrameColumn = {
    id: "city",
    kind: "category",
    levels: ["北京", "上海", "广州", "深圳"],
    values: new Float64Array(rows),
  };
  const truth = new Float64Array(rows);
  const labels = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const visits = Math.floor(10 * uniform());
    const overdue = uniform() < 0.1 ? NaN : 180 * uniform();
    const unhappy = uniform() < 0.4 ? 1 : 0;
    const place = integer(4);
    [visits, overdue, unhappy, normal()].forEach((value, c) => (columns[c]!.values[i] = value));
    city.values[i] = uniform() < 0.05 ? NaN : place;
    truth[i] =
      -0.5 -
      0.3 * Math.min(visits, 5) +
      (overdue > 60 ? 0.8 : 0) +
      (Number.isNaN(overdue) ? 0.4 : 0) +
      (overdue > 60 ? 1.6 : -0.6) * unhappy +
      cityEffect[place]!;
    labels[i] = uniform() < 1 / (1 + Math.exp(-truth[i]!)) ? 1 : 0;
  }
  return { frame: { rows, columns: [...columns, city] }, labels, truth };
}
