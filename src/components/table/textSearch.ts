/** Rows whose text holds a query. */
export interface TextSearch {
  /** Does beforehand what the first search needs. */
  prepare(): void;
  /** @param query in small letters, not empty @param mask one byte a row, set to 1 where the row's text holds the query */
  mark(query: string, mask: Uint8Array): void;
}

/**
 * Looks through all rows' texts at once: one search of one long string, where a call a row takes ten times as long.
 * @param read texts, one a line
 */
export function linesSearch(read: () => string): TextSearch {
  let text: string | undefined;
  let starts: Uint32Array | undefined;
  const prepare = (): void => {
    if (text !== undefined) return;
    // small letters may be more characters than large ones: the lines begin where they begin now
    text = read().toLowerCase();
    starts = lineStarts(text);
  };
  return {
    prepare,
    mark(query, mask) {
      prepare();
      let row = 0;
      for (let at = text!.indexOf(query); at >= 0; at = text!.indexOf(query, starts![row])) {
        while (row < mask.length && starts![row + 1]! <= at) row++;
        mask[row++] = 1;
        if (row >= mask.length) return;
      }
    },
  };
}

/** Looks through the few different texts of a column. */
export function levelsSearch(levels: readonly (string | null)[], codes: ArrayLike<number>): TextSearch {
  const small = levels.map((level) => level?.toLowerCase());
  return {
    prepare() {},
    mark(query, mask) {
      const isFound = Uint8Array.from(small, (level) => Number(level?.includes(query)));
      if (!isFound.includes(1)) return;
      for (let row = 0; row < mask.length; row++) if (isFound[codes[row]!]) mask[row] = 1;
    },
  };
}

/**
 * Several columns as one text, parted by spaces: each is looked through by itself, and the whole only for a query that
 * may reach from one into the next.
 */
export function columnsSearch(columns: readonly TextSearch[], whole: () => string): TextSearch {
  const together = linesSearch(whole);
  return {
    prepare: () => columns.forEach((column) => column.prepare()),
    mark(query, mask) {
      for (const search of query.includes(" ") ? [together] : columns) search.mark(query, mask);
    },
  };
}

/** Where each line begins, and where one more would. */
function lineStarts(text: string): Uint32Array {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return Uint32Array.from([...starts, text.length + 1]);
}
