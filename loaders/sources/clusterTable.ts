import type { Engine } from "../engines/engine.js";
import { execute, row, rows } from "../query.js";
import { quoteIdentifier, quoteLiteral } from "../sqlText.js";
import { openLines, type LinesOptions } from "./csvOnCluster.js";
import type { SourceFile } from "./findFiles.js";
import type { Opened } from "./openFile.js";
import { isCommon, plainSql } from "./plainSql.js";
import {
  createSetAside,
  refersToCustomer,
  setAsideFlawed,
  writeRejects,
  type JudgedPart,
  type JudgedTable,
} from "./setAside.js";
import { createStaged, matchColumns, stagePart, staged, workColumns, type StagedPart } from "./stageTable.js";
import type { InputTable } from "./tables.js";
import { sqlTypes } from "./typing.js";

const { part, record } = workColumns;

/** Rows that this machine typed and found without a flaw, each with its place. */
const typedHere = "typed_here";

export interface StagedOnCluster {
  readonly rejected: number;
  /** Rows that this machine typed. */
  readonly typed: number;
}

/**
 * Stages a table on the cluster, a file at a time. Of Parquet that it sees, the cluster takes the rows that every engine
 * reads alike; all other rows, flawed or only unusual, and those of all other files are typed and judged on this machine as
 * ever, so that the same are set aside for the same reasons, and handed over. Keys that come again and unknown customers are
 * found there among all of them. Then `staging` has the table, its rows stay where the cluster wrote them.
 */
export class ClusterTable {
  private readonly sources: string[] = [];
  private readonly kept: string;
  private typed = 0;
  /** Tables that are dropped in the end. */
  private readonly made: string[] = [];

  private constructor(
    private readonly engine: Engine,
    private readonly judged: Pick<JudgedTable, "table" | "columns">,
  ) {
    this.kept = [...judged.columns.map(({ name }) => quoteIdentifier(name)), part, record].join(", ");
  }

  static async begin(engine: Engine, judged: Pick<JudgedTable, "table" | "columns">): Promise<ClusterTable> {
    await createSetAside(engine.connection);
    return new ClusterTable(engine, judged);
  }

  /**
   * Leaves to the cluster a file that it reads.
   * @returns undefined, and nothing is done, where a column's type may be read differently there
   * @throws UserError when the file lacks a required column or has one twice
   */
  async leave(judged: JudgedPart, place: number): Promise<StagedPart | undefined> {
    const source = sourceSql({ ...this.judged, ...judged }, place);
    if (source === undefined) return undefined;
    this.sources.push(source);
    const { relation } = judged;
    const { n } = await row<{ n: number }>(this.engine.connection, `select count(*) as n from ${relation.from}`);
    return { rows: n, relation };
  }

  /** The lines of a plain CSV file, which may be left to the cluster; undefined for any other file. */
  async openLines(file: SourceFile, options: LinesOptions): Promise<Opened | undefined> {
    const opened = await openLines(this.engine, file, options);
    this.made.push(...(opened?.made ?? []));
    return opened;
  }

  /** Types a file here. @throws UserError as {@link stagePart} */
  async take({ relation, shown }: JudgedPart, place: number): Promise<StagedPart> {
    const temporary = await this.begun();
    const target = { table: { name: temporary }, columns: this.judged.columns, part: place, shown };
    const staged = await stagePart(this.engine.connection, relation, target);
    this.typed += staged.rows;
    await this.hand(temporary);
    return staged;
  }

  async finish({ parts, names }: Pick<JudgedTable, "parts" | "names">): Promise<StagedOnCluster> {
    const { engine, kept } = this;
    const { connection } = engine;
    const { table } = this.judged;
    const plain = await this.plainRows(parts);
    const handed = this.made.includes(typedHere) ? [`select ${kept} from ${typedHere}`] : [];
    await engine.view("sound_rows", [...plain, ...handed].join("\nunion all\n"));
    await engine.make("set_aside_there", repeatedOrUnknown(table));
    await engine.bring("set_aside_there");
    await execute(connection, "insert into set_aside from set_aside_there");
    const target = `staging.${table.name}`;
    const accepted = (await engine.count("set_aside_there")) ? without("sound_rows", "set_aside_there") : "sound_rows";
    await engine.make(target, `select * exclude (${part}, ${record}) from ${accepted}`, { isLarge: true });
    await engine.show(target);
    const rejected = await writeRejects(connection, table.name, { parts, names });
    for (const made of ["set_aside_there", ...this.made]) await engine.drop(made);
    await execute(connection, "drop table set_aside");
    return { rejected, typed: this.typed };
  }

  /** What the cluster reads itself; rows that it may read differently were judged here first. */
  private async plainRows(parts: readonly JudgedPart[]): Promise<string[]> {
    if (!this.sources.length) return [];
    const { engine } = this;
    await engine.view("source_rows", this.sources.join("\nunion all\n"));
    await engine.make("doubtful", `select ${part}, ${record} from source_rows where not is_plain`);
    await engine.bring("doubtful");
    const count = await this.judgeDoubtful(parts);
    this.typed += count;
    // asked by their places, the columns that tell are not read again
    return [`select ${this.kept} from ${count ? without("source_rows", "doubtful") : "source_rows"}`];
  }

  /** @returns how many rows were doubtful */
  private async judgeDoubtful(parts: readonly JudgedPart[]): Promise<number> {
    const { connection } = this.engine;
    const found = await rows<{ place: number; count: number }>(
      connection,
      `select ${part} as place, count(*) as count from doubtful group by all order by all`,
    );
    if (!found.length) return 0;
    const temporary = await this.begun();
    for (const { place } of found) {
      const { relation, shown } = parts[place]!;
      const from = `(from ${relation.from} where ${relation.ordinal} in (select ${record} from doubtful where ${part} = ${place}))`;
      const target = { table: { name: temporary }, columns: this.judged.columns, part: place, shown };
      await stagePart(connection, { ...relation, from }, target);
    }
    await this.hand(temporary);
    return found.reduce((sum, { count }) => sum + count, 0);
  }

  /** An empty table of this machine, until its rows are handed over. */
  private async begun(): Promise<string> {
    const name = `${this.judged.table.name}_here`;
    await createStaged(this.engine.connection, name, this.judged.columns);
    return name;
  }

  private async hand(temporary: string): Promise<void> {
    const { connection } = this.engine;
    await setAsideFlawed(connection, temporary);
    if (!this.made.includes(typedHere)) this.made.push(typedHere);
    await this.engine.handOver(typedHere, `select ${this.kept} from ${staged(temporary)}`);
    await execute(connection, `drop table ${staged(temporary)}`);
  }
}

const without = (rows: string, left: string): string => `${rows} anti join ${left} using (${part}, ${record})`;

/** A part's rows, typed, each with its place and whether it is plain. */
function sourceSql(
  { columns, table, relation, shown }: Pick<JudgedTable, "table" | "columns"> & JudgedPart,
  place: number,
): string | undefined {
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

/** Of each key that comes again all rows but the first, and rows whose customer is not known. */
function repeatedOrUnknown(table: InputTable): string {
  const { key } = table;
  const keys = key.map(quoteIdentifier).join(", ");
  const shown = key.map((column) => `cast(${quoteIdentifier(column)} as varchar)`).join(", ");
  const numbered = `select sound_rows.*, row_number() over (partition by ${keys} order by ${part}, ${record}) as number`;
  const repeated = {
    column: quoteLiteral(key.join(", ")),
    value: `concat_ws(', ', ${shown})`,
    reason: "'duplicate_key'",
  };
  if (!refersToCustomer(table))
    return `select ${part}, ${record}, ${repeated.column} as "column", ${repeated.value} as "value", ${repeated.reason} as reason
      from (${numbered} from sound_rows) where number > 1`;
  const either = (repeated: string, unknown: string) => `case when number > 1 then ${repeated} else ${unknown} end`;
  return `select ${part}, ${record}, ${either(repeated.column, "'customer_id'")} as "column",
      ${either(repeated.value, "customer_id")} as "value", ${either(repeated.reason, "'unknown_customer'")} as reason
    from (
      ${numbered}, known.id
      from sound_rows left join (select customer_id as id from staging.customers) as known on known.id = sound_rows.customer_id
    )
    where number > 1 or id is null`;
}
