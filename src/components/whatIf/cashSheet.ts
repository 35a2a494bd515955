import { monthlyCoverage } from "../../model/roi/index.js";
import { formula, number, text, type Cell, type Sheet } from "../workbook/cells.js";
import type { WorkbookInput } from "./sheets.js";

const words = {
  name: { zh: "现金流", en: "Cash flow" },
  head: {
    zh: ["月", "覆盖率", "一次性投入", "运行费用", "干预费用", "收益", "当月净额", "累计", "回正时点"],
    en: ["Month", "Coverage", "One-off", "Running", "Interventions", "Benefit", "Net", "Cumulated", "Crossing"],
  },
  payback: { zh: "按月回收期（月）", en: "Payback by month" },
  simple: { zh: "简单回收期（月）", en: "Simple payback, months" },
  npv: { zh: "首年净现值", en: "Net present value, first year" },
};

/** Months 0 to 12: one-off first, running cost evenly, interventions and benefit in step with coverage. */
export function cashSheet({ lang, playbook }: WorkbookInput): Sheet {
  const rows: Cell[][] = [words.head[lang].map((name) => text(name, "head"))];
  [0, ...monthlyCoverage(playbook.phases)].forEach((coverage, month) => {
    const row = month + 2;
    rows.push([
      number(month),
      number(coverage, "percent"),
      formula(month === 0 ? "-one_off" : "0", "whole"),
      formula(month === 0 ? "0" : "-running/12", "whole"),
      formula(`-interventions_full*B${row}/12`, "whole"),
      formula(`benefit_full*B${row}/12`, "whole"),
      formula(`SUM(C${row}:F${row})`, "whole"),
      formula(month === 0 ? `G${row}` : `H${row - 1}+G${row}`, "whole"),
      formula(
        month === 0 ? "NA()" : `IF(AND(H${row - 1}<0,H${row}>=0),A${row - 1}-H${row - 1}/(H${row}-H${row - 1}),NA())`,
        "decimal",
      ),
    ]);
  });
  const last = rows.length;
  rows.push(
    [],
    [text(words.payback[lang]), formula(`INDEX(I2:I${last},MATCH(TRUE,INDEX(ISNUMBER(I2:I${last}),0),0))`, "decimal")],
    [text(words.simple[lang]), formula("payback", "decimal")],
    [text(words.npv[lang]), formula("npv", "whole")],
  );
  const names = { cash_end: `H${last}`, cash_crossing: `B${last + 2}` };
  return { name: words.name[lang], widths: [26, 12, 16, 16, 16, 16, 16, 16, 12], rows, names };
}
