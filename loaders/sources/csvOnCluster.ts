import { stat } from "node:fs/promises";
import type { Engine } from "../engines/engine.js";
import { execute, row } from "../query.js";
import { quoteLiteral } from "../sqlText.js";
import { csvHeader } from "./csvHeader.js";
import { fingerprint } from "./encoding.js";
import type { SourceFile } from "./findFiles.js";
import { LineMap } from "./lineMap.js";
import type { Opened } from "./openFile.js";
import type { Relation } from "./relation.js";
import { maxRecordBytes } from "./scanCsv.js";

/** A smaller file is typed on one machine sooner than a cluster is asked about it. */
export const leastCsvBytes = 1 << 26;

export interface LinesOptions {
  /** Lower-case column names that tell the separator. */
  readonly known: ReadonlySet<string>;
  /** The part's place in its table; names the tables that are made. */
  readonly place: number;
}

export interface OpenedLines extends Opened {
  /** To be dropped once the table is staged. */
  readonly made: readonly string[];
}

/**
 * A CSV file that the cluster reads line by line, each line with its number. That is exact for a plain file alone, and most
 * exports of events are: UTF-8 with line feeds, without a quote, every line with as many separators as the header. Then a
 * line is a record and what stands between two separators is a cell, whoever reads it.
 * @returns undefined for any other file, of which nothing is left behind
 */
export async function openLines(
  engine: Engine,
  file: SourceFile,
  { known, place }: LinesOptions,
): Promise<OpenedLines | undefined> {
  const { sha256, encoding, isPlain } = await fingerprint(file.path);
  if (!isPlain) return undefined;
  const { delimiter, names } = await csvHeader(file.path, file.shown, known);
  if (names.length < 2) return undefined;
  const [lines, starts] = [`lines_${place}`, `starts_${place}`];
  const made = [lines, starts];
  await execute(engine.connection, linesOf);
  const asked = names.map((name, index) => ({ name, index, isAsked: known.has(name.toLowerCase()) }));
  await engine.make(lines, cellsSql(file.path, asked, delimiter), { isLarge: true });
  await engine.make(starts, startsSql(lines));
  await engine.bring(starts);
  await engine.show(lines);
  const { odd } = await row<{ odd: number }>(engine.connection, `select coalesce(sum(odd), 0) as odd from ${starts}`);
  if (odd > 0) {
    for (const table of made) await engine.drop(table);
    return undefined;
  }
  const places = new LineMap();
  places.add(1, 2);
  const relation: Relation = {
    // nobody reads what was not asked for
    columns: asked.map(({ name, index, isAsked }) => ({ name, sql: isAsked ? `c${index}` : "null", type: "VARCHAR" })),
    from: `(select *, id - start as number from ${lines} join ${starts} using (block) where id > start)`,
    ...{ ordinal: "number", lines: places, broken: [], encoding },
  };
  return { relation, shown: file.shown, hash: `csv ${sha256}`, unread: [], made };
}

/** Whether a file is worth asking about. */
export async function isLargeCsv({ path, kind }: SourceFile, least = leastCsvBytes): Promise<boolean> {
  return kind === "csv" && (await stat(path)).size >= least;
}

/** Lines of a text file, of which `id` counts up within a block; on a cluster a block is what one task reads. */
const linesOf = `create or replace temp macro lines_of(path) as table
  select 0::bigint as block, generate_subscripts(lines, 1) as id, unnest(lines) as line
  from (select string_split(regexp_replace(content, '\\n\\z', ''), chr(10)) as lines from read_text(path))`;

interface Column {
  readonly index: number;
  readonly isAsked: boolean;
}

/** Cells of each line of which somebody asked, split once; and whether the line is odd. */
function cellsSql(path: string, columns: readonly Column[], delimiter: string): string {
  const by = quoteLiteral(delimiter);
  const isOdd = `strlen(line) - strlen(replace(line, ${by}, '')) <> ${columns.length - 1} or strlen(line) > ${maxRecordBytes}`;
  const cells = columns
    .filter(({ isAsked }) => isAsked)
    .map(({ index }) => `split_part(line, ${by}, ${index + 1}) as c${index}`);
  return `select ${["block", "id", `${isOdd} as is_odd`, ...cells].join(", ")} from lines_of(${quoteLiteral(path)})`;
}

/** Of each block what to take from `id` for a line's number in the file, the header's being 0, and how many lines are odd. */
function startsSql(lines: string): string {
  const before = "sum(n) over (order by block rows between unbounded preceding and current row) - n";
  return `select block, odd, first_id - (${before})::bigint as start
    from (
      select block, min(id) as first_id, count(*) as n, count(*) filter (is_odd) as odd from ${lines} group by block
    )`;
}
