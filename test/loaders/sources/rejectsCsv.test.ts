import { describe, expect, it } from "vitest";
import { ingest } from "../../../loaders/sources/ingest.js";
import { rejectReasonText } from "../../../loaders/sources/rejectReason.js";
import { csvCell, rejectsCsv } from "../../../loaders/sources/rejectsCsv.js";
import { saas } from "../../../src/playbooks/saas.js";
import { connect, folder } from "./staging.js";

describe("rejects as CSV", () => {
  it("opens in a spreadsheet, and no cell is a formula", async () => {
    const connection = await connect();
    const source = folder({ "customers.csv": 'customer_id,started_on\nA,"=HYPERLINK(""http://x"",""y"")"\nB,-1\n' });
    await ingest(connection, { source, playbook: saas });
    expect((await rejectsCsv(connection)).split("\r\n")).toEqual([
      "\uFEFFtable,file,line,column,value,reason,reason_zh,reason_en",
      `customers,customers.csv,2,started_on,"'=HYPERLINK(""http://x"",""y"")",not_a_date,不是日期,not a date`,
      "customers,customers.csv,3,started_on,'-1,not_a_date,不是日期,not a date",
      "",
    ]);
  });

  it.each([
    ["@SUM(A1)", "'@SUM(A1)"],
    ["  =1", "'  =1"],
    ["\t=1", "'\t=1"],
    ["a-b", "a-b"],
    ["x\ny", '"x\ny"'],
    [null, ""],
    [-5, "-5"],
  ])("writes %j as %j", (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});

describe("a reason", () => {
  it("is said in both languages, with its figures", () => {
    expect(rejectReasonText("above_max:5", "zh")).toBe("大于上限 5");
    expect(rejectReasonText("not_allowed:stayed|lost", "en")).toBe("not one of stayed, lost");
    expect(rejectReasonText("not_allowed:stayed|lost", "zh")).toBe("不在允许的取值之内：stayed、lost");
    expect(rejectReasonText("something_new", "en")).toBe("something_new");
  });
});
