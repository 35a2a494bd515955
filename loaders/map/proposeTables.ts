import type { Playbook, TableName } from "../../src/playbooks/types.js";
import { columnsFor, inputTable, type InputColumn } from "../sources/tables.js";
import type { ColumnProfile, TableProfile } from "./profile.js";
import { columnWords, tableWords } from "./words.js";

export interface FoundTable {
  /** File or folder of the source. */
  readonly from: string;
  readonly sheet?: string;
  readonly profile: TableProfile;
}

export interface TableProposal extends Omit<FoundTable, "profile"> {
  readonly table: TableName;
  readonly rows: number;
  /** Dictionary column to the file's; those that have the dictionary's name already are left out. */
  readonly columns: Readonly<Record<string, string>>;
  /** Dictionary columns found, renamed or not. */
  readonly matched: readonly string[];
  readonly absent: readonly string[];
}

/** Which file is which table, best fit first; a file that lacks a required column of every table is none. */
export function proposeTables(found: readonly FoundTable[], playbook: Playbook): readonly TableProposal[] {
  const fits = found.flatMap((file) =>
    playbook.tables.flatMap((table) => {
      const columns = columnsFor(inputTable(table), playbook.tables);
      const matched = matchColumns(file.profile.columns, columns, table);
      if (columns.some(({ name, required }) => required && !matched.has(name))) return [];
      return [{ file, table, matched, columns, score: matched.size + nameScore(file, table) }];
    }),
  );
  fits.sort((a, b) => b.score - a.score);
  const proposals = new Map<TableName, TableProposal>();
  const used = new Set<FoundTable>();
  for (const { file, table, matched, columns } of fits) {
    if (proposals.has(table) || used.has(file)) continue;
    used.add(file);
    const renamed = [...matched].filter(([to, from]) => from.trim().toLowerCase() !== to);
    const { from, sheet, profile } = file;
    proposals.set(table, {
      ...{ table, from, sheet, rows: profile.rows, columns: Object.fromEntries(renamed), matched: [...matched.keys()] },
      absent: columns.map(({ name }) => name).filter((name) => !matched.has(name)),
    });
  }
  return playbook.tables.flatMap((table) => proposals.get(table) ?? []);
}

function nameScore({ from, sheet }: FoundTable, table: TableName): number {
  const names = [from.replace(/\.[^.]*$/, ""), sheet ?? ""].map((name) => name.trim().toLowerCase());
  if (names.includes(table)) return 10;
  return names.some((name) => tableWords[table].test(name)) ? 4 : 0;
}

/** Exact names first, then words of the trade; a content that cannot be of the type does not fit. */
function matchColumns(
  profiles: readonly ColumnProfile[],
  columns: readonly InputColumn[],
  table: TableName,
): Map<string, string> {
  const matched = new Map<string, string>();
  const used = new Set<string>();
  const take = (column: InputColumn, fits: (name: string) => boolean) => {
    if (matched.has(column.name)) return;
    const found = profiles.find((each) => !used.has(each.name) && fits(each.name.trim()) && canBe(each, column));
    if (!found) return;
    matched.set(column.name, found.name);
    used.add(found.name);
  };
  for (const column of columns) take(column, (name) => name.toLowerCase() === column.name);
  for (const column of columns) {
    const words = columnWords[`${table}.${column.name}`] ?? columnWords[column.name];
    if (words) take(column, (name) => words.test(name));
  }
  return matched;
}

function canBe({ filled, numbers, dates, values }: ColumnProfile, { type }: InputColumn): boolean {
  if (filled === 0 || type === "text") return true;
  if (type === "date" || type === "timestamp") return dates >= 0.5 || isSerial(values);
  if (type === "boolean") return values.length <= 3;
  return numbers >= 0.5;
}

/** Excel's serial days in a sheet that did not format them. */
function isSerial(values: ColumnProfile["values"]): boolean {
  return values.length > 0 && values.every(({ value }) => /^\d{5}(\.\d+)?$/.test(value) && Number(value) < 73_416);
}

/** The mapping file's content: what is not as the dictionary has it. */
export function tablesMapping(proposals: readonly TableProposal[]): Record<string, unknown> {
  const entries = proposals.flatMap(({ table, from, sheet, columns }) => {
    const isOwnName = from.replace(/\.[^.]*$/, "").toLowerCase() === table;
    const parts = {
      ...(isOwnName ? {} : { from }),
      ...(sheet === undefined ? {} : { sheet }),
      ...(Object.keys(columns).length ? { columns } : {}),
    };
    return Object.keys(parts).length ? [[table, parts] as const] : [];
  });
  return { tables: Object.fromEntries(entries) };
}
