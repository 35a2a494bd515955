import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unpackColumn, type StoredColumn } from "../../src/packedColumns.js";
import type {
  CustomerDetail,
  CustomerListData,
  CustomersData,
  NotebookData,
  NotebookTablesData,
  WeekData,
} from "../../src/pageData.js";
import { packColumn, packColumns } from "../pages/packColumns.js";

/**
 * Takes a customer out of the page data that the last run left, so that a build does not bring it back. Counts stay until
 * the next run.
 * @returns whether anything was taken out
 */
export function forgetInPageData(dir: string, id: string): boolean {
  if (!existsSync(join(dir, "customers.json"))) return false;
  const isInList = forgetInList(dir, id);
  const isInShard = forgetInShards(join(dir, "customers"), id);
  const isInWeek = forgetInWeek(join(dir, "week.json"), id);
  const isInNotebook = forgetInNotebook(dir, id);
  return isInList || isInShard || isInWeek || isInNotebook;
}

function forgetInList(dir: string, id: string): boolean {
  const [about, file] = [join(dir, "customers.json"), join(dir, "customer-list.json")];
  const stored = Object.entries((read<CustomerListData>(file).columns ?? {}) as Record<string, StoredColumn>);
  const columns = stored.map(([name, column]) => [name, unpackColumn(column)] as const);
  const at = columns.find(([name]) => name === "id")?.[1].indexOf(id) ?? -1;
  if (at < 0) return false;
  const others = columns.map(([name, values]) => [name, values.filter((_, i) => i !== at)] as const);
  write(file, { columns: packColumns(Object.fromEntries(others)) });
  const overview = read<CustomersData>(about);
  write(about, { ...overview, rows: overview.rows - 1 });
  return true;
}

function forgetInNotebook(dir: string, id: string): boolean {
  const [about, file] = [join(dir, "notebook.json"), join(dir, "notebook-tables.json")];
  if (!existsSync(file)) return false;
  const left = new Map<string, number>();
  const tables = read<NotebookTablesData>(file).tables?.map((table) => {
    const stored = table.columns.find(({ name }) => name === "customer_id")?.values;
    const ids = stored ? unpackColumn(stored) : [];
    if (!ids.includes(id)) return table;
    left.set(table.name, ids.filter((one) => one !== id).length);
    const columns = table.columns.map((column) => ({
      ...column,
      values: packColumn(unpackColumn(column.values).filter((_, i) => ids[i] !== id)),
    }));
    return { ...table, columns };
  });
  if (!left.size) return false;
  write(file, { tables });
  const data = read<NotebookData>(about);
  write(about, { ...data, tables: data.tables?.map((one) => ({ ...one, rows: left.get(one.name) ?? one.rows })) });
  return true;
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
