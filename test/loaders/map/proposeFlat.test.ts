import { describe, expect, it } from "vitest";
import type { ColumnProfile } from "../../../loaders/map/profile.js";
import { proposeFlat } from "../../../loaders/map/proposeFlat.js";

const column = (name: string, more: Partial<ColumnProfile> = {}): ColumnProfile => ({
  ...{ name, rows: 1000, filled: 1000, distinct: 500, numbers: 0, dates: 0, emails: 0, phones: 0, papers: 0 },
  values: [],
  ...more,
});
const values = (...list: string[]) => ({
  distinct: list.length,
  values: list.map((value) => ({ value, count: 1000 / list.length })),
});
const number = { numbers: 1 };
const rolesOf = (...columns: ColumnProfile[]) =>
  Object.fromEntries(proposeFlat({ rows: 1000, columns }).columns.map(({ column, role }) => [column, role]));

describe("who left", () => {
  it.each([
    ["Churn", ["No", "Yes"], ["Yes"]],
    ["是否流失", ["否", "是"], ["是"]],
    ["Attrition_Flag", ["Existing Customer", "Attrited Customer"], ["Attrited Customer"]],
    ["Exited", ["0", "1"], ["1"]],
    ["客户状态", ["在网", "已流失"], ["已流失"]],
    // kept in renewals is lost in churn
    ["是否续保", ["是", "否"], ["否"]],
    ["renewed", ["1", "0"], ["0"]],
  ])("%s of %j is lost at %j", (name, list, lost) => {
    const { label } = proposeFlat({ rows: 1000, columns: [column("x", number), column(name, values(...list))] });
    expect(label).toEqual({ column: name, lost });
  });

  it.each([
    ["a yes or no of another name", column("PhoneService", values("Yes", "No"))],
    ["a reason for leaving", column("Churn Reason", values("Yes", "No"))],
    ["a column of one value", column("churn", values("No"))],
    ["a column of many", column("churn", values("1", "2", "3", "4", "5"))],
  ])("is not guessed from %s", (_, only) => {
    expect(proposeFlat({ rows: 1000, columns: [only] }).label).toBeUndefined();
  });
});

describe("the other columns", () => {
  it("are told by their names in both languages and by their contents", () => {
    const unique = { distinct: 1000 };
    expect(
      rolesOf(
        column("customerID", unique),
        column("会员编号", unique),
        column("姓名"),
        column("手机号", { ...unique, numbers: 1, phones: 1 }),
        column("anything", { ...unique, emails: 1 }),
        column("身份证号", { ...unique, papers: 1 }),
        column("code", { ...unique, papers: 0.95 }),
        column("家庭住址", unique),
        column("剩余价值（元）", number),
        column("City", { distinct: 40 }),
        column("会员等级", values("金", "银")),
        column("客户经理", values("a", "b")),
        column("注册日期", { dates: 1 }),
        column("流失原因", values("贵", "远")),
        column("Country", values("CN")),
        column("comment", { distinct: 990 }),
        column("tenure", number),
        column("Contract", values("a", "b", "c")),
      ),
    ).toEqual({
      ...{ customerID: "customer_id", 会员编号: "ignore", 姓名: "name", 手机号: "phone", anything: "contact_email" },
      ...{ 身份证号: "ignore", code: "ignore", 家庭住址: "ignore", "剩余价值（元）": "remaining_ltv", City: "region" },
      ...{ 会员等级: "segment", 客户经理: "owner", 注册日期: "ignore", 流失原因: "ignore", Country: "ignore" },
      ...{ comment: "ignore", tenure: "feature", Contract: "feature" },
    });
  });

  it("each come with a reason in both languages", () => {
    const { columns } = proposeFlat({ rows: 1000, columns: [column("a", number), column("b", values("x"))] });
    for (const { reason } of columns) expect(reason.zh && reason.en).toBeTruthy();
  });

  it("named like an id are none when they repeat", () => {
    expect(rolesOf(column("user_id", { distinct: 300, numbers: 1 }))).toEqual({ user_id: "feature" });
  });
});
