export interface Owned {
  readonly id: string;
  /** The customer's own; null where nobody is named. */
  readonly owner: string | null;
  readonly region: string | null;
}

/** Somebody who looks after customers of a region. */
export interface Desk {
  readonly owner: string;
  readonly region: string | null;
}

/**
 * Who acts on each customer: its own owner, else the least loaded one of its region (of all regions where its own has
 * none), the first by name where loads are equal. Everyone's own customers count as load from the start.
 *
 * @param queue in order of rank
 * @returns owner by customer id; null where no owner is known at all
 */
export function assignOwners(queue: readonly Owned[], desks: readonly Desk[]): Map<string, string | null> {
  const load = new Map<string, number>(desks.map(({ owner }) => [owner, 0]));
  for (const { owner } of queue) if (owner !== null) load.set(owner, (load.get(owner) ?? 0) + 1);
  const everybody = [...load.keys()].sort();
  const byRegion = new Map<string | null, string[]>();
  for (const { region, owner } of desks) byRegion.set(region, [...(byRegion.get(region) ?? []), owner]);
  for (const owners of byRegion.values()) owners.sort();
  return new Map(
    queue.map(({ id, owner, region }) => {
      const chosen = owner ?? leastLoaded(byRegion.get(region) ?? everybody, load);
      if (owner === null && chosen !== null) load.set(chosen, load.get(chosen)! + 1);
      return [id, chosen];
    }),
  );
}

function leastLoaded(owners: readonly string[], load: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  for (const owner of owners) if (best === null || load.get(owner)! < load.get(best)!) best = owner;
  return best;
}
