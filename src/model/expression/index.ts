/** The formula language: playbooks and the ROI model say what to compute as text, and everything else follows from it. */
export { FormulaError, parse } from "./parse.js";
export { names } from "./names.js";
export { evaluate } from "./evaluate.js";
export { compileColumns, type Column, type Columns } from "./compileColumns.js";
export { Scratch } from "./scratch.js";
export { toSql, toSqlCondition } from "./toSql.js";
export { substitute, toFormula, toReadable } from "./toFormula.js";
export { toExcel } from "./toExcel.js";
export type { Tree } from "./tree.js";
