import type { DuckDBConnection } from "@duckdb/node-api";
import type { Playbook } from "../../src/playbooks/types.js";
import { flatFeatures, type FlatColumn, type FlatFeature } from "./flatFeatures.js";
import type { IngestedTable } from "./ingest.js";
import { findColumn, readMapping, type Mapping } from "./mapping.js";
import { readWhole } from "./readWhole.js";
import type { Relation } from "./relation.js";
import { setAside } from "./setAside.js";
import { createStaged, stagePart, staged } from "./stageTable.js";
import { columnsFor, inputTable, type InputColumn } from "./tables.js";
import { row } from "../query.js";
import { quoteIdentifier, quoteLiteral } from "../sqlText.js";
import { UserError } from "../userError.js";

export interface FlatResult {
  /** Columns of `staging.flat_features` besides customer_id, as the file names them. */
  readonly features: readonly FlatFeature[];
  readonly labelColumn: string;
  /** Accepted rows by label. */
  readonly lost: number;
  readonly kept: number;
}

const rawTable = "flat_raw";

/**
 * A flat table through a mapping: `staging.customers` (the dictionary's columns and `is_lost`) and
 * `staging.flat_features` (customer_id and one column a feature, number or text as its content is).
 * @throws UserError when mapping and file do not fit.
 */
export async function ingestFlat(
  connection: DuckDBConnection,
  {
    relation: opened,
    shown,
    mapping: file,
    playbook,
  }: { relation: Relation; shown: string; mapping: string; playbook: Playbook },
): Promise<{ table: IngestedTable; result: FlatResult; mappingText: string }> {
  const { mapping, text } = await readMapping(file);
  const relation = await copyRaw(connection, opened, shown);
  const columns = flatColumns(relation, mapping, shown);
  const features = await flatFeatures(connection, rawTable, columns.features);
  await checkLabel(connection, columns.label, mapping, shown);

  const table = inputTable("customers");
  const customerColumns = columnsFor(table, playbook.tables);
  const internal = features.map((_, index) => `f${index}`);
  const staging: InputColumn[] = [
    ...customerColumns,
    { name: "label", type: "text", required: true, description: { zh: "", en: "" } },
    ...features.map(({ kind }, index): InputColumn => ({
      name: internal[index]!,
      type: kind === "number" ? "number" : "text",
      description: { zh: "", en: "" },
    })),
  ];
  const renamed: Relation = {
    ...relation,
    columns: [
      { ...(columns.id ?? { sql: "cast(record as varchar)", type: "VARCHAR" }), name: "customer_id" },
      { name: "label", sql: columns.label.sql, type: columns.label.type },
      ...columns.customer,
      ...features.map(({ sql, type }, index) => ({ name: internal[index]!, sql, type })),
    ],
  };
  await createStaged(connection, "customers", staging);
  const { rows } = await stagePart(connection, renamed, { table, columns: staging, part: 0, shown });
  const rejected = await setAside(connection, {
    table,
    columns: staging,
    parts: [{ shown, relation: renamed }],
    names: sourceNames(columns, features),
  });
  await split(connection, customerColumns, features, internal, mapping);
  await connection.run(`drop table ${rawTable}`);
  const total = rows + relation.broken.length;
  const counts = await connection.runAndReadAll(
    `select count(*) filter (is_lost), count(*) filter (not is_lost) from ${staged("customers")}`,
  );
  const [lost = 0, kept = 0] = (counts.getRows()[0] ?? []).map(Number);
  return {
    table: {
      name: "customers",
      files: [shown],
      encodings: [relation.encoding],
      placesAre: relation.lines ? "line" : "record",
      rows: total,
      accepted: total - rejected,
      rejected,
      unknownColumns: columns.unused,
      absentColumns: customerColumns
        .map(({ name }) => name)
        .filter((name) => !renamed.columns.some((column) => column.name === name)),
    },
    result: {
      features: features.map(({ id, kind, distinct, missing }) => ({ id, kind, distinct, missing })),
      labelColumn: columns.label.name,
      lost,
      kept,
    },
    mappingText: text,
  };
}

/** Reads the file once into a table, so that contents can decide types before rows are judged. */
async function copyRaw(connection: DuckDBConnection, opened: Relation, shown: string): Promise<Relation> {
  const raw = opened.columns.map(({ sql }, index) => `${sql} as c${index}`);
  const record = opened.notARecord ? ["json"] : [];
  const read = async ({ ordinal, from }: Relation) => {
    const columns = [`${ordinal} as record`, ...record, ...raw].join(", ");
    await connection.run(`create or replace temp table ${rawTable} as select ${columns} from ${from}`);
    return (await row<{ n: number }>(connection, `select count(*) as n from ${rawTable}`)).n;
  };
  const { relation } = await readWhole(connection, opened, { shown, read });
  const columns = relation.columns.map(({ name, type }, index) => ({ name, sql: `c${index}`, type }));
  return { ...relation, columns, from: rawTable, ordinal: "record", without: undefined };
}

interface FlatColumns {
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

function flatColumns(relation: Relation, mapping: Mapping, shown: string): FlatColumns {
  const names = relation.columns.map(({ name }) => name);
  const twice = names.find(
    (name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) !== index,
  );
  if (twice !== undefined) throw columnTwice(twice, shown);
  const column = (name: string) => relation.columns[names.indexOf(findColumn(name, names, shown))]!;
  const id = mapping.customerId === undefined ? undefined : column(mapping.customerId);
  const label = column(mapping.label.column);
  const customer = Object.entries(mapping.customer).map(([name, from]) => ({ to: name, from: column(from) }));
  const ignored = mapping.ignore.map(column);
  const taken = [
    id,
    label,
    ...ignored,
    ...customer.filter(({ to }) => !alsoFeatures.includes(to)).map(({ from }) => from),
  ];
  const rest = relation.columns.filter((candidate) => candidate.name !== "" && !taken.includes(candidate));
  const features = mapping.features === "rest" ? rest : mapping.features.map(column);
  const leak = features.find((feature) => taken.includes(feature));
  if (leak) throw takenFeature(leak.name, shown);
  if (features.length === 0) throw noFeatures(shown);
  if (features.some(({ name }) => name.toLowerCase() === "customer_id")) throw clash(shown);
  const used = new Set([id, label, ...features, ...customer.map(({ from }) => from)]);
  return {
    id,
    label,
    customer: customer.map(({ to, from }) => ({ ...from, name: to })),
    features,
    unused: relation.columns.filter((candidate) => !used.has(candidate)).map(({ name }) => name),
    spelling: new Map(customer.map(({ to, from }) => [to, from.name])),
  };
}

/** What the file calls each staging column, for `rejects`. */
function sourceNames(columns: FlatColumns, features: readonly FlatFeature[]): Map<string, string> {
  const names = new Map(columns.spelling);
  names.set("label", columns.label.name);
  if (columns.id) names.set("customer_id", columns.id.name);
  features.forEach(({ id: feature }, index) => names.set(`f${index}`, feature));
  return names;
}

async function checkLabel(
  connection: DuckDBConnection,
  label: FlatColumn,
  mapping: Mapping,
  shown: string,
): Promise<void> {
  const reader = await connection.runAndReadAll(
    `select trim(cast(${label.sql} as varchar)) as label, count(*) as rows from ${rawTable} where label <> '' group by all order by rows desc, label limit 1000`,
  );
  const values = reader.getRows().map(([value]) => String(value));
  const absent = mapping.label.lost.find((lost) => !values.includes(lost.trim()));
  if (absent === undefined) return;
  throw new UserError({
    what: `the label value never occurs: ${absent}`,
    where: `${shown}, column ${label.name}`,
    allowed: values.slice(0, 20).join(", "),
    todo: "set label.lost in the mapping to the value that means lost",
  });
}

async function split(
  connection: DuckDBConnection,
  customerColumns: readonly InputColumn[],
  features: readonly FlatFeature[],
  internal: readonly string[],
  mapping: Mapping,
): Promise<void> {
  const customers = staged("customers");
  const selected = features.map(({ id }, index) => `${internal[index]!} as ${quoteIdentifier(id)}`);
  await connection.run(
    `create table ${staged("flat_features")} as select customer_id, ${selected.join(", ")} from ${customers}`,
  );
  const kept = customerColumns.map(({ name }) => quoteIdentifier(name)).join(", ");
  const lost = mapping.label.lost.map((value) => quoteLiteral(value.trim())).join(", ");
  await connection.run(
    `create or replace table ${customers} as select ${kept}, label in (${lost}) as is_lost from ${customers}`,
  );
}

const columnTwice = (name: string, where: string) =>
  new UserError({
    what: `the column ${name} appears twice`,
    where,
    allowed: "one column of each name",
    todo: "rename or remove one",
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

const clash = (where: string) =>
  new UserError({
    what: "customer_id would be a feature",
    where,
    allowed: "an id that is mapped or ignored",
    todo: 'add "customer_id": "customer_id" to the mapping',
  });
