import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rows } from "../../../loaders/query.js";
import { ingest } from "../../../loaders/sources/ingest.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { saas } from "../../../src/playbooks/saas.js";
import { connect, fixture, folder, rejected } from "./staging.js";

describe("a folder of mangled files", () => {
  const read = async () => {
    const connection = await connect();
    const result = await ingest(connection, { source: fixture("mangled"), playbook: aftersales });
    return { connection, result };
  };

  it("names file, line, column, value and reason of every row set aside", async () => {
    const { connection } = await read();
    expect(await rejected(connection)).toEqual([
      "customers.csv:7 | - | A3,short,2020-01-05 | too_few_columns:6",
      "customers.csv:8 | - | A4,long,2020-01-05,1,no,40,extra | too_many_columns:6",
      "customers.csv:9 | remaining_ltv | a lot | not_a_number",
      "customers.csv:10 | customer_id | A1 | duplicate_key",
      'customers.csv:11 | - | A6,"unclosed,2020-01-05,1,no,40 | bad_quotes',
      "customers.csv:12 | - | A7,bad \uFFFD\uFFFD bytes,2020-01-05,1,no,40 | bad_encoding",
      "customers.csv:13 | started_on | 2020-02-30 | not_a_date",
      "customers.csv:14 | remaining_ltv | -5 | below_min:0",
      "customers.csv:15 | customer_id | - | required_missing",
      "customers.csv:16 | remaining_ltv | inf | not_finite",
      "customers.csv:17 | marketing_opt_out | perhaps | not_a_boolean",
      "customers.csv:18 | started_on | 1850-01-01 | year_out_of_range",
      "customers.csv:20 | remaining_ltv | -1 | below_min:0",
      "visits.csv:5 | customer_id | A3 | unknown_customer",
      "visits.csv:6 | satisfaction | 6 | above_max:5",
      "visits.csv:7 | visit_id | v1 | duplicate_key",
      "tickets.ndjson:2 | opened_at | soon | not_a_time",
      "tickets.ndjson:3 | - | - | not_a_record",
    ]);
  });

  it("keeps the rest, typed", async () => {
    const { connection } = await read();
    const columns = "customer_id, name, started_on, remaining_ltv, marketing_opt_out, vehicle_model";
    expect(await rows(connection, `select ${columns} from staging.customers`)).toEqual([
      {
        customer_id: "A1",
        name: "Wang, Li",
        started_on: "2020-01-05",
        remaining_ltv: 1200.5,
        marketing_opt_out: true,
        vehicle_model: null,
      },
      {
        customer_id: "A2",
        name: "two\n\nlines",
        started_on: "2020-03-01",
        remaining_ltv: null,
        marketing_opt_out: false,
        vehicle_model: null,
      },
      {
        customer_id: "B4",
        name: "fine",
        started_on: "2020-01-05",
        remaining_ltv: 1000,
        marketing_opt_out: false,
        vehicle_model: null,
      },
    ]);
    expect(await rows(connection, "select ticket_id, opened_at::varchar as opened_at from staging.tickets")).toEqual([
      { ticket_id: "1", opened_at: "2026-02-01 15:30:00" },
      { ticket_id: "3", opened_at: "2026-02-03 10:00:00" },
    ]);
  });

  it("counts every row once, and tells what was not used", async () => {
    const { result } = await read();
    expect(result.tables.map(({ name, rows, accepted, rejected }) => [name, rows, accepted, rejected])).toEqual([
      ["customers", 16, 3, 13],
      ["visits", 7, 4, 3],
      ["tickets", 4, 2, 2],
    ]);
    expect(result.tables[0]?.unknownColumns).toEqual(["shoe_size"]);
    expect(result.missingTables).toEqual(["service_kinds", "app_activity", "touches", "interventions"]);
    expect(result.tables.map(({ placesAre }) => placesAre)).toEqual(["line", "line", "record"]);
  });

  it("creates absent tables without rows, so that queries may name them", async () => {
    const { connection } = await read();
    expect(await rows(connection, "select * from staging.app_activity")).toEqual([]);
  });
});

describe("as_of", () => {
  const visits = (...days: string[]) =>
    folder({
      "customers.csv": "customer_id\nA\n",
      "visits.csv": `visit_id,customer_id,date,next_due_on\n${days.map((day, i) => `${i},A,${day},2040-01-01\n`).join("")}`,
    });

  it("is the last Monday not after the newest event; due dates do not count", async () => {
    // 2026-03-20 is a Friday
    const result = await ingest(await connect(), { source: visits("2026-03-02", "2026-03-20"), playbook: aftersales });
    expect(result.asOf).toBe("2026-03-16");
    expect(result.tables[1]?.newestDate).toBe("2026-03-20");
  });

  it("is a Monday itself when the newest event is of one", async () => {
    expect((await ingest(await connect(), { source: visits("2026-03-16"), playbook: aftersales })).asOf).toBe(
      "2026-03-16",
    );
  });

  it("is not moved by a single date years beyond the others", async () => {
    const days = Array.from({ length: 1500 }, (_, i) => new Date(Date.UTC(2022, 0, 1 + i)).toISOString().slice(0, 10));
    const source = visits(...days, "2099-01-01");
    expect((await ingest(await connect(), { source, playbook: aftersales })).asOf).toBe("2026-02-02");
  });

  it("is as given, and rows dated later are kept", async () => {
    const connection = await connect();
    const result = await ingest(connection, {
      source: visits("2026-03-02", "2026-03-20"),
      playbook: aftersales,
      asOf: "2026-03-09",
    });
    expect(result.asOf).toBe("2026-03-09");
    expect(await rows(connection, "select count(*) as n from staging.visits")).toEqual([{ n: 2 }]);
  });

  it("is unknown when nothing is dated", async () => {
    const source = folder({ "customers.csv": "customer_id\nA\n" });
    expect((await ingest(await connect(), { source, playbook: saas })).asOf).toBeUndefined();
  });
});

describe("Parquet and JSON", () => {
  it.each([
    ["customers.json", "\uFEFF[]", 0],
    ["customers.json", '\uFEFF[{"customer_id": "a", "a~/b": 1}]', 1],
    ["customers.json", '{\n "customer_id": "a"\n}\n{"customer_id": "b"}', 2],
    ["customers.json", '{"customer_id": "a", "x\\u0000y": {"z": [1]}}\n{"customer_id": "b"}\n', 2],
    ["customers.ndjson", '\uFEFF{"CUSTOMER_ID": "a"}\n', 1],
    ["customers.jsonl", "", 0],
  ])("reads %s holding %j", async (name, content, accepted) => {
    const result = await ingest(await connect(), { source: folder({ [name]: content }), playbook: saas });
    expect(result.tables[0]).toMatchObject({ rows: accepted, accepted });
  });

  it("reads parts in a folder, with the types they have and the record's number as its place", async () => {
    const connection = await connect();
    const source = folder({
      "customers.json": '[{"customer_id": 17, "Name": "x"},\n {"customer_id": "18"}]',
      "usage/skip/.hidden": "",
    });
    await connection.run(`copy (select 17.0::double as customer_id, 'u' as user_id, timestamp '2026-01-05 08:00:00' as date, 3::utinyint as events)
      to '${join(source, "usage", "1.parquet")}'`);
    await connection.run(`copy (select * from (values ('18', 'u', '2026-01-06', 2.5), ('18', 'v', '2026-01-07', 2.0), ('19', 'u', '2026-01-06', 1.0)) as t(customer_id, user_id, date, events))
      to '${join(source, "usage", "2.parquet")}'`);
    const result = await ingest(connection, { source, playbook: saas });
    expect(await rows(connection, "select customer_id, date, events from staging.usage")).toEqual([
      { customer_id: "17", date: "2026-01-05", events: 3 },
      { customer_id: "18", date: "2026-01-07", events: 2 },
    ]);
    expect(await rejected(connection)).toEqual([
      "usage/2.parquet:1 | events | 2.5 | not_an_integer",
      "usage/2.parquet:3 | customer_id | 19 | unknown_customer",
    ]);
    expect(result.tables[1]).toMatchObject({
      files: ["usage/1.parquet", "usage/2.parquet"],
      placesAre: "record",
      rows: 4,
    });
  });

  it("sets aside NaN", async () => {
    const connection = await connect();
    const source = folder();
    await connection.run(
      `copy (select 'a' as customer_id, 'nan'::double as remaining_ltv) to '${join(source, "customers.parquet")}'`,
    );
    await ingest(connection, { source, playbook: saas });
    expect(await rejected(connection)).toEqual(["customers.parquet:1 | remaining_ltv | nan | not_finite"]);
  });
});

describe("the input's hash", () => {
  const hash = async (files: Record<string, string>) =>
    (await ingest(await connect(), { source: folder(files), playbook: saas })).inputHash;

  it("depends on contents and table names, not on where the files are", async () => {
    const same = await hash({ "customers.csv": "customer_id\nA\n" });
    expect(await hash({ "CUSTOMERS.CSV": "customer_id\nA\n" })).toBe(same);
    expect(await hash({ "customers/part.csv": "customer_id\nA\n" })).toBe(same);
    expect(await hash({ "customers.csv": "customer_id\nB\n" })).not.toBe(same);
    expect(
      await hash({ "customers.csv": "customer_id\nA\n", "tickets.csv": "ticket_id,customer_id,opened_at\n" }),
    ).not.toBe(same);
  });
});

describe("hostile names", () => {
  it("walks a folder that links to itself once", async () => {
    const source = folder({ "customers/a.csv": "customer_id\nA\n", "customers/deep/b.csv": "customer_id\nB\n" });
    symlinkSync(join(source, "customers"), join(source, "customers", "deep", "again"));
    const result = await ingest(await connect(), { source, playbook: saas });
    expect(result.tables[0]?.files).toEqual(["customers/a.csv", "customers/deep/b.csv"]);
  });

  it("takes column names, file names and values for text, never for SQL or patterns", async () => {
    const evil = `x'"); drop schema staging cascade; --`;
    const connection = await connect();
    const source = folder({
      "customers/[a]*'.csv": `customer_id,"${evil.replaceAll('"', '""')}",remaining_ltv\n'; drop,1,${"9".repeat(300)}x\nB,2,3\n`,
      "customers/b.csv": "customer_id\nC\n",
    });
    const result = await ingest(connection, { source, playbook: saas });
    expect(result.tables[0]).toMatchObject({ rows: 3, accepted: 2, unknownColumns: [evil.toLowerCase()] });
    expect(await rejected(connection)).toEqual([
      `customers/[a]*'.csv:2 | remaining_ltv | ${"9".repeat(200)} | not_a_number`,
    ]);
  });
});
