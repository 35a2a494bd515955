import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { churnContributions, churnProbability, type ChurnModel } from "../../../src/model/churn/anyModel.js";
import type { Row } from "../../../src/model/churn/types.js";

interface Frozen {
  readonly model: ChurnModel;
  readonly rows: readonly { row: Row; p: number; contributions: Readonly<Record<string, number>> }[];
}

/** Models of version 1 as a warehouse keeps them, with what they said on the day they were written. Never made anew. */
const kept = JSON.parse(readFileSync("test/fixtures/models/version1.json", "utf8")) as Frozen[];

describe.each(kept)("a $model.kind model of version $model.version, written long ago", ({ model, rows }) => {
  it("says what it said then, of known customers, missing values and levels never seen", () => {
    for (const { row, p, contributions } of rows) {
      expect(churnProbability(model, row)).toBeCloseTo(p, 12);
      const found = churnContributions(model, row);
      expect(found.map(({ feature }) => feature)).toEqual(Object.keys(contributions));
      for (const { feature, logOdds } of found) expect(logOdds).toBeCloseTo(contributions[feature]!, 12);
    }
  });
});
