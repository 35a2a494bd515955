import { afterAll, describe, expect, it } from "vitest";
import { kinds, type Kind } from "../fixtures/badInput/case.js";
import { badInputs } from "../fixtures/badInput/index.js";
import { runCase } from "../fixtures/badInput/runCase.js";
import { record } from "./record.js";

/** All of them; under --quick every eighth. */
const tried = badInputs.filter((_, index) => process.env["HOLDFAST_VERIFY"] !== "quick" || index % 8 === 0);

describe.each(Object.keys(kinds) as Kind[])("bad input, %s", (kind) => {
  const ended = { held: 0, refused: 0, rows: 0, used: 0, aside: 0 };
  afterAll(() => {
    const { held, refused, rows, used, aside } = ended;
    record("input", { what: kinds[kind], tried: cases.length, held, rows: { refused, in: rows, used, aside } });
  });
  const cases = tried.filter((input) => input.kind === kind);
  it.each(cases.map((input) => [input.name, input] as const))("%s", { timeout: 120_000 }, async (_, input) => {
    const { expected } = input;
    const ending = await runCase(input);
    expect(ending.faults).toEqual([]);
    if (expected.refused) {
      expect(ending.refused).toEqual({
        what: expect.stringMatching(expected.refused.what) as string,
        where: expect.stringMatching(expected.refused.where) as string,
      });
      ended.refused++;
      ended.held++;
      return;
    }
    expect(ending.refused).toBeUndefined();
    const { rows = 0, rejects = {}, audit = [] } = expected;
    expect(ending.rejects).toEqual(rejects);
    const rejected = Object.values(rejects).reduce((sum, n) => sum + n, 0);
    expect(ending).toMatchObject({ rows, accepted: rows - rejected });
    expect(ending.audit).toEqual(expect.arrayContaining([...audit]));
    ended.held++;
    ended.rows += ending.rows;
    ended.used += ending.accepted;
    ended.aside += Object.values(ending.rejects).reduce((sum, n) => sum + n, 0);
  });
});

it("tries every input under a name of its own", () => {
  const names = badInputs.map(({ kind, name }) => `${kind}: ${name}`);
  expect(new Set(names).size).toBe(names.length);
});
