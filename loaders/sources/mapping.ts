import { promises as fs } from "node:fs";
import { z } from "zod";
import { nearestName } from "./nearestName.js";
import { inputTable, inputTables } from "./tables.js";
import type { TableName } from "../../src/playbooks/types.js";
import { UserError } from "../userError.js";

const column = z.string().trim().min(1);
const label = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** Columns of `customers` that a mapping may fill besides the id. */
export const mappableColumns = inputTable("customers")
  .columns.filter(
    ({ name, type, onlyWith }) => !onlyWith && name !== "customer_id" && (type === "text" || name === "remaining_ltv"),
  )
  .map(({ name }) => name);

const flatSchema = z
  .strictObject({
    sheet: column.optional(),
    table: column.optional(),
    customer_id: column.optional(),
    label: z.strictObject({
      column,
      lost: z.union([label.transform((one) => [one]), z.array(label).min(1)]),
    }),
    ignore: z.array(column).default([]),
    features: z.union([z.literal("rest"), z.array(column).min(1)]).default("rest"),
    ...Object.fromEntries(mappableColumns.map((name) => [name, column.optional()])),
  })
  .describe("how a flat table becomes customers and features");

const tableSchema = z.strictObject({
  from: column.optional(),
  sheet: column.optional(),
  columns: z.record(z.string(), column).default({}),
});
const tablesSchema = z
  .strictObject({
    tables: z.strictObject(Object.fromEntries(inputTables.map(({ name }) => [name, tableSchema.optional()]))),
  })
  .describe("what a team's tables and columns are called");

/** How a flat table becomes customers and features. */
export interface Mapping {
  readonly kind: "flat";
  /** Sheet of a workbook. */
  readonly sheet?: string;
  /** Table or view of a database. */
  readonly table?: string;
  /** Column holding the id; the row number when left out. */
  readonly customerId?: string;
  readonly label: { readonly column: string; readonly lost: readonly string[] };
  /** File column of columns of `customers`: name, segment, remaining_ltv and others. */
  readonly customer: Readonly<Record<string, string>>;
  readonly ignore: readonly string[];
  readonly features: "rest" | readonly string[];
}

/** What a team calls the dictionary's tables and columns; what is not named here is matched by its own name. */
export interface TablesMapping {
  readonly kind: "tables";
  readonly tables: Readonly<Partial<Record<TableName, TableMapping>>>;
}

export interface TableMapping {
  /** File or folder of the source, or table or view of the database. */
  readonly from?: string;
  /** Sheet of a workbook. */
  readonly sheet?: string;
  /** Dictionary column to the source's column. */
  readonly columns: Readonly<Record<string, string>>;
}

export interface ReadMapping<M = Mapping | TablesMapping> {
  readonly mapping: M;
  /** Canonical form, for the input's hash. */
  readonly text: string;
}

/** Reads and checks a mapping file. @throws UserError */
export async function readMapping(file: string): Promise<ReadMapping> {
  const content = await fs.readFile(file, "utf8").catch((cause: unknown) => {
    throw invalid(file, "the mapping cannot be opened", cause);
  });
  let json: unknown;
  try {
    json = JSON.parse(content.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw invalid(file, "the mapping is not JSON", cause);
  }
  const mapping = isRecord(json) && "tables" in json ? tablesMapping(json, file) : flatMapping(json, file);
  return { mapping, text: JSON.stringify(mapping) };
}

const isRecord = (json: unknown): json is Record<string, unknown> => typeof json === "object" && json !== null;

function flatMapping(json: unknown, file: string): Mapping {
  const { customer_id: customerId, sheet, table, label, ignore, features, ...rest } = checked(flatSchema, json, file);
  const filled = Object.entries(rest as Record<string, string | undefined>).flatMap(([name, from]) =>
    from ? [[name, from] as const] : [],
  );
  const customer = Object.fromEntries(filled.sort());
  return { kind: "flat", sheet, table, customerId, label, customer, ignore, features };
}

function tablesMapping(json: unknown, file: string): TablesMapping {
  const { tables } = checked(tablesSchema, json, file) as Pick<TablesMapping, "tables">;
  for (const [name, { columns }] of Object.entries(tables)) {
    const known = inputTable(name).columns.map((each) => each.name);
    const unknown = Object.keys(columns).find((each) => !known.includes(each));
    if (unknown !== undefined) throw unknownColumn(file, `tables.${name}.columns.${unknown}`, unknown, known);
  }
  return { kind: "tables", tables };
}

function checked<T>(schema: z.ZodType<T>, json: unknown, file: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const place = issue.path.join(".") || "the top";
  throw invalid(file, `invalid mapping at ${place}: ${issue.message.toLowerCase()}`, parsed.error);
}

/** The file's own spelling of a column named in a mapping. @throws UserError listing the columns and the nearest name. */
export function findColumn(name: string, columns: readonly string[], shown: string): string {
  const found =
    columns.find((candidate) => candidate === name) ??
    columns.find((candidate) => candidate.toLowerCase() === name.trim().toLowerCase());
  if (found !== undefined) return found;
  const nearest = nearestName(name, columns);
  throw new UserError({
    what: `the mapping names a column that the file has not: ${name}`,
    where: shown,
    allowed: columns.join(", "),
    todo: nearest ? `did you mean ${nearest}?` : "correct the mapping",
  });
}

const invalid = (where: string, what: string, cause: unknown) =>
  new UserError(
    {
      what,
      where,
      allowed: `{"customer_id", "label": {"column", "lost"}, ${mappableColumns.map((name) => `"${name}"`).join(", ")}, "ignore": [], "features": "rest"} for one flat table; {"tables": {"customers": {"from", "sheet", "columns": {"customer_id": …}}}} for several`,
      todo: "correct the mapping as data/README.md shows",
    },
    2,
    { cause },
  );

const unknownColumn = (file: string, where: string, column: string, known: readonly string[]) => {
  const nearest = nearestName(column, known);
  return new UserError({
    what: `the dictionary has no column ${column}`,
    where: `${file}, ${where}`,
    allowed: known.join(", "),
    todo: nearest ? `did you mean ${nearest}?` : "write the dictionary's column on the left, your own on the right",
  });
};
