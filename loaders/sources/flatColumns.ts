import type { FlatColumn } from "./flatFeatures.js";
import { findColumn, type Mapping } from "./mapping.js";
import type { Relation } from "./relation.js";
import { UserError } from "../userError.js";

export interface FlatColumns {
  readonly id?: FlatColumn;
  readonly label: FlatColumn;
  /** Named as in `customers`. */
  readonly customer: readonly FlatColumn[];
  readonly features: readonly FlatColumn[];
  readonly unused: readonly string[];
  readonly spelling: ReadonlyMap<string, string>;
}

/** Attributes that may be both shown with a customer and learnt from; other mapped columns are never features. */
const alsoFeatures = ["product", "segment", "region"];

/** Columns that every mart of customers has. */
const reservedNames = ["customer_id", "as_of", "is_lost", "run_id"];

/** What each column of a flat file is, by its mapping. @throws UserError when they do not fit. */
export function flatColumns(relation: Relation, mapping: Mapping, shown: string): FlatColumns {
  const names = relation.columns.map(({ name }) => name);
  const twice = names.find(
    (name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) !== index,
  );
  if (twice !== undefined) throw columnTwice(twice, shown);
  const column = (name: string) => relation.columns[names.indexOf(findColumn(name, names, shown))]!;
  const id = mapping.customerId === undefined ? undefined : column(mapping.customerId);
  const label = column(mapping.label.column);
  if (id === label) throw idIsLabel(label.name, shown);
  const customer = Object.entries(mapping.customer).map(([name, from]) => ({ to: name, from: column(from) }));
  const ignored = mapping.ignore.map(column);
  const taken = [
    id,
    label,
    ...ignored,
    ...customer.filter(({ to }) => !alsoFeatures.includes(to)).map(({ from }) => from),
  ];
  const rest = relation.columns.filter((candidate) => candidate.name !== "" && !taken.includes(candidate));
  const features = mapping.features === "rest" ? rest : [...new Set(mapping.features.map(column))];
  const leak = features.find((feature) => taken.includes(feature));
  if (leak) throw takenFeature(leak.name, shown);
  if (features.length === 0) throw noFeatures(shown);
  const reserved = features.find(({ name }) => reservedNames.includes(name.toLowerCase()));
  if (reserved) throw reservedFeature(reserved.name, shown);
  const used = new Set([id, label, ...features, ...customer.map(({ from }) => from)]);
  return {
    id,
    label,
    customer: customer.map(({ to, from }) => ({ ...from, name: to, spelt: from.name })),
    features,
    unused: relation.columns.filter((candidate) => !used.has(candidate)).map(({ name }) => name),
    spelling: new Map(customer.map(({ to, from }) => [to, from.name])),
  };
}

const columnTwice = (name: string, where: string) =>
  new UserError({
    what: `the column ${name} appears twice`,
    where,
    allowed: "one column of each name",
    todo: "rename or remove one",
  });

const idIsLabel = (name: string, where: string) =>
  new UserError({
    what: `the mapping uses the column ${name} twice: as the id and as the label`,
    where,
    allowed: "a column of ids, and another that says who left",
    todo: "correct customer_id or label.column in the mapping",
  });

const takenFeature = (name: string, where: string) =>
  new UserError({
    what: `${name} cannot be a feature: the mapping uses it otherwise`,
    where,
    allowed: "columns that are not the id, the label, ignored, or personal",
    todo: "remove it from features",
  });

const noFeatures = (where: string) =>
  new UserError({
    what: "no column is left to be a feature",
    where,
    allowed: "one feature or more",
    todo: "shorten ignore in the mapping",
  });

const reservedFeature = (name: string, where: string) =>
  new UserError({
    what: `a feature may not be called ${name}`,
    where,
    allowed: `names other than ${reservedNames.join(", ")}`,
    todo: `map it as "customer_id" if it is the id, add it to ignore, or rename it in the file`,
  });
