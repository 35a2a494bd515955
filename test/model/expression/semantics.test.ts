import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compileColumns,
  evaluate,
  names,
  parse,
  toSql,
  toSqlCondition,
  type Tree,
} from "../../../src/model/expression/index.js";
import { inputs, randomTree, value } from "./randomTree.js";

const run = (text: string, scope: Record<string, number> = {}): number => evaluate(parse(text), scope);

describe("evaluate", () => {
  it("lets a missing input make the result missing", () => {
    for (const text of ["m + 1", "-m", "m < 1", "m != m", "min(1, m)", "max(m, 1)", "pow(m, 0)", "abs(m)"]) {
      expect(run(text, { m: NaN }), text).toBeNaN();
    }
  });

  it("makes a result missing where the function is not defined", () => {
    for (const text of ["1 / 0", "0 / 0", "sqrt(-1)", "log(0)", "log(-1)", "pow(-8, 0.5)", "pow(0, -1)"]) {
      expect(run(text), text).toBeNaN();
    }
  });

  it("reads only the chosen branch of an if, and needs the condition", () => {
    expect(run("if(1 > 0, 2, m)", { m: NaN })).toBe(2);
    expect(run("if(1 < 0, 2, m)", { m: NaN })).toBeNaN();
    expect(run("if(m, 2, 2)", { m: NaN })).toBeNaN();
  });

  it("decides && and || when one side is enough, as SQL does", () => {
    const scope = { m: NaN };
    expect([run("0 && m", scope), run("m && 0", scope), run("1 || m", scope), run("m || 1", scope)]).toEqual([
      0, 0, 1, 1,
    ]);
    for (const text of ["1 && m", "m && 1", "0 || m", "m || m"]) expect(run(text, scope), text).toBeNaN();
  });

  it("takes the first present argument of coalesce", () => {
    expect(run("coalesce(m, m, 3, 4)", { m: NaN })).toBe(3);
  });

  it("throws for a name that the scope does not have", () => {
    expect(() => run("a + toString", { a: 1, b: 2 })).toThrow("unknown name in formula; not one of a, b: toString");
  });
});

/** A tree's value wherever no step on the way overflows; formulas beyond 1e100 are nobody's business. */
function tame(tree: Tree, scope: Record<string, number>): boolean {
  const here = Math.abs(evaluate(tree, scope));
  const below = tree.kind === "binary" ? [tree.left, tree.right] : tree.kind === "call" ? tree.args : [];
  return !(here > 1e100) && (tree.kind !== "minus" || tame(tree.operand, scope)) && below.every((t) => tame(t, scope));
}

const row = fc.record({ a: value, b: value, c: value });

describe("compileColumns", () => {
  it("agrees with evaluate in every row, exactly", () => {
    fc.assert(
      fc.property(randomTree, fc.array(row, { minLength: 1, maxLength: 5 }), (tree, rows) => {
        const columns = Object.fromEntries(inputs.map((name) => [name, Float64Array.from(rows, (r) => r[name])]));
        const got = compileColumns(tree)(columns, new Float64Array(rows.length));
        expect([...got]).toEqual(rows.map((r) => evaluate(tree, r)));
      }),
      { numRuns: 500 },
    );
  });

  it("takes a number as a column that is the same in every row", () => {
    fc.assert(
      fc.property(randomTree, row, value, (tree, first, other) => {
        const columns = { ...first, a: Float64Array.of(first.a, other) };
        const got = compileColumns(tree)(columns, new Float64Array(2));
        expect([...got]).toEqual([evaluate(tree, first), evaluate(tree, { ...first, a: other })]);
      }),
    );
  });

  it("leaves its inputs as they are and can be run again at another length", () => {
    const formula = compileColumns(parse("min(a, 2) * (b - a)"));
    const a = Float64Array.of(1, 2, 3);
    expect([...formula({ a, b: 5 }, new Float64Array(3))]).toEqual([4, 6, 4]);
    expect([...formula({ a, b: a }, new Float64Array(2))]).toEqual([0, 0]);
    expect([...a]).toEqual([1, 2, 3]);
  });

  it("throws for an unknown name and for a column that is too short", () => {
    expect(() => compileColumns(parse("a + z"))({ a: 1 }, new Float64Array(1))).toThrow("unknown name");
    expect(() => compileColumns(parse("a + 1"))({ a: Float64Array.of(1) }, new Float64Array(2))).toThrow(
      "column too short; at least 2 rows in a: 1",
    );
  });
});

describe("toSql", () => {
  it("quotes names and writes numbers as doubles", () => {
    expect(toSql(parse("0.4 * a / b"))).toBe('((0.4e0 * cast("a" as double)) / nullif(cast("b" as double), 0))');
    expect(toSqlCondition(parse("a > 5"), (name) => `w.${name}`)).toBe("(cast(w.a as double) > 5e0)");
  });

  it("agrees with evaluate when DuckDB runs it", async () => {
    const trees = fc.sample(randomTree, { seed: 7, numRuns: 200 });
    const rows = fc.sample(row, { seed: 8, numRuns: 25 });
    const got = await inDuckDb(trees, rows);
    trees.forEach((tree, t) =>
      rows.forEach((scope, r) => {
        if (!tame(tree, scope)) return;
        const wanted = evaluate(tree, scope);
        const found = got[r]![t]!;
        const near = Number.isNaN(wanted)
          ? Number.isNaN(found)
          : Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));
        expect(near, `${toSql(tree)} at ${JSON.stringify(scope)}: ${wanted} here, ${found} there`).toBe(true);
      }),
    );
  });

  it("agrees on conditions with integer and boolean columns", async () => {
    const db = await (await DuckDBInstance.create(":memory:")).connect();
    const cell = async (sql: string): Promise<unknown> =>
      (
        await db.runAndReadAll(`select ${sql} from (select 1 as i, 4 as j, null::int as m, true as t)`)
      ).getRows()[0]![0];
    expect(await cell(toSql(parse("i / j")))).toBe(0.25);
    expect(await cell(toSqlCondition(parse("m > 0 || t")))).toBe(true);
    expect(await cell(toSqlCondition(parse("min(m, 1) < 2")))).toBe(null);
  });
});

async function inDuckDb(trees: readonly Tree[], rows: readonly Record<string, number>[]): Promise<number[][]> {
  const db = await (await DuckDBInstance.create(":memory:")).connect();
  const literal = (x: number): string => (Number.isNaN(x) ? "null" : `${x}::double`);
  const tuples = rows.map((r, i) => `(${i}, ${inputs.map((name) => literal(r[name]!)).join(", ")})`);
  const table = `(values ${tuples.join(", ")}) as t(i, ${inputs.join(", ")})`;
  const result = await db.runAndReadAll(
    `select ${trees.map((tree) => toSql(tree)).join(",\n")} from ${table} order by i`,
  );
  expect(names(trees[0]!).length).toBeLessThanOrEqual(inputs.length);
  return result.getRows().map((cells) => cells.map((cell) => (cell === null ? NaN : Number(cell))));
}
