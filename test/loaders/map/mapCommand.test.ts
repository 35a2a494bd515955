import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { writeXlsx } from "hucre/xlsx";
import { terminalAsker, type Asker } from "../../../loaders/map/dialogue.js";
import { main } from "../../../loaders/mapCommand.js";
import { parseOptions, type Options } from "../../../loaders/options.js";
import { ingest } from "../../../loaders/sources/ingest.js";
import { datasets, isAbsent } from "../model/datasets.js";
import { connect, fixture, folder } from "../sources/staging.js";

/** 60 customers; the reason is filled in for those who left. */
const churn = (separator = ",") =>
  [
    ["客户号", "月费", "套餐", "退订说明", "是否流失"],
    ...Array.from({ length: 60 }, (_, i) => {
      const isLost = i % 4 === 0;
      return [`K${i}`, String(10 + ((i * 7) % 23)), i % 3 ? "全" : "基础", isLost ? "有" : "无", isLost ? "是" : "否"];
    }),
  ]
    .map((row) => row.join(separator))
    .join("\n");

async function run(args: string[], answers?: string[]) {
  const [out, log]: [string[], string[]] = [[], []];
  const asker = (): Asker => {
    const input = new PassThrough();
    input.end(answers!.map((answer) => `${answer}\n`).join(""));
    const output = new PassThrough();
    output.on("data", (chunk: Buffer) => log.push(chunk.toString()));
    return terminalAsker(input, output);
  };
  const code = await main(args, {
    ...{
      out: (text) => void out.push(text),
      log: (line) => void log.push(line),
      cwd: "/",
      env: { LANG: "zh_CN.UTF-8" },
    },
    asker: answers && asker,
  });
  return { code, out: out.join(""), log: log.join("\n") };
}
const json = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;

describe("a flat table", () => {
  it("gets a mapping that reads it, with what is missing and the next command", async () => {
    const dir = folder({ "客户.csv": churn() });
    const { code, log } = await run([join(dir, "客户.csv"), "--yes"]);
    expect(code).toBe(0);
    expect(json(join(dir, "客户.mapping.json"))).toEqual({
      customer_id: "客户号",
      label: { column: "是否流失", lost: "是" },
      product: "套餐",
      ignore: ["退订说明"],
      features: "rest",
    });
    expect(log).toMatch(/客户号 +customer_id +K0, K1, K10 +列名像编号/);
    expect(log).toMatch(/退订说明 +ignore +无, 有 +光凭这一列就能看出谁流失/);
    expect(log).toContain("流失 15，留下 45（流失率 25.0%）");
    expect(log).toContain("没有剩余价值 remaining_ltv");
    const next = log.split("\n").at(-1)!.trim();
    expect(next).toMatch(/^npm run weekly -- --playbook saas --source .*客户\.csv --mapping .*客户\.mapping\.json$/);
    // the command it names is accepted
    const options = parseOptions(next.split(" -- ")[1]!.split(" "), "/") as Options;
    await ingest(await connect(), options);
  });

  it("follows the command line over its own proposal, in a file of one's choice", async () => {
    const dir = folder({ "a.csv": churn() });
    const args = [
      "--label",
      "是否流失=否",
      "--ltv",
      "月费",
      "--feature",
      "退订说明",
      "--ignore",
      "套餐",
      "--lang",
      "en",
    ];
    const { code, out } = await run([join(dir, "a.csv"), ...args, "--out", join(dir, "m.json"), "--json"]);
    expect(code).toBe(0);
    const report = JSON.parse(out) as Record<string, unknown>;
    expect(report).toMatchObject({
      mapping: { label: { column: "是否流失", lost: "否" }, remaining_ltv: "月费", ignore: ["套餐"] },
      ...{ playbook: "saas", lost: 45, kept: 15, refused: false, tables: [{ name: "customers", accepted: 60 }] },
    });
    expect(json(join(dir, "m.json"))).toEqual(report["mapping"]);
  });

  it("is talked over: a role is changed, a slip is answered, Enter takes it", async () => {
    const dir = folder({ "a.csv": churn() });
    const answers = ["套餐=product", "月费=remaning_ltv", "月废=ignore", "是否流失=label=走", "月费=remaining_ltv", ""];
    const { code, log } = await run([join(dir, "a.csv")], answers);
    expect(code).toBe(0);
    expect(json(join(dir, "a.mapping.json"))).toMatchObject({ product: "套餐", remaining_ltv: "月费" });
    expect(log).toContain("没有这个角色：remaning_ltv，是不是 remaining_ltv？");
    expect(log).toContain("没有这一列：月废，是不是 月费？");
    expect(log).toContain("是否流失 里没有取值 走；有的是 否, 是");
  });

  it("without a column that says who left is asked about, or refused where nobody can be asked", async () => {
    const dir = folder({ "a.csv": churn().replace("是否流失", "备注") });
    const refused = await run([join(dir, "a.csv"), "--yes"]);
    expect([refused.code, refused.log]).toEqual([
      2,
      expect.stringMatching(/no column says who left[^]*--label COLUMN=VALUE/),
    ]);
    expect((await run([join(dir, "a.csv")], ["备注=是", ""])).code).toBe(0);
    expect(json(join(dir, "a.mapping.json"))).toMatchObject({ label: { column: "备注", lost: "是" } });
  });

  it("is left alone when one quits or the input ends", async () => {
    const dir = folder({ "a.csv": churn() });
    for (const answers of [["q"], []]) expect((await run([join(dir, "a.csv")], answers)).code).toBe(2);
    expect(existsSync(join(dir, "a.mapping.json"))).toBe(false);
  });

  it("may be an office's workbook with notes beside it", async () => {
    const dir = folder();
    cpSync(fixture("xlsx/office.xlsx"), join(dir, "office.xlsx"));
    const { code, log } = await run([join(dir, "office.xlsx"), "--yes"]);
    // half of its six rows are set aside, which a run would refuse
    expect([code, log]).toEqual([3, expect.stringContaining("数据审计没有通过")]);
    expect(json(join(dir, "office.mapping.json"))).toEqual({
      sheet: "车主明细",
      customer_id: "客户编号",
      label: { column: "是否流失", lost: "是" },
      ...{ name: "车主姓名", remaining_ltv: "剩余价值（元）", phone: "手机号" },
      ignore: ["购车日期"],
      features: "rest",
    });
    expect(log).toContain("--playbook aftersales");
  });

  it.skipIf(isAbsent("telco_raw.csv"))(
    "of 7,043 telephone customers is understood as it is, as CSV and as a workbook",
    async () => {
      const dir = folder();
      const text = readFileSync(join(datasets, "telco_raw.csv"), "utf8");
      writeFileSync(join(dir, "telco.csv"), text);
      const rows = text
        .trim()
        .split("\n")
        .map((line) => line.split(",").map((cell) => (/^".*"$/.test(cell) ? cell.slice(1, -1) : Number(cell))));
      writeFileSync(
        join(dir, "telco.xlsx"),
        await writeXlsx({ sheets: [{ name: "客户", rows: [["电信客户明细"], [], ...rows] }] }),
      );
      for (const name of ["telco.csv", "telco.xlsx"]) {
        const { code, out } = await run([join(dir, name), "--json", "--label", "churn=Yes"]);
        expect([name, code, JSON.parse(out)]).toMatchObject([name, 0, { lost: 1869, kept: 5174 }]);
      }
    },
  );
});

describe("a folder of tables", () => {
  it("in Chinese is told by its files' and columns' names", async () => {
    const dir = folder();
    cpSync(fixture("tables-zh"), join(dir, "导出"), { recursive: true });
    const { code, log } = await run([join(dir, "导出"), "--yes"]);
    expect(json(join(dir, "导出.mapping.json"))).toEqual({
      tables: {
        customers: {
          from: "车主信息.csv",
          columns: {
            ...{
              customer_id: "客户编号",
              name: "车主姓名",
              phone: "手机号",
              started_on: "购车日期",
              ended_on: "流失日期",
            },
            ...{ remaining_ltv: "剩余价值", vehicle_model: "车型", branch: "所属门店" },
          },
        },
        visits: {
          from: "进厂工单.csv",
          columns: {
            ...{ visit_id: "工单号", customer_id: "客户编号", date: "进厂日期", kind: "服务类型", spend: "实收金额" },
            ...{ wait_minutes: "等待分钟", satisfaction: "满意度", next_due_on: "下次保养日期" },
          },
        },
        tickets: {
          from: "客诉.csv",
          columns: {
            ...{
              ticket_id: "投诉单号",
              customer_id: "客户编号",
              opened_at: "提交时间",
              resolved_at: "办结时间",
              title: "主题",
            },
          },
        },
      },
    });
    expect(log).toContain("visits：90 行，接受 90，剔除 0");
    expect(log).toContain("没有用到：天气.csv");
    expect(log).toMatch(/没有这些表：service_kinds、app_activity、touches/);
    expect(log).toContain("--playbook aftersales");
    expect(code).toBe(0);
  });

  it("may be a workbook, a sheet a table", async () => {
    const dir = folder();
    cpSync(fixture("xlsx/workbook.xlsx"), join(dir, "book.xlsx"));
    expect((await run([join(dir, "book.xlsx"), "--yes", "--playbook", "aftersales"])).log).toContain(
      "customers：2 行，接受 2，剔除 0",
    );
    expect(json(join(dir, "book.mapping.json"))).toEqual({ tables: {} });
  });

  it("without anything like customers is refused", async () => {
    const dir = folder({ "天气.csv": "城市,温度\n上海,21\n", "b.csv": "a,b\n1,2\n" });
    expect(await run([dir, "--yes"])).toMatchObject({
      code: 2,
      log: expect.stringContaining("looks like the table customers") as string,
    });
  });
});

it.each([
  [["--help"], 0, /用法：npm run map/],
  [["--help", "--lang", "en"], 0, /usage: npm run map/],
])("%j explains itself", async (args, code, text) => {
  expect(await run(args)).toMatchObject({ code, out: expect.stringMatching(text) as string });
});

it.each([
  [[], /0 sources given/],
  [["a", "b"], /2 sources given/],
  [["a", "--label", "churn"], /--label is not COLUMN=VALUE/],
  [["a", "--lang", "fr"], /--lang is unknown/],
  [["a", "--playbook", "x"], /--playbook is unknown/],
  [["postgres://a:hush@b/c"], /^(?![^]*hush)[^]*a database is not looked at/],
  [["/nowhere.csv"], /cannot be opened \(ENOENT\)/],
])("%j is refused", async (args, message) => {
  expect(await run(args)).toMatchObject({ code: 2, log: expect.stringMatching(message) as string });
});
