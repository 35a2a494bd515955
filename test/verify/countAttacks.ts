import { afterAll, beforeEach } from "vitest";
import { record } from "./record.js";

/** Counts the tests of a describe block, one attack each, in the table of docs/trust.md. */
export function countAttacks(what: string): void {
  let [tried, held] = [0, 0];
  beforeEach(({ onTestFinished }) => {
    onTestFinished(({ task }) => {
      tried++;
      if (task.result?.state === "pass") held++;
    });
  });
  afterAll(() => record("attacks", { what, tried, held }));
}
