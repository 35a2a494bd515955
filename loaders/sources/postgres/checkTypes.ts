import type { DatabaseColumn } from "./describe.js";
import type { ColumnType, InputColumn } from "../tables.js";
import { UserError } from "../../userError.js";

/** Types that can hold what the dictionary asks for; text always can, row by row. */
const allowed: Readonly<Record<Exclude<ColumnType, "text">, { fits: RegExp; words: string }>> = {
  date: { fits: /^(date|timestamp|smallint|integer|bigint|numeric)/, words: "date, timestamp or text" },
  timestamp: { fits: /^(date|timestamp|smallint|integer|bigint|numeric)/, words: "timestamp, date or text" },
  number: { fits: /^(smallint|integer|bigint|numeric|real|double|money)/, words: "a number or text" },
  integer: { fits: /^(smallint|integer|bigint|numeric|real|double|money)/, words: "a whole number or text" },
  boolean: { fits: /^(boolean|smallint|integer|bigint)/, words: "boolean, 0 or 1, or text" },
};

/** @throws UserError for a column whose type can never hold what the dictionary asks for */
export function checkTypes(
  columns: readonly { readonly source: DatabaseColumn; readonly target: InputColumn }[],
  shown: string,
): void {
  for (const { source, target } of columns) {
    const isBinary = source.type === "bytea";
    if (!isBinary && (target.type === "text" || source.category === "S")) continue;
    const { fits, words } = target.type === "text" ? { fits: /^$/, words: "text" } : allowed[target.type];
    if (!isBinary && fits.test(source.type)) continue;
    throw new UserError(
      {
        what: `wrong type: ${source.name} is ${source.type}, and ${target.name} has to be ${target.type}`,
        where: `${shown}, column ${source.name}`,
        allowed: words,
        todo: "convert it in a view, and name the view in a mapping",
      },
      1,
    );
  }
}
