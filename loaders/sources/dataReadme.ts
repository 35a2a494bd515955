import { playbooks } from "../../src/playbooks/index.js";
import { mappableColumns } from "./mapping.js";
import { inputTables, type InputColumn, type InputTable } from "./tables.js";

const types = {
  text: "text",
  date: "date",
  timestamp: "time",
  number: "number",
  integer: "whole number",
  boolean: "yes/no",
} as const;

/** data/README.md: how to hand data in, and the dictionary of {@link inputTables}. Regenerate it after a change there. */
export function dataReadme(): string {
  return `${intro}\n${inputTables.map(tableSection).join("\n")}`;
}

const intro = `# Data: what to hand in / 数据：交什么

A folder with one file a table, or one folder of parts a table: \`customers.csv\`, \`visits.parquet\`, \`usage/2026-01.csv\`.
Only \`customers\` is required; every other table that is missing lowers coverage, and the pages say so.
一个文件夹，一张表一个文件，或一张表一个子文件夹（内放多个分片）。只有 \`customers\` 必需；缺其他表时覆盖率降低，页面会写明。

- **Files / 文件**: CSV (also .tsv, .txt), Excel (.xlsx), Parquet, JSON (an array, or one object a line). CSV needs a header line; the separator is comma, semicolon, tab or bar; quotes are \`"\`.
  Text is UTF-8, GB18030 or UTF-16 with a byte-order mark, and is detected. 表头必需；编码自动识别（UTF-8、GB18030、带 BOM 的 UTF-16）。
- **Excel**: one sheet of a workbook, or a workbook with one sheet a table. Titles above the header, names merged over two lines, empty lines and lines of totals are understood; hidden sheets are not read; formula cells give the result they were saved with, errors such as #N/A are missing; serial numbers in date columns are dates. A workbook may unpack to 1 GiB at most.
  Excel：可以是工作簿里的一张表，也可以一张工作表对应一张数据表。标题行、合并表头、空行、合计行都能识别；隐藏的工作表不读取；公式取保存时的结果，#N/A 等错误视为缺失；日期列里的序列号按日期读取。解压后不得超过 1 GiB。
- **Columns / 列**: matched by name, in any order, upper or lower case. Unknown columns are kept aside and named in the audit. 列名不分大小写；不认识的列不使用，并在审计中列出。
- **Empty is missing, not zero / 空表示缺失，不是零.**
- **Dates / 日期**: 2026-03-05, 2026/3/5, 2026.3.5, 20260305, 2026年3月5日; times with a zone become UTC, others are taken as UTC; years 1900–2100. Day or month first (5/3/2026) is ambiguous and is set aside. 日在前或月在前的写法有歧义，不接受。
- **Numbers / 数字**: 1234.5, 1,234.5, 1.2e3. No currency or percent sign, no decimal comma. 不带货币符号和百分号。
- **Yes/no / 是否**: true/false, 1/0, yes/no, y/n, 是/否.
- **Rows that do not fit / 不合格的行** go to the rejects with file, line, column, value and reason, are counted and can be downloaded. A repeated key keeps the first row. Rows of a customer that is not in \`customers\` are set aside too. 剔除的行注明文件、行号、列、值和原因，可下载；主键重复时保留第一行。
- Rows dated later than the week of the run are kept and not read. 日期晚于运行周的行保留，但不读取。

## Your own names / 自己的表名和列名

Where files, sheets or columns are called otherwise, a mapping says so (\`--mapping FILE\`; \`npm run map -- FOLDER\` proposes one). What it does not name is matched by its own name.
文件、工作表或列的名字不同时，用映射说明；没有写到的仍按原名匹配：

    {"tables": {"customers": {"from": "车主明细.xlsx", "sheet": "Sheet1", "columns": {"customer_id": "客户编号", "started_on": "购车日期"}},
                "visits": {"from": "工单", "columns": {"visit_id": "工单号", "customer_id": "客户编号", "date": "进厂日期"}}}}

\`from\` is a file or folder of the source, or a table or view of the database; \`sheet\` a sheet of the workbook. Rejects name your own columns.

## A flat table / 单张宽表

One row a customer, a label column and any features, through a mapping (\`--mapping FILE\`):
一行一个客户，一列标签，其余为特征，用映射文件说明：

    {"customer_id": "customerID", "label": {"column": "Churn", "lost": "Yes"}, "ignore": [], "features": "rest"}

\`npm run map -- FILE\` proposes it. \`customer_id\` left out: the row number. \`sheet\`: of a workbook. \`table\`: of a database. \`features\`: \`"rest"\` or a list. These columns of \`customers\` may be mapped as well:
${mappableColumns.map((name) => `\`${name}\``).join(", ")}. Except product, segment and region, a mapped column is not a feature.
A feature is a number when 99 % of its filled cells are (NA, N/A, NaN, null and - are missing there), otherwise a category.

## Tables / 表
`;

function tableSection(table: InputTable): string {
  const owners = playbooks.filter(({ tables }) => tables.includes(table.name)).map(({ id }) => `\`${id}\``);
  return `### ${table.name}

${table.grain.en} / ${table.grain.zh}; key: ${table.key.map((column) => `\`${column}\``).join(", ")}; playbooks: ${owners.join(", ")}

| column | type | unit, limits | meaning | 含义 |
|---|---|---|---|---|
${table.columns.map(columnLine).join("\n")}
`;
}

function columnLine(column: InputColumn): string {
  const { name, type, description, onlyWith } = column;
  const owners = playbooks.filter(({ tables }) => onlyWith && tables.includes(onlyWith)).map(({ id }) => id);
  const zh = onlyWith ? `${description.zh}（仅 ${owners.join("、")}）` : description.zh;
  const en = onlyWith ? `${description.en} (${owners.join(", ")} only)` : description.en;
  return `| ${name} | ${types[type]} | ${limits(column)} | ${en} | ${zh} |`;
}

function limits({ required, unit, min, max, allowed, otherwise }: InputColumn): string {
  const range = min === undefined ? undefined : max === undefined ? `at least ${min}` : `${min} to ${max}`;
  const parts = [
    required && "required",
    unit && (unit.en === unit.zh ? unit.en : `${unit.en} / ${unit.zh}`),
    range,
    allowed?.join(", "),
    otherwise === undefined ? undefined : `empty: ${otherwise}`,
  ];
  return parts.filter(Boolean).join("; ");
}
