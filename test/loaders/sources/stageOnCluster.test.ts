import type { DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { duckdbEngine } from "../../../loaders/engines/duckdbEngine.js";
import { rows } from "../../../loaders/query.js";
import { ingest } from "../../../loaders/sources/ingest.js";
import { plainSql } from "../../../loaders/sources/plainSql.js";
import { inputTables, type InputColumn } from "../../../loaders/sources/tables.js";
import { cleanedSql, cleanedType, flaws, sqlTypes, typedSql } from "../../../loaders/sources/typing.js";
import { quoteLiteral } from "../../../loaders/sqlText.js";
import { playbookById } from "../../../src/playbooks/index.js";
import { badLake } from "../../fixtures/badLake.js";
import { connect, folder, stagedRows } from "./staging.js";

const columns = inputTables.flatMap(({ columns: all }) => all);

describe("a plain cell", () => {
  const text = fc.oneof(
    fc.constantFrom(
      "",
      " ",
      "0",
      "-0",
      "1e3",
      "1_000",
      "1,234.5",
      "inf",
      "NaN",
      "1d",
      "２０",
      "2024-02-29",
      "2023-02-29",
    ),
    fc.constantFrom(
      "2024-03-05 10:00:00",
      "2024-03-05T24:00:00",
      "1899-12-31",
      "true",
      "Yes",
      "是",
      "K",
      "stayed",
      "training",
    ),
    fc.string({ unit: fc.constantFrom(..."0123456789-.:+eE T \t\u00a0\u3000\ufeffaé"), maxLength: 12 }),
    fc
      .tuple(fc.integer({ min: 1800, max: 2200 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }))
      .map(([y, m, d]) => `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`),
    fc.double().map(String),
    fc.string({ unit: "binary", maxLength: 6 }).filter((s) => !s.includes("\0")),
  );

  it("of text is what cleaning and typing give, without a flaw", async () => {
    const connection = await connect();
    const property = async (texts: string[]) => {
      for (const column of columns) await hold(connection, column, "VARCHAR", texts.map(quoteLiteral));
    };
    await fc.assert(fc.asyncProperty(fc.array(text, { minLength: 50, maxLength: 50 }), property), {
      numRuns: 5,
      seed: 11,
    });
  });

  it.each([
    ["BIGINT", ["0", "-1", "5", "2500", "9007199254740993", "null"]],
    ["DOUBLE", ["0.5", "-0.0", "3", "9007199254740992", "1e300", "'nan'", "'inf'", "'-inf'", "null"]],
    ["DECIMAL(18,4)", ["0.5", "3", "-1", "12345678901234.5678"]],
    ["DATE", ["'1899-12-31'", "'1900-01-01'", "'2100-12-31'", "'2101-01-01'", "'infinity'", "null"]],
    ["TIMESTAMP", ["'2024-03-05 23:59:59.999999'", "'2101-01-01'", "'-infinity'", "null"]],
    ["TIMESTAMP WITH TIME ZONE", ["'2024-03-05 23:59:59+00'", "'infinity'"]],
    ["BOOLEAN", ["true", "false", "null"]],
  ])("of %s is what typing gives, without a flaw", async (type, values) => {
    const connection = await connect();
    await connection.run("set TimeZone = 'UTC'");
    for (const column of columns) await hold(connection, column, type, values);
  });
});

async function hold(
  connection: DuckDBConnection,
  column: InputColumn,
  type: string,
  values: readonly string[],
): Promise<void> {
  const plain = plainSql({ sql: "raw", type }, column);
  if (!plain) return;
  const kind = cleanedType(type, column.type);
  const found = await rows<Record<string, unknown>>(
    connection,
    `with cell as (select unnest([${values.join(", ")}]::${type}[]) as raw),
     cleaned as (select *, ${cleanedSql("raw", type, column.type)} as clean, ${plain.isPlain} as is_plain, ${plain.typed} as plain from cell),
     typed as (select *, ${typedSql("clean", kind, column)} as typed from cleaned)
     select raw::varchar as raw, is_plain, plain::varchar as plain, typed::varchar as typed,
       plain is not distinct from typed::${sqlTypes[column.type]} as is_same,
       ${
         flaws("clean", "typed", column)
           .map(({ when }) => `coalesce(${when}, false)`)
           .join(" or ") || "false"
       } as is_flawed
     from typed`,
  );
  expect(found.filter((cell) => cell.is_plain === null)).toEqual([]);
  expect(
    found.filter((cell) => cell.is_plain && (!cell.is_same || cell.is_flawed)),
    column.name,
  ).toEqual([]);
}

describe("files that a cluster sees", () => {
  it.each(["aftersales", "saas"] as const)("end as they do on this machine, flawed rows and all (%s)", async (id) => {
    const [here, there] = [await connect(), await connect()];
    const source = await badLake(folder(), id);
    const playbook = playbookById(id);
    const told: string[] = [];
    const engine = { ...duckdbEngine(there), sees: () => true };
    const cluster = { engine, log: (line: string) => void told.push(line.trim()) };
    expect(await ingest(there, { source, playbook, cluster })).toEqual(await ingest(here, { source, playbook }));
    expect(await stagedRows(there, playbook)).toEqual(await stagedRows(here, playbook));
    // neither all rows nor none go through either door
    for (const line of told.filter((line) => / rows were /.test(line)))
      expect(line).toMatch(/^spark +\w+: [1-9]\d* of [1-9]\d* rows were typed on this machine$/);
    const isLeft = "tickets is staged on this machine: it has a column of a type that Spark may read differently";
    expect(told.some((line) => line.includes(isLeft))).toBe(id === "saas");
  });
});
