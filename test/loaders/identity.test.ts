import { describe, expect, it } from "vitest";
import { codeHash, runIdOf } from "../../loaders/identity.js";

const parts = { lineage: "saas-sample-500-1", inputHash: "aa", asOf: "2026-06-29", seed: 1, codeHash: "bb" };

describe("the code's hash", () => {
  it("is a SHA-256 that stays the same while the code does", () => {
    expect(codeHash()).toMatch(/^[0-9a-f]{64}$/);
    expect(codeHash()).toBe(codeHash());
  });
});

describe("a run's id", () => {
  it("is the same for the same input, as_of, seed and code", () => {
    expect(runIdOf({ ...parts })).toBe(runIdOf(parts));
    expect(runIdOf(parts)).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([{ lineage: "saas-tables" }, { inputHash: "ab" }, { asOf: "2026-07-06" }, { seed: 2 }, { codeHash: "bc" }])(
    "differs with %j",
    (other) => {
      expect(runIdOf({ ...parts, ...other })).not.toBe(runIdOf(parts));
    },
  );

  it("does not run its parts together", () => {
    expect(runIdOf({ ...parts, lineage: "a", inputHash: "bc" })).not.toBe(
      runIdOf({ ...parts, lineage: "ab", inputHash: "c" }),
    );
  });
});
