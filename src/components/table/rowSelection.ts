import type { TextSearch } from "./textSearch.js";

/** Which rows a table shows, in which order; rows are named by their place in `rows`. */
export interface RowSelection {
  /** Sorts by a value, missing last either way; null takes the given order. */
  sort(by: { readonly value: (place: number) => string | number | null; readonly isDescending: boolean } | null): void;
  /** Makes the texts to search in, before the first letter is typed. */
  prepare(): void;
  /** @returns places of the rows that hold the text and, where asked, pass, in order */
  find(query: string, passes?: (place: number) => boolean): Uint32Array;
}

/** Sorting is done once a click, not once a keystroke; a search marks rows, whatever their order. */
export function rowSelection(count: number, search: TextSearch): RowSelection {
  const given = places(count);
  let order: Uint32Array = given;

  return {
    sort(by) {
      order = by ? sortedPlaces(given, by.value, by.isDescending) : given;
    },
    prepare: () => search.prepare(),
    find(query, passes) {
      const text = query.trim().toLowerCase();
      if (!text) return passes ? order.filter(passes) : order;
      const mask = new Uint8Array(count);
      search.mark(text, mask);
      const rows = marked(order, mask);
      return passes ? rows.filter(passes) : rows;
    },
  };
}

/** 0, 1, 2, … in a loop: `Array.from` with a function takes ten times as long. */
export function places(count: number): Uint32Array {
  const all = new Uint32Array(count);
  for (let place = 0; place < count; place++) all[place] = place;
  return all;
}

/** A loop: `filter` takes five times as long where every row is kept. */
function marked(places: Uint32Array, mask: Uint8Array): Uint32Array {
  const rows = new Uint32Array(places.length);
  let count = 0;
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!;
    if (mask[place]) rows[count++] = place;
  }
  return rows.subarray(0, count);
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
