import type { CustomerDetail, CustomersData } from "../../pageData.js";
import type { Lang } from "../../playbooks/types.js";
import { openData } from "../sealed/readData.js";

export type Found =
  | { readonly kind: "found"; readonly id: string; readonly shard: number }
  /** executive: the build holds no customer; none: the address names nobody; unknown: nobody has this id. */
  | { readonly kind: "executive" }
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly id: string };

/**
 * Whom the page's address means: `?id=C0001337&s=2`. The list is believed before the address: a link from last week may
 * name another file than this week's.
 */
export function findCustomer({ columns }: Pick<CustomersData, "columns">, search: string): Found {
  if (!columns) return { kind: "executive" };
  const id = new URLSearchParams(search).get("id");
  if (!id) return { kind: "none" };
  const shard = columns.shard[columns.id.indexOf(id)];
  return shard === undefined ? { kind: "unknown", id } : { kind: "found", id, shard };
}

/** Details by customer id; a page in the reader's language where it has to ask for the passphrase. */
export type LoadShard = (path: string) => Promise<Readonly<Record<string, CustomerDetail>>>;

/** Path of a detail file from a page; lies beside customers.json, under the run's id. */
export function shardPath(runId: string, shard: number): string {
  return `../_file/data/customers/${runId}/${String(shard).padStart(2, "0")}.json`;
}

/** @throws if the file is not there or does not hold the customer */
export async function loadCustomer(
  { run }: Pick<CustomersData, "run">,
  { id, shard }: { readonly id: string; readonly shard: number },
  load: LoadShard,
): Promise<CustomerDetail> {
  const path = shardPath(run.runId, shard);
  const detail = (await load(path))[id];
  if (!detail) throw new Error(`customer not in its file; ${path} does not hold: ${id}`);
  return detail;
}

export async function fetchShard(path: string, lang: Lang): Promise<Readonly<Record<string, CustomerDetail>>> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`detail file not readable; wanted 200 for ${path}: ${response.status}`);
  return openData(await response.json(), lang);
}
