import { promises as fs } from "node:fs";
import { readXlsx, type ReadOptions } from "hucre/xlsx";
import { checkSize } from "./checkSize.js";
import { unreadable } from "../unreadable.js";

type SheetFilter = Extract<NonNullable<ReadOptions["sheets"]>, (...args: never[]) => unknown>;

/** A workbook's visible sheets in their order. Cells are not read. @throws UserError when it cannot be read */
export async function sheetNames(file: string, shown: string): Promise<readonly string[]> {
  await checkSize(file, shown);
  const names: string[] = [];
  const note: SheetFilter = ({ name, hidden, veryHidden }) => {
    if (!hidden && !veryHidden) names.push(name);
    return false;
  };
  await readXlsx(await fs.readFile(file), { sheets: note }).catch((cause: unknown) => {
    throw unreadable(shown, "XLSX", cause);
  });
  return names;
}
