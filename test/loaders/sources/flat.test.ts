import { describe, expect, it } from "vitest";
import { rows } from "../../../loaders/query.js";
import { ingest } from "../../../loaders/sources/ingest.js";
import { saas } from "../../../src/playbooks/saas.js";
import { connect, fixture, folder, rejected } from "./staging.js";

const csv = fixture("flat/churn.csv");

describe("a flat table through a mapping", () => {
  it("becomes customers with is_lost, and features typed by their content", async () => {
    const connection = await connect();
    const { flat, tables } = await ingest(connection, {
      source: csv,
      mapping: fixture("flat/churn.json"),
      playbook: saas,
    });
    expect(flat).toEqual({
      features: [
        { id: "tenure", kind: "number", distinct: 3, missing: 0 },
        { id: "plan", kind: "category", distinct: 2, missing: 0 },
        { id: "charges", kind: "number", distinct: 3, missing: 1 },
      ],
      labelColumn: "Churn",
      lost: 1,
      kept: 2,
    });
    expect(tables[0]).toMatchObject({
      name: "customers",
      rows: 5,
      accepted: 3,
      rejected: 2,
      unknownColumns: ["nick name"],
    });
    expect(await rows(connection, "select customer_id, is_lost, remaining_ltv from staging.customers")).toEqual([
      { customer_id: "7590", is_lost: false, remaining_ltv: 10 },
      { customer_id: "5575", is_lost: false, remaining_ltv: 20 },
      { customer_id: "3668", is_lost: true, remaining_ltv: null },
    ]);
    expect(await rows(connection, "select * from staging.flat_features")).toEqual([
      { customer_id: "7590", tenure: 1, plan: "basic", charges: 29.85 },
      { customer_id: "5575", tenure: 34, plan: "pro", charges: null },
      { customer_id: "3668", tenure: 2, plan: "basic", charges: 53.85 },
    ]);
  });

  it("names rows set aside by the file's own columns", async () => {
    const connection = await connect();
    await ingest(connection, { source: csv, mapping: fixture("flat/churn.json"), playbook: saas });
    expect(await rejected(connection)).toEqual([
      "churn.csv:5 | customerID | 3668 | duplicate_key",
      "churn.csv:6 | Churn | - | required_missing",
    ]);
  });

  it("numbers the rows when the mapping names no id", async () => {
    const connection = await connect();
    const source = folder({
      "t.csv": "label,a\n1,x\n0,y\n",
      "m.json": '{"label": {"column": "label", "lost": 1}}',
    });
    const { flat } = await ingest(connection, {
      source: `${source}/t.csv`,
      mapping: `${source}/m.json`,
      playbook: saas,
    });
    expect(await rows(connection, "select customer_id, is_lost from staging.customers")).toEqual([
      { customer_id: "1", is_lost: true },
      { customer_id: "2", is_lost: false },
    ]);
    expect(flat?.features.map(({ id }) => id)).toEqual(["a"]);
  });

  it("takes a Parquet number that is NaN for missing, as a CSV's NaN, and sets aside one that is infinite", async () => {
    const connection = await connect();
    const source = folder({ "m.json": '{"label": {"column": "y", "lost": "1"}}' });
    await connection.run(`copy (select r % 2 as y, cast(cast(case r when 3 then 'nan' when 5 then 'inf' else r::varchar end as float) + 0.1 as float) as x
      from range(10) t(r)) to '${source}/t.parquet'`);
    const { flat } = await ingest(connection, {
      source: `${source}/t.parquet`,
      mapping: `${source}/m.json`,
      playbook: saas,
    });
    expect(flat?.features).toEqual([{ id: "x", kind: "number", distinct: 10, missing: 1 }]);
    expect(await rejected(connection)).toEqual(["t.parquet:6 | x | inf | not_finite"]);
    expect(
      await rows(connection, "select x from staging.flat_features where customer_id in ('2', '4') order by all"),
    ).toEqual([{ x: Math.fround(1.1) }, { x: null }]);
  });

  it("reads thousands of columns in one pass, each by its own kind", async () => {
    const connection = await connect();
    const columns = Array.from({ length: 1500 }, (_, i) => i);
    const line = (i: number) => `${i % 2},${columns.map((c) => (c % 3 ? i * c : `w${i % 4}`)).join(",")}`;
    const source = folder({
      "t.csv": `y,${columns.map((c) => `f${c}`).join(",")}\n${Array.from({ length: 20 }, (_, i) => `${line(i)}\n`).join("")}`,
      "m.json": '{"label": {"column": "y", "lost": "1"}}',
    });
    const { flat } = await ingest(connection, {
      source: `${source}/t.csv`,
      mapping: `${source}/m.json`,
      playbook: saas,
    });
    expect(flat!.features.map(({ kind }) => kind)).toEqual(columns.map((c) => (c % 3 ? "number" : "category")));
    expect(
      await rows(connection, "select f1499, f1497 from staging.flat_features order by cast(customer_id as integer)"),
    ).toEqual(Array.from({ length: 20 }, (_, i) => ({ f1499: i * 1499, f1497: `w${i % 4}` })));
  });

  it("sets aside the odd text in a column of numbers", async () => {
    const connection = await connect();
    const lines = Array.from({ length: 200 }, (_, i) => `${i % 2},${i === 50 ? "about 3" : i}`);
    const source = folder({
      "t.csv": `y,x\n${lines.join("\n")}\n`,
      "m.json": '{"label": {"column": "y", "lost": "1"}}',
    });
    await ingest(connection, { source: `${source}/t.csv`, mapping: `${source}/m.json`, playbook: saas });
    expect(await rejected(connection)).toEqual(["t.csv:52 | x | about 3 | not_a_number"]);
  });
});

describe("a mapping that does not fit is refused", () => {
  it.each([
    [
      "an unknown column",
      { label: { column: "Chrun", lost: "Yes" } },
      { what: /file has not: Chrun/, todo: /did you mean Churn\?/, allowed: /customerID, Churn, tenure/ },
    ],
    [
      "a label value that never occurs",
      { label: { column: "Churn", lost: "1" } },
      { what: /never occurs: 1/, allowed: /^No, Yes$/ },
    ],
    ["a key that does not exist", { lable: {} }, { what: /invalid mapping at label/ }],
    [
      "a feature that is the label",
      { label: { column: "Churn", lost: "Yes" }, features: ["Churn"] },
      { what: /Churn cannot be a feature/ },
    ],
    [
      "no feature left",
      {
        label: { column: "Churn", lost: "Yes" },
        ignore: ["customerID", "tenure", "plan", "charges", "nick name", "value"],
      },
      { what: /no column is left/ },
    ],
  ])("%s", async (_, mapping, expected) => {
    const dir = folder({ "m.json": JSON.stringify(mapping) });
    const error: unknown = await ingest(await connect(), {
      source: csv,
      mapping: `${dir}/m.json`,
      playbook: saas,
    }).catch((e: unknown) => e);
    expect(error).toMatchObject({ name: "UserError", exitCode: 2 });
    for (const [part, pattern] of Object.entries(expected))
      expect((error as Record<string, string>)[part]).toMatch(pattern);
  });

  it("would make the id a feature", async () => {
    const dir = folder({ "t.csv": "customer_id,y,x\n1,1,2\n", "m.json": '{"label": {"column": "y", "lost": 1}}' });
    const options = { source: `${dir}/t.csv`, mapping: `${dir}/m.json`, playbook: saas };
    await expect(ingest(await connect(), options)).rejects.toThrow("a feature may not be called customer_id");
  });

  it("is not JSON", async () => {
    const dir = folder({ "m.json": "{" });
    await expect(ingest(await connect(), { source: csv, mapping: `${dir}/m.json`, playbook: saas })).rejects.toThrow(
      "the mapping is not JSON",
    );
  });
});
