import type { DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { duckdbEngine } from "../../../loaders/engines/duckdbEngine.js";
import type { Engine } from "../../../loaders/engines/engine.js";
import { columnTypes, rows } from "../../../loaders/query.js";
import { ingest } from "../../../loaders/sources/ingest.js";
import { plainSql } from "../../../loaders/sources/plainSql.js";
import { inputTables, type InputColumn } from "../../../loaders/sources/tables.js";
import { cleanedSql, cleanedType, flaws, sqlTypes, typedSql } from "../../../loaders/sources/typing.js";
import { quoteLiteral } from "../../../loaders/sqlText.js";
import type { SamplePlaybook } from "../../../loaders/sources/sample/world.js";
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

/** What a run with a cluster that sees some files makes of a source, beside a run without. */
async function both(id: SamplePlaybook, sees: (path: string) => boolean) {
  const [here, there] = [await connect(), await connect()];
  const source = await badLake(folder(), id);
  const playbook = playbookById(id);
  const told: string[] = [];
  const handed: string[] = [];
  const engine = duckdbEngine(there);
  const watched: Engine = {
    ...{ ...engine, sees },
    handOver: async (table, query) => {
      const rows = await columnTypes(there, `(${query})`);
      handed.push(...rows.map(({ name }) => name));
      await engine.handOver(table, query);
    },
  };
  const cluster = {
    engine: watched,
    leastCsvBytes: 0,
    log: (line: string) => void told.push(line.trim().replace(/ +/, " ")),
  };
  expect(await ingest(there, { source, playbook, cluster })).toEqual(await ingest(here, { source, playbook }));
  const staged = await stagedRows(there, playbook);
  expect(staged).toEqual(await stagedRows(here, playbook));
  return { told, handed, staged };
}

describe("a table staged on a cluster", () => {
  it.each(["aftersales", "saas"] as const)("ends as on this machine, flawed rows and all (%s)", async (id) => {
    const { told, staged } = await both(id, () => true);
    // neither all rows nor none go through either door
    const typed = told.filter((line) => / rows were /.test(line));
    for (const line of typed) expect(line).toMatch(/^spark \w+: [1-9]\d* of [1-9]\d* rows were typed on this machine$/);
    expect(typed.map((line) => /(\w+):/.exec(line)![1])).toEqual(
      id === "saas"
        ? ["customers", "usage", "feature_usage", "tickets", "value"]
        : ["customers", "visits", "app_activity", "tickets", "touches", "interventions"],
    );
    const others = told.filter((line) => !typed.includes(line));
    expect(others).toEqual([
      id === "saas"
        ? "spark tickets: tickets/2.parquet is typed on this machine: it has a column of a type that Spark may read differently"
        : "spark interventions: interventions/2.csv is typed on this machine: it is CSV that is small or not plain",
    ]);
    const reasons = staged["rejects"]!.map((row) => JSON.parse(row) as Record<string, string>)
      .filter(({ table_name: table }) => table === "customers")
      .map(({ reason }) => reason!.split(":")[0]);
    expect(new Set(reasons)).toEqual(
      new Set([
        ...["required_missing", "not_a_date", "not_a_number", "not_finite", "not_a_boolean", "below_min"],
        ...["year_out_of_range", "nul_byte", "duplicate_key", "repeated_header"],
      ]),
    );
  });

  it("is staged here where it names people and does not lie there already: no name leaves this machine", async () => {
    const { told, handed } = await both("aftersales", () => false);
    const alone = (table: string) =>
      `spark ${table} is staged on this machine: it names people, and does not lie below HOLDFAST_SPARK_STORE`;
    expect(told.filter((line) => / is staged /.test(line))).toEqual([alone("customers"), alone("tickets")]);
    const personal = columns.filter(({ isPersonal }) => isPersonal).map(({ name }) => name);
    expect(personal).toContain("contact_email");
    expect(handed).toContain("intervention_id");
    expect(handed.filter((name) => personal.includes(name))).toEqual([]);
  });
});
