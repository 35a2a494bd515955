import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../query.js";
import { blanks, nativeNumber, numberSql } from "./typing.js";

export interface FlatColumn {
  readonly name: string;
  readonly spelt?: string;
  readonly sql: string;
  readonly type: string;
}

export interface FlatFeature {
  /** The column's name in the file. */
  readonly id: string;
  readonly kind: "number" | "category";
  readonly distinct: number;
  readonly missing: number;
}

/** Where so many of the filled cells are numbers, the others are slips and set their rows aside. */
const numberShare = 0.99;
const isMissingWord = (cell: string) => `regexp_full_match(lower(${cell}), 'na|n/a|nan|null|-')`;

/**
 * Kind of each feature by its content, and the cells by kind: `target(record, cells varchar[], numbers double[], flaw)`,
 * both lists in the order of the columns. A number column may say NA, N/A, NaN, null or - for missing.
 * Rows hold lists because a statement with an expression a column is planned for minutes when there are thousands.
 */
export async function flatFeatures(
  connection: DuckDBConnection,
  columns: readonly FlatColumn[],
  { raw, target }: { raw: string; target: string },
): Promise<FlatFeature[]> {
  const cells = `list_transform([${columns.map(asText).join(", ")}], lambda x: nullif(trim(x, ${blanks}), ''))`;
  await connection.run(`create or replace temp table flat_cells as select record, ${cells} as cells from ${raw}`);
  const counts = await countCells(connection, columns.length);
  const features = columns.map(({ name, type }, index): FlatFeature => {
    const { filled = 0, real = 0, numbers = 0, distinct = 0, rows = 0 } = counts.get(index + 1) ?? {};
    const isNumber = nativeNumber.test(type) || (real > 0 && numbers >= numberShare * real);
    return { id: name, kind: isNumber ? "number" : "category", distinct, missing: rows - (isNumber ? real : filled) };
  });
  await judge(connection, features, target);
  await connection.run("drop table flat_cells");
  return features;
}

function asText({ sql, type }: FlatColumn): string {
  if (type === "VARCHAR") return sql;
  return nativeNumber.test(type) ? `cast(cast(${sql} as double) as varchar)` : `cast(${sql} as varchar)`;
}

interface Counts {
  readonly filled: number;
  /** Filled, and not by a word for missing. */
  readonly real: number;
  readonly numbers: number;
  readonly distinct: number;
  readonly rows: number;
}

/** By position, 1 being the first; each different value of a column is looked at once. */
async function countCells(connection: DuckDBConnection, columns: number): Promise<Map<number, Partial<Counts>>> {
  const found = await rows<Counts & { position: number }>(
    connection,
    `with cell as (select unnest(range(1, ${columns + 1})) as position, unnest(cells) as cell from flat_cells),
       value as (select position, cell, count(*) as n from cell group by all),
       judged as (select *, not ${isMissingWord("cell")} as is_real, ${numberSql("cell")} is not null as is_number from value)
     select position, sum(n) as rows, coalesce(sum(n) filter (cell is not null), 0) as filled,
       coalesce(sum(n) filter (is_real), 0) as real, coalesce(sum(n) filter (is_real and is_number), 0) as numbers,
       count(cell) as distinct from judged group by position`,
  );
  return new Map(found.map(({ position, ...counts }) => [position, counts]));
}

/** `flaw` is the first in the order of the columns, as a staging table wants it; its column is called f0, f1 and so on. */
async function judge(connection: DuckDBConnection, features: readonly FlatFeature[], target: string): Promise<void> {
  const isNumber = `[${features.map(({ kind }) => kind === "number").join(", ")}][i]`;
  const number = `case when ${isNumber} and not ${isMissingWord("x")} then ${numberSql("x")} end`;
  const reason = `case when x is null then null
    when not ${isNumber} then case when contains(x, chr(0)) then 'nul_byte' end
    when ${isMissingWord("x")} then null
    when numbers[i] is null then 'not_a_number'
    when not isfinite(numbers[i]) then 'not_finite' end`;
  await connection.run(`create or replace temp table ${target} as
    with typed as (select *, list_transform(cells, lambda x, i: ${number}) as numbers from flat_cells),
      judged as (select *, list_transform(cells, lambda x, i: ${reason}) as reasons from typed),
      placed as (select *, list_position(list_transform(reasons, lambda x: x is not null), true) as first from judged)
    select record, cells, numbers,
      case when first > 0 then ['f' || (first - 1), cells[first], reasons[first]] end as flaw
    from placed`);
}
