import { promises as fs } from "node:fs";
import { z } from "zod";
import { nearestName } from "./nearestName.js";
import { inputTable } from "./tables.js";
import { UserError } from "../userError.js";

const column = z.string().trim().min(1);
const label = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** Columns of `customers` that a mapping may fill besides the id. */
export const mappableColumns = inputTable("customers")
  .columns.filter(
    ({ name, type, onlyWith }) => !onlyWith && name !== "customer_id" && (type === "text" || name === "remaining_ltv"),
  )
  .map(({ name }) => name);

const mappingSchema = z
  .strictObject({
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

export interface Mapping {
  /** Column holding the id; the row number when left out. */
  readonly customerId?: string;
  readonly label: { readonly column: string; readonly lost: readonly string[] };
  /** File column of columns of `customers`: name, segment, remaining_ltv and others. */
  readonly customer: Readonly<Record<string, string>>;
  readonly ignore: readonly string[];
  readonly features: "rest" | readonly string[];
}

/** Reads and checks a mapping file; `text` is its canonical form, for the input's hash. @throws UserError */
export async function readMapping(file: string): Promise<{ mapping: Mapping; text: string }> {
  const content = await fs.readFile(file, "utf8").catch((cause: unknown) => {
    throw invalid(file, "the mapping cannot be opened", cause);
  });
  let json: unknown;
  try {
    json = JSON.parse(content.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw invalid(file, "the mapping is not JSON", cause);
  }
  const parsed = mappingSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw invalid(
      file,
      `invalid mapping at ${issue.path.join(".") || "the top"}: ${issue.message.toLowerCase()}`,
      parsed.error,
    );
  }
  const { customer_id: customerId, label, ignore, features, ...rest } = parsed.data;
  const filled = Object.entries(rest as Record<string, string | undefined>).flatMap(([name, from]) =>
    from ? [[name, from] as const] : [],
  );
  const mapping: Mapping = { customerId, label, customer: Object.fromEntries(filled.sort()), ignore, features };
  return { mapping, text: JSON.stringify(mapping) };
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
      allowed: `{"customer_id", "label": {"column", "lost"}, ${mappableColumns.map((name) => `"${name}"`).join(", ")}, "ignore": [], "features": "rest"}`,
      todo: "correct the mapping as data/README.md shows",
    },
    2,
    { cause },
  );
