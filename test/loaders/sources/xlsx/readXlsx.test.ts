import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rows } from "../../../../loaders/query.js";
import { ingest } from "../../../../loaders/sources/ingest.js";
import { aftersales } from "../../../../src/playbooks/aftersales.js";
import { connect, fixture, folder, rejected } from "../staging.js";

/** Made with openpyxl and saved by LibreOffice, which put the results into the formula cells. */
const office = fixture("xlsx/office.xlsx");

describe("an office's workbook as a flat table", () => {
  const read = async () => {
    const connection = await connect();
    const mapping = fixture("xlsx/office.flat.json");
    return { connection, result: await ingest(connection, { source: office, mapping, playbook: aftersales }) };
  };

  it("is read below its titles, with names merged over two lines, numbers as text and results of formulas", async () => {
    const { connection, result } = await read();
    expect(result.flat).toMatchObject({ labelColumn: "是否流失", lost: 1, kept: 2 });
    expect(
      await rows(connection, "select customer_id, name, phone, remaining_ltv, is_lost from staging.customers"),
    ).toEqual([
      { customer_id: "00017", name: "李雷", phone: "13800000000", remaining_ltv: 1200.5, is_lost: true },
      { customer_id: "00018", name: "韩梅梅", phone: "13800000001", remaining_ltv: 800, is_lost: false },
      { customer_id: "00020", name: "赵强", phone: "13800000003", remaining_ltv: 0, is_lost: false },
    ]);
    // 1200.5 / 3 and 800 / 4 as LibreOffice saved them; #N/A is missing
    expect(
      await rows(connection, 'select "近一年回厂次数" as visits, "人均消费" as spend from staging.flat_features'),
    ).toEqual([
      { visits: 3, spend: 400.166666666667 },
      { visits: 4, spend: 200 },
      { visits: null, spend: null },
    ]);
  });

  it("names file, sheet, line, column, value and reason of what was set aside, lines of totals too", async () => {
    const { connection, result } = await read();
    expect(await rejected(connection)).toEqual([
      "office.xlsx!车主明细:9 | 剩余价值（元） | 面议 | not_a_number",
      "office.xlsx!车主明细:11 | 客户编号 | 00017 | duplicate_key",
      "office.xlsx!车主明细:12 | - | 合计, 10 | total_row",
    ]);
    expect(result.tables[0]).toMatchObject({
      rows: 6,
      accepted: 3,
      rejected: 3,
      placesAre: "line",
      encodings: ["xlsx"],
    });
    expect(result.ignored).toEqual([{ name: "office.xlsx!说明" }]);
  });
});

it("takes a folder's workbook for a table, with names of its own and serial numbers for dates", async () => {
  const source = folder();
  cpSync(office, join(source, "office.xlsx"));
  const connection = await connect();
  await ingest(connection, { source, mapping: fixture("xlsx/office.tables.json"), playbook: aftersales });
  // 44000 is 2020-06-18 in Excel; LibreOffice agrees
  expect(await rows(connection, "select customer_id, started_on, remaining_ltv from staging.customers")).toEqual([
    { customer_id: "00017", started_on: "2020-03-05", remaining_ltv: 1200.5 },
    { customer_id: "00018", started_on: "2020-06-18", remaining_ltv: 800 },
    { customer_id: "00020", started_on: "2022-05-06", remaining_ltv: 0 },
  ]);
  expect((await rejected(connection))[0]).toBe("office.xlsx!车主明细:9 | 剩余价值（元） | 面议 | not_a_number");
});

it("takes a workbook for several tables, a sheet each", async () => {
  const connection = await connect();
  const result = await ingest(connection, { source: fixture("xlsx/workbook.xlsx"), playbook: aftersales });
  expect(result.tables.map(({ name, accepted, rejected }) => [name, accepted, rejected])).toEqual([
    ["customers", 2, 0],
    ["visits", 1, 2],
  ]);
  expect(result.asOf).toBe("2026-03-02");
  expect(await rejected(connection)).toEqual([
    "workbook.xlsx!Visits:3 | spend | 二百 | not_a_number",
    "workbook.xlsx!Visits:4 | customer_id | C | unknown_customer",
  ]);
  expect(result.ignored.map(({ name }) => name)).toEqual(["workbook.xlsx!备注"]);
});

describe("refuses", () => {
  /** The workbook with the unpacked size of its parts, as its directory states them, replaced. */
  const claiming = (size: (stated: number) => number) => {
    const bytes = readFileSync(office);
    for (
      let at = bytes.indexOf("PK\u0001\u0002", 0, "latin1");
      at >= 0;
      at = bytes.indexOf("PK\u0001\u0002", at + 4, "latin1")
    )
      bytes.writeUInt32LE(size(bytes.readUInt32LE(at + 24)), at + 24);
    const file = join(folder(), "bomb.xlsx");
    writeFileSync(file, bytes);
    return file;
  };
  const attempt = async (source: string, mapping = fixture("xlsx/office.flat.json")) =>
    ingest(await connect(), { source, mapping, playbook: aftersales });

  it("a workbook that says it unpacks to more than 1 GiB, before unpacking it", async () => {
    await expect(attempt(claiming(() => 2 ** 30))).rejects.toThrow(
      /the workbook is too large: it unpacks to \d+ MiB or more; in bomb.xlsx; allowed: at most 1024 MiB; export the table as CSV/,
    );
  });

  it("one whose parts unpack to more than they say, or say nothing", async () => {
    await expect(attempt(claiming((stated) => Math.ceil(stated / 2)))).rejects.toThrow(/cannot be read as XLSX/);
    await expect(attempt(claiming(() => 0))).rejects.toThrow(/unpacks to an unknown size/);
  });

  it.each([
    ["a damaged one", Buffer.from("PK\u0003\u0004 not really"), /cannot be read as XLSX/],
    [
      "one with a password, or of the old format",
      Buffer.from("d0cf11e0a1b11ae10000", "hex"),
      /has a password, or is of the old/,
    ],
    ["an empty one", Buffer.alloc(0), /cannot be read as XLSX/],
  ])("%s", async (_, bytes, message) => {
    const source = folder({ "x.xlsx": bytes });
    await expect(attempt(join(source, "x.xlsx"))).rejects.toThrow(message);
  });

  it("a sheet that is not there or hidden, and a workbook without tables", async () => {
    const mapping = join(folder({ "m.json": '{"sheet": "隐藏", "label": {"column": "a", "lost": "1"}}' }), "m.json");
    await expect(attempt(office, mapping)).rejects.toThrow(/no visible sheet called 隐藏; .*allowed: 说明, 车主明细/);
    await expect(ingest(await connect(), { source: office, playbook: aftersales })).rejects.toThrow(
      /no sheet called customers.*npm run map/,
    );
  });
});
