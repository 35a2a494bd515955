import { describe, expect, it } from "vitest";
import { rows } from "../../../loaders/query.js";
import { quoteLiteral } from "../../../loaders/sqlText.js";
import type { ColumnType } from "../../../loaders/sources/tables.js";
import { cleanedSql, cleanedType, typedSql } from "../../../loaders/sources/typing.js";
import { connect } from "./staging.js";

/** Each text read as a type, NULL where it is not one. */
async function read(type: ColumnType, texts: readonly string[], rawType = "VARCHAR"): Promise<unknown[]> {
  const connection = await connect();
  await connection.run("set TimeZone = 'UTC'");
  const values = texts.map((text, i) => `(${i}, cast(${quoteLiteral(text)} as ${rawType}))`).join(", ");
  const typed = typedSql("v", cleanedType(rawType, type), { type });
  const shown = type === "timestamp" ? `cast(${typed} as varchar)` : typed;
  const sql = `select ${shown} as value from (select i, ${cleanedSql("raw", rawType, type)} as v from (values ${values}) as t(i, raw)) order by i`;
  return (await rows<{ value: unknown }>(connection, sql)).map(({ value }) => value);
}

describe("text becomes", () => {
  it("a number: plain, in groups of three, scientific, full-width", async () => {
    const texts = ["1", " -2.5 ", "1,234.5", "12,345,678", "1e3", ".5", "１２．５", "　7\u00a0", "+3"];
    expect(await read("number", texts)).toEqual([1, -2.5, 1234.5, 12345678, 1000, 0.5, 12.5, 7, 3]);
  });

  it("no number: a decimal comma, odd groups, units, words", async () => {
    expect(
      await read("number", ["1,5", "12,34", "1.234,5", "¥5", "5%", "5 元", "five", "1 2", "0x1F", "--1", "1,234,"]),
    ).toEqual(Array(11).fill(null));
  });

  it("a whole number only when it is one", async () => {
    expect(await read("integer", ["3", "3.0", "1,000", "3.5", "1e30", "nan"])).toEqual([3, 3, 1000, null, null, null]);
  });

  it("a date, in the forms people write year first", async () => {
    const texts = [
      "2024-03-05",
      "2024/3/5",
      "2024.3.5",
      "20240305",
      "2024年3月5日",
      "2024-03-05 10:11:12",
      "2024-03-05T23:30:00+08:00",
    ];
    expect(await read("date", texts)).toEqual(Array(7).fill("2024-03-05"));
  });

  it("no date: a day that does not exist, day or month first, serial numbers, words, trailing text", async () => {
    const texts = [
      "2024-02-30",
      "2023-02-29",
      "5/3/2024",
      "45356",
      "epoch",
      "infinity",
      "2024-03-05x",
      "2024-13-01",
      "2024-03-05 and later",
    ];
    expect(await read("date", texts)).toEqual(Array(9).fill(null));
  });

  it("a time in UTC, moved when a zone is written", async () => {
    const texts = [
      "2024-03-05T23:30:00+08:00",
      "2024-03-05 23:30",
      "2024-03-05T23:30:00Z",
      "2024/3/5 8:05",
      "2024-03-05",
      "soon",
    ];
    expect(await read("timestamp", texts)).toEqual([
      ...[
        "2024-03-05 15:30:00",
        "2024-03-05 23:30:00",
        "2024-03-05 23:30:00",
        "2024-03-05 08:05:00",
        "2024-03-05 00:00:00",
      ],
      null,
    ]);
  });

  it("yes or no", async () => {
    const texts = ["true", "F", "1", "0", "Yes", "no", "是", "否", "Y", "perhaps", "2", ""];
    expect(await read("boolean", texts)).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      null,
      null,
      null,
    ]);
  });

  it("text without the blanks around it; nothing when only blanks", async () => {
    expect(await read("text", ["  a b ", "　", "", "\t x"])).toEqual(["a b", null, null, "x"]);
  });
});

describe("a native value keeps its type where that fits", () => {
  it.each<[ColumnType, string, string[], unknown[]]>([
    ["text", "DOUBLE", ["17.0", "1.5", "nan"], ["17", "1.5", null]],
    ["text", "BIGINT", ["17"], ["17"]],
    ["integer", "DECIMAL(5,1)", ["2.0", "2.5"], [2, null]],
    ["number", "INTEGER", ["3"], [3]],
    ["date", "TIMESTAMP", ["2024-03-05 23:59:00"], ["2024-03-05"]],
    ["timestamp", "TIMESTAMPTZ", ["2024-03-05 23:30:00+08"], ["2024-03-05 15:30:00"]],
    ["timestamp", "DATE", ["2024-03-05"], ["2024-03-05 00:00:00"]],
    ["boolean", "INTEGER", ["1", "0", "2"], [true, false, null]],
    ["date", "INTEGER", ["20240305", "7"], ["2024-03-05", null]],
  ])("%s from %s", async (type, rawType, texts, expected) => {
    expect(await read(type, texts, rawType)).toEqual(expected);
  });
});
