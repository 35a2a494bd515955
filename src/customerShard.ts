/**
 * Which detail file holds a customer: a page finds it from the id alone, without the list of all.
 * FNV-1a of 32 bits over the id's UTF-16 units (Fowler, Noll, Vo; draft-eastlake-fnv), its high bits mixed into the low
 * ones that the remainder looks at.
 * @param shards how many files there are, at least 1
 * @returns from 0 to shards - 1
 */
export function customerShard(id: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % shards;
}
