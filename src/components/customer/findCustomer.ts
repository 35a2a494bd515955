import { customerShard } from "../../customerShard.js";
import type { CustomerDetail, CustomersData } from "../../pageData.js";
import type { Lang } from "../../playbooks/types.js";
import { openData } from "../sealed/readData.js";

export type Found =
  | { readonly kind: "found"; readonly id: string; readonly shard: number }
  /** executive: the build holds no customer; none: the address names nobody. */
  | { readonly kind: "executive" }
  | { readonly kind: "none" };

/** Whom the page's address means, `?id=C0001337`, and the file that holds whoever has this id. */
export function findCustomer({ shards }: Pick<CustomersData, "shards">, search: string): Found {
  if (!shards) return { kind: "executive" };
  const id = new URLSearchParams(search).get("id");
  return id ? { kind: "found", id, shard: customerShard(id, shards) } : { kind: "none" };
}

/** Details by customer id; a page in the reader's language where it has to ask for the passphrase. */
export type LoadShard = (path: string) => Promise<Readonly<Record<string, CustomerDetail>>>;

/** Path of a detail file from a page; lies in a folder of the run's id. */
export function shardPath(runId: string, shard: number): string {
  return `../_file/data/customers/${runId}/${String(shard).padStart(2, "0")}.json`;
}

/** @returns nothing where nobody has the id; @throws if the file is not there */
export async function loadCustomer(
  { run }: Pick<CustomersData, "run">,
  { id, shard }: { readonly id: string; readonly shard: number },
  load: LoadShard,
): Promise<CustomerDetail | undefined> {
  const customers = await load(shardPath(run.runId, shard));
  // an address may name what every object has
  return Object.hasOwn(customers, id) ? customers[id] : undefined;
}

export async function fetchShard(path: string, lang: Lang): Promise<Readonly<Record<string, CustomerDetail>>> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`detail file not readable; wanted 200 for ${path}: ${response.status}`);
  return openData(await response.json(), lang);
}
