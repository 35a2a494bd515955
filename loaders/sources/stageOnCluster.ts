import type { Engine } from "../engines/engine.js";
import { execute, row, rows } from "../query.js";
import { quoteIdentifier, quoteLiteral } from "../sqlText.js";
import { isCommon, plainSql } from "./plainSql.js";
import { createSetAside, setAsideFlawed, writeRejects, type JudgedPart, type JudgedTable } from "./setAside.js";
import { createStaged, matchColumns, stagePart, staged, workColumns } from "./stageTable.js";
import { sqlTypes } from "./typing.js";

const { part, record } = workColumns;

export interface StagedOnCluster {
  readonly rows: number;
  readonly rejected: number;
  /** Rows that this machine judged. */
  readonly looked: number;
}

/**
 * Stages a table's Parquet files where they lie. The cluster takes the rows that every engine reads alike; all others,
 * flawed or only unusual, are judged on this machine as ever, so that the same are set aside for the same reasons. Then
 * `staging` has the table, its rows stay where the cluster wrote them.
 * @returns undefined, and nothing is done, where a column's type may be read differently there
 * @throws UserError when a file lacks a required column or has one twice
 */
export async function stageOnCluster(engine: Engine, judged: JudgedTable): Promise<StagedOnCluster | undefined> {
  const { connection } = engine;
  const { table, columns, parts, names } = judged;
  const sources = parts.map((_, place) => sourceSql(judged, place));
  if (!sources.every((sql) => sql !== undefined)) return undefined;
  const kept = [...columns.map(({ name }) => quoteIdentifier(name)), part, record].join(", ");
  await engine.view("source_rows", sources.join("\nunion all\n"));
  await engine.make("doubtful", `select ${part}, ${record} from source_rows where not is_plain`);
  await engine.bring("doubtful");
  await createSetAside(connection);
  const looked = await lookAt(engine, judged, kept);
  const without = (rows: string, left: string) => `${rows} anti join ${left} using (${part}, ${record})`;
  // asked by their places, the columns that tell are not read again
  const plain = looked ? without("source_rows", "doubtful") : "source_rows";
  await engine.view("sound_rows", `select ${kept} from ${plain} union all select ${kept} from looked_at`);
  await engine.make("set_aside_there", repeatedOrUnknown(table.key));
  await engine.bring("set_aside_there");
  await execute(connection, "insert into set_aside select * from set_aside_there");
  const target = `staging.${table.name}`;
  const accepted = (await engine.count("set_aside_there")) ? without("sound_rows", "set_aside_there") : "sound_rows";
  await engine.make(target, `select * exclude (${part}, ${record}) from ${accepted}`, { isLarge: true });
  await engine.show(target);
  const rejected = await writeRejects(connection, table.name, { parts, names });
  for (const made of ["doubtful", "set_aside_there"]) await engine.drop(made);
  await execute(connection, "drop table set_aside; drop table looked_at");
  return { rows: await countRows(engine, parts), rejected, looked };
}

/** A part's rows, typed, each with its place and whether it is plain. */
function sourceSql({ columns, parts, table }: JudgedTable, place: number): string | undefined {
  const { relation, shown } = parts[place]!;
  // a column that is called as the reader's own takes its place away
  const isPlaced = relation.columns.every(({ name }) => name.toLowerCase() !== "file_row_number");
  if (!isPlaced || !relation.columns.every(isCommon)) return undefined;
  const matched = matchColumns(relation, { columns, shown });
  const cells = columns.map((column) => {
    const source = matched.get(column.name);
    const absent = { typed: `cast(null as ${sqlTypes[column.type]})`, isPlain: "true" };
    return { column, cell: source ? plainSql(source, column) : absent };
  });
  const isPlain = [];
  const typed = [];
  for (const { column, cell } of cells) {
    if (!cell) return undefined;
    const value = column.otherwise == null ? cell.typed : `coalesce(${cell.typed}, ${quoteLiteral(column.otherwise)})`;
    typed.push(`${value} as ${quoteIdentifier(column.name)}`);
    isPlain.push(cell.isPlain);
  }
  const id = matched.get(table.key[0]!)!;
  // a header that came again is told by all of its cells
  if (id.type === "VARCHAR")
    isPlain.push(`lower(${id.sql}) is distinct from ${quoteLiteral((id.spelt ?? id.name).toLowerCase())}`);
  return `select ${typed.join(",\n")}, ${place} as ${part}, ${relation.ordinal} as ${record}, ${isPlain.join("\nand ")} as is_plain
    from ${relation.from}`;
}

/** Judges the doubtful rows here: `looked_at` has those that are sound. @returns how many were doubtful */
async function lookAt(engine: Engine, judged: JudgedTable, kept: string): Promise<number> {
  const { connection } = engine;
  const table = { ...judged.table, name: `${judged.table.name}_doubtful` };
  await createStaged(connection, table.name, judged.columns);
  const found = await rows<{ place: number; count: number }>(
    connection,
    `select ${part} as place, count(*) as count from doubtful group by all order by all`,
  );
  for (const { place } of found) {
    const { relation, shown } = judged.parts[place]!;
    const from = `(from ${relation.from} where file_row_number in (select ${record} - 1 from doubtful where ${part} = ${place}))`;
    await stagePart(connection, { ...relation, from }, { table, columns: judged.columns, part: place, shown });
  }
  await setAsideFlawed(connection, table.name);
  await execute(
    connection,
    `create or replace temp table looked_at as select ${kept} from ${staged(table.name)}; drop table ${staged(table.name)}`,
  );
  await engine.give("looked_at");
  return found.reduce((sum, { count }) => sum + count, 0);
}

/** Of each key that comes again all rows but the first, and rows whose customer is not known. */
function repeatedOrUnknown(key: readonly string[]): string {
  const keys = key.map(quoteIdentifier).join(", ");
  const shown = key.map((column) => `cast(${quoteIdentifier(column)} as varchar)`).join(", ");
  const either = (repeated: string, unknown: string) => `case when number > 1 then ${repeated} else ${unknown} end`;
  return `select ${part}, ${record}, ${either(quoteLiteral(key.join(", ")), "'customer_id'")} as "column",
      ${either(`concat_ws(', ', ${shown})`, "customer_id")} as "value", ${either("'duplicate_key'", "'unknown_customer'")} as reason
    from (
      select sound_rows.*, row_number() over (partition by ${keys} order by ${part}, ${record}) as number, known.id
      from sound_rows left join (select customer_id as id from staging.customers) as known on known.id = sound_rows.customer_id
    )
    where number > 1 or id is null`;
}

async function countRows({ connection }: Engine, parts: readonly JudgedPart[]): Promise<number> {
  const counts = parts.map(({ relation }) => `select count(*) as n from ${relation.from}`);
  return (await row<{ n: number }>(connection, `select sum(n) as n from (${counts.join(" union all ")})`)).n;
}
