import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unpackColumn, unpackCustomers } from "../../src/packedColumns.js";
import type { CustomerDetail, CustomersData, NotebookData, WeekData } from "../../src/pageData.js";
import { packColumn, packColumns } from "../pages/packColumns.js";

/**
 * Takes a customer out of the page data that the last run left, so that a build does not bring it back. Counts stay until
 * the next run.
 * @returns whether anything was taken out
 */
export function forgetInPageData(dir: string, id: string): boolean {
  if (!existsSync(join(dir, "customers.json"))) return false;
  const list = unpackCustomers(read<CustomersData>(join(dir, "customers.json")));
  const at = list.columns?.id.indexOf(id) ?? -1;
  if (list.columns && at >= 0) {
    const columns = Object.fromEntries(
      Object.entries(list.columns).map(([name, values]) => [name, (values as unknown[]).filter((_, i) => i !== at)]),
    );
    write(join(dir, "customers.json"), { ...list, rows: list.rows - 1, columns: packColumns(columns) });
  }
  const isInShard = forgetInShards(join(dir, "customers"), id);
  const isInWeek = forgetInWeek(join(dir, "week.json"), id);
  const isInNotebook = forgetInNotebook(join(dir, "notebook.json"), id);
  return at >= 0 || isInShard || isInWeek || isInNotebook;
}

function forgetInNotebook(file: string, id: string): boolean {
  if (!existsSync(file)) return false;
  const data = read<NotebookData>(file);
  let isFound = false;
  const tables = data.tables?.map((table) => {
    const stored = table.columns.find(({ name }) => name === "customer_id")?.values;
    const ids = stored ? unpackColumn(stored) : [];
    if (!ids.includes(id)) return table;
    isFound = true;
    const columns = table.columns.map((column) => ({
      ...column,
      values: packColumn(unpackColumn(column.values).filter((_, i) => ids[i] !== id)),
    }));
    return { ...table, rows: ids.filter((one) => one !== id).length, columns };
  });
  if (isFound) write(file, { ...data, tables });
  return isFound;
}

function forgetInShards(folder: string, id: string): boolean {
  let isFound = false;
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    const shard = read<Record<string, CustomerDetail>>(join(folder, file));
    if (!Object.hasOwn(shard, id)) continue;
    write(join(folder, file), Object.fromEntries(Object.entries(shard).filter(([key]) => key !== id)));
    isFound = true;
  }
  return isFound;
}

/** Rows set aside and examples go altogether: they do not say whose they are. */
function forgetInWeek(file: string, id: string): boolean {
  if (!existsSync(file)) return false;
  const week = read<WeekData>(file);
  const queue = week.queue?.filter((row) => row.id !== id);
  const isFound = queue?.length !== week.queue?.length;
  const audit = week.audit.map((finding) => ({ ...finding, example: undefined }));
  write(file, { ...week, queue, audit, rejects: [] });
  return isFound;
}

/** What lies beside the warehouse and may name a customer; each is made anew by the next run. */
export function dropFilesBeside(warehouse: string): string[] {
  const files = [".failed", ".source", ".queue.csv", ".crm-dead.ndjson", ".wal"].map((end) => `${warehouse}${end}`);
  const there = files.filter((file) => existsSync(file));
  for (const file of there) rmSync(file, { recursive: true, force: true });
  return there;
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8")) as T;
}

function write(file: string, data: unknown): void {
  writeFileSync(file, JSON.stringify(data));
}
