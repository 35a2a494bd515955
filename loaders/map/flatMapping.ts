import type { Proposal } from "./proposeFlat.js";

/** The mapping file's content for a flat table. Features are what is left. */
export function flatMapping(
  columns: readonly Proposal[],
  lost: readonly string[],
  place: { sheet?: string; table?: string } = {},
): Record<string, unknown> {
  const named = (role: string) => columns.find((column) => column.role === role)?.column;
  const roles = columns.filter(({ role }) => !["customer_id", "label", "ignore", "feature"].includes(role));
  return {
    ...place,
    customer_id: named("customer_id"),
    label: { column: named("label"), lost: lost.length === 1 ? lost[0] : lost },
    ...Object.fromEntries(roles.map(({ role, column }) => [role, column])),
    ignore: columns.filter(({ role }) => role === "ignore").map(({ column }) => column),
    features: "rest",
  };
}
