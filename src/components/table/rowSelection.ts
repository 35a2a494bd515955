/** Which rows a table shows, in which order; rows are named by their place in `rows`. */
export interface RowSelection {
  /** Sorts by a value, missing last either way; null takes the given order. */
  sort(by: { readonly value: (place: number) => string | number | null; readonly isDescending: boolean } | null): void;
  /** Makes the texts to search in, before the first letter is typed. */
  prepare(): void;
  /** @returns places of the rows that hold the text and, where asked, pass, in order */
  find(query: string, passes?: (place: number) => boolean): Uint32Array;
}

/**
 * Sorting is done once a click, not once a keystroke; texts to search in are made at the first search, and a query that
 * goes on from the last one looks only through what that one found.
 */
export function rowSelection(count: number, textOf: (place: number) => string): RowSelection {
  const given = Uint32Array.from({ length: count }, (_, place) => place);
  let order: Uint32Array = given;
  let texts: string[] | undefined;
  let last: { query: string; found: Uint32Array } | undefined;

  const prepared = () => (texts ??= Array.from(given, (place) => textOf(place).toLowerCase()));
  const search = (query: string): Uint32Array => {
    if (!query) return order;
    const all = prepared();
    const within = last && query.startsWith(last.query) ? last.found : order;
    const found = within.filter((place) => all[place]!.includes(query));
    last = { query, found };
    return found;
  };
  return {
    sort(by) {
      order = by ? sortedPlaces(given, by.value, by.isDescending) : given;
      last = undefined;
    },
    prepare: () => void prepared(),
    find(query, passes) {
      const found = search(query.trim().toLowerCase());
      return passes ? found.filter(passes) : found;
    },
  };
}

/** Missing values last in both directions, equal ones in their order. */
export function sortedPlaces(
  places: Uint32Array,
  value: (place: number) => string | number | null,
  isDescending: boolean,
): Uint32Array {
  const direction = isDescending ? -1 : 1;
  const keys = Array.from(places, value);
  return places.slice().sort((a, b) => {
    const [x, y] = [keys[a]!, keys[b]!];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || a - b;
    return (x < y ? -direction : x > y ? direction : 0) || a - b;
  });
}
