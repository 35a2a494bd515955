import { findColumn } from "./mapping.js";
import type { Relation } from "./relation.js";

/**
 * A relation whose columns are called as in the dictionary.
 * @param columns dictionary column to the source's column; a column of the source that already has the name gives way
 * @returns also what the source calls each renamed column, for `rejects`
 * @throws UserError when the source has no such column
 */
export function renameColumns(
  relation: Relation,
  columns: Readonly<Record<string, string>>,
  shown: string,
): { relation: Relation; names: ReadonlyMap<string, string> } {
  const sourceNames = relation.columns.map(({ name }) => name);
  const names = new Map(Object.entries(columns).map(([to, from]) => [to, findColumn(from, sourceNames, shown)]));
  if (names.size === 0) return { relation, names };
  const renamed = [...names].map(([to, from]) => ({
    ...relation.columns[sourceNames.indexOf(from)]!,
    name: to,
    spelt: from,
  }));
  const used = new Set(names.values());
  const others = relation.columns.filter(({ name }) => !used.has(name) && !names.has(name.toLowerCase()));
  return { relation: { ...relation, columns: [...renamed, ...others] }, names };
}
