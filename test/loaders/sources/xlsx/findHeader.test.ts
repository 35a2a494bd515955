import { describe, expect, it } from "vitest";
import { findHeader, type SheetRow } from "../../../../loaders/sources/xlsx/findHeader.js";
import { serialDate } from "../../../../loaders/sources/xlsx/cellText.js";

const sheet = (...lines: (string | null)[][]): SheetRow[] => lines.map((cells, i) => ({ line: i + 1, cells }));
const none: ReadonlySet<string> = new Set();

describe("the header of a sheet", () => {
  it("is the first line that names enough columns, in words", () => {
    const rows = sheet(
      ["车主明细表"],
      ["导出日期", "2026-07-01"],
      ["编号", "姓名", "年限"],
      ["1", "甲", "3"],
      ["2", "乙", "4"],
    );
    expect(findHeader(rows, none)).toEqual({ line: 3, names: ["编号", "姓名", "年限"] });
  });

  it("is the line with most known names, wherever it stands", () => {
    const rows = sheet(["a", "b"], ["Customer_ID", "x"], ["1", "2"]);
    expect(findHeader(rows, new Set(["customer_id"]))).toEqual({ line: 2, names: ["Customer_ID", "x"] });
  });

  it("takes a name merged over two lines from above, but no title", () => {
    const group = sheet(["基本", null, "流失"], ["编号", "姓名", null], ["1", "甲", "是"]);
    expect(findHeader(group, new Set(["编号"]))?.names).toEqual(["编号", "姓名", "流失"]);
    const title = sheet(["一览表"], [null, "编号"], ["1", "甲"]);
    expect(findHeader(title, new Set(["编号"]))?.names).toEqual(["", "编号"]);
  });

  it("is missing where there are figures only", () => {
    expect(findHeader(sheet(["1", "2"], ["3", "4"]), none)).toBeUndefined();
    expect(findHeader([], none)).toBeUndefined();
  });
});

describe("a serial number in a date column", () => {
  it.each([
    // LibreOffice: =DATE(2020;3;5) is 43895 in number format
    ["43895", "2020-03-05"],
    ["43895.5", "2020-03-05 12:00:00"],
    ["2020", "2020"],
    ["20200305", "20200305"],
    ["99999", "99999"],
    ["2020-03-05", "2020-03-05"],
    [null, null],
  ])("%s is %s", (text, date) => expect(serialDate(text)).toBe(date));
});
