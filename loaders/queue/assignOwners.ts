/** Somebody who looks after customers of a region. */
export interface Desk {
  readonly owner: string;
  readonly region: string | null;
}

/**
 * Who acts on a customer whom nobody looks after: the least loaded of its region (of all regions where its own has
 * nobody), the first by name where loads are equal. Asked in order of rank; each answer adds to that one's load.
 *
 * @param owned customers of the queue that each already has
 * @returns the owner of the next customer of a region; null where no owner is known at all
 */
export function assignOwners(
  desks: readonly Desk[],
  owned: ReadonlyMap<string, number>,
): (region: string | null) => string | null {
  const load = new Map([...desks.map(({ owner }) => [owner, 0] as const), ...owned]);
  const everybody = [...load.keys()].sort();
  const byRegion = new Map<string | null, string[]>();
  for (const { region, owner } of desks) byRegion.set(region, [...(byRegion.get(region) ?? []), owner]);
  for (const owners of byRegion.values()) owners.sort();
  return (region) => {
    const chosen = leastLoaded(byRegion.get(region) ?? everybody, load);
    if (chosen !== null) load.set(chosen, load.get(chosen)! + 1);
    return chosen;
  };
}

function leastLoaded(owners: readonly string[], load: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  for (const owner of owners) if (best === null || load.get(owner)! < load.get(best)!) best = owner;
  return best;
}
