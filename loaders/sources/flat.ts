import type { DuckDBConnection } from "@duckdb/node-api";
import type { Playbook } from "../../src/playbooks/types.js";
import { flatColumns, type FlatColumns } from "./flatColumns.js";
import { flatFeatures, type FlatColumn, type FlatFeature } from "./flatFeatures.js";
import type { IngestedTable } from "./ingest.js";
import type { Mapping, ReadMapping } from "./mapping.js";
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
const judgedTable = "flat_judged";
/** Joins a customer to its features while rows are being judged. */
const recordColumn = "flat_record";

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
    mapping: { mapping, text },
    playbook,
  }: { relation: Relation; shown: string; mapping: ReadMapping<Mapping>; playbook: Playbook },
): Promise<{ table: IngestedTable; result: FlatResult; mappingText: string }> {
  const relation = await copyRaw(connection, opened, shown);
  const columns = flatColumns(relation, mapping, shown);
  const features = await flatFeatures(connection, columns.features, { raw: rawTable, target: judgedTable });
  await checkLabel(connection, columns.label, mapping, shown);

  const staging = stagingColumns(playbook);
  const renamed = renamedRelation(relation, columns);
  const table = inputTable("customers");
  await createStaged(connection, "customers", staging);
  const { rows } = await stagePart(connection, renamed, { table, columns: staging, part: 0, shown });
  const parts = [{ shown, relation: renamed }];
  const rejected = await setAside(connection, {
    table,
    parts,
    names: sourceNames(columns, features),
  });
  await split(connection, playbook, { features, mapping });
  for (const name of [rawTable, judgedTable]) await connection.run(`drop table ${name}`);

  const total = rows + relation.broken.length;
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
      absentColumns: absentColumns(playbook, renamed),
    },
    result: {
      features,
      labelColumn: columns.label.name,
      ...(await labelCounts(connection)),
    },
    mappingText: text,
  };
}

const nothing = { zh: "", en: "" };

/** The dictionary's columns, the label, and where the features are. */
function stagingColumns(playbook: Playbook): InputColumn[] {
  return [
    ...columnsFor(inputTable("customers"), playbook.tables),
    { name: "label", type: "text", required: true, description: nothing },
    { name: recordColumn, type: "integer", description: nothing },
  ];
}

function renamedRelation(relation: Relation, columns: FlatColumns): Relation {
  const rowNumber = { sql: "cast(record as varchar)", type: "VARCHAR" };
  return {
    ...relation,
    from: `${rawTable} join ${judgedTable} using (record)`,
    flaw: "flaw",
    columns: [
      { ...(columns.id ?? rowNumber), name: "customer_id", spelt: columns.id?.name },
      { ...columns.label, name: "label", spelt: columns.label.name },
      ...columns.customer,
      { name: recordColumn, sql: "record", type: "BIGINT" },
    ],
  };
}

function absentColumns(playbook: Playbook, { columns }: Relation): string[] {
  const names = columnsFor(inputTable("customers"), playbook.tables).map(({ name }) => name);
  return names.filter((name) => !columns.some((column) => column.name === name));
}

async function labelCounts(connection: DuckDBConnection): Promise<{ lost: number; kept: number }> {
  return row(
    connection,
    `select count(*) filter (is_lost) as lost, count(*) filter (not is_lost) as kept from ${staged("customers")}`,
  );
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

/** What the file calls each staging column, for `rejects`. */
function sourceNames(columns: FlatColumns, features: readonly FlatFeature[]): Map<string, string> {
  const names = new Map(columns.spelling);
  names.set("label", columns.label.name);
  if (columns.id) names.set("customer_id", columns.id.name);
  features.forEach(({ id }, index) => names.set(`f${index}`, id));
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
    allowed: values.slice(0, 20).join(", ") || "a value that occurs; the column is empty",
    todo: "set label.lost in the mapping to the value that means lost",
  });
}

/** Features leave `customers` for a table of their own, under the file's names. */
async function split(
  connection: DuckDBConnection,
  playbook: Playbook,
  { features, mapping }: { features: readonly FlatFeature[]; mapping: Mapping },
): Promise<void> {
  const customers = staged("customers");
  const selected = features.map(({ id, kind }, index) => {
    const list = kind === "number" ? "numbers" : "cells";
    return `${list}[${index + 1}] as ${quoteIdentifier(id)}`;
  });
  await connection.run(
    `create table ${staged("flat_features")} as select customer_id, ${selected.join(", ")}
     from ${customers} join ${judgedTable} on record = ${recordColumn} order by record`,
  );
  const kept = columnsFor(inputTable("customers"), playbook.tables).map(({ name }) => quoteIdentifier(name));
  const lost = mapping.label.lost.map((value) => quoteLiteral(value.trim()));
  await connection.run(
    `create or replace table ${customers} as select ${kept.join(", ")}, label in (${lost.join(", ")}) as is_lost from ${customers}`,
  );
}
