import type { Relation, RelationColumn } from "./relation.js";
import type { InputColumn } from "./tables.js";
import { cleanedSql, cleanedType, flaws, sqlTypes, typedSql } from "./typing.js";
import { quoteLiteral } from "../sqlText.js";

/** A dictionary column that the file has; `clean` and `typed` name its two steps in the query. */
interface Present {
  readonly column: InputColumn;
  readonly source: RelationColumn;
  readonly clean: string;
  readonly typed: string;
}

/**
 * SQL that appends a relation's rows to a staged table in three steps: clean, typed, judged. Every name of the file stays
 * within `relation.columns[].sql`; the query's own names are v0, t0 and so on.
 * @param target quoted name of the table
 */
export function insertSql(
  relation: Relation,
  columns: readonly InputColumn[],
  matched: ReadonlyMap<string, RelationColumn>,
  { target, part }: { target: string; part: number },
): string {
  const present = columns.flatMap((column, index): Present[] => {
    const source = matched.get(column.name);
    return source ? [{ column, source, clean: `v${index}`, typed: `t${index}` }] : [];
  });
  const cleaned = present.map(
    ({ column, source, clean }) => `${cleanedSql(source.sql, source.type, column.type)} as ${clean}`,
  );
  const typed = present.map(typedColumns);
  if (relation.notARecord) {
    cleaned.push(`${relation.notARecord} as not_a_record`, `cast(json as varchar) as raw_record`);
    typed.push("not_a_record", "raw_record");
  }
  if (relation.flaw) {
    cleaned.push(`${relation.flaw} as own_flaw`);
    typed.push("own_flaw");
  }
  const judged = [...columns.map((column) => output(column, present)), String(part), "record", flaw(relation, present)];
  return `insert into ${target}
    select ${judged.join(",\n")}
    from (select record, ${typed.join(",\n")}
      from (select ${relation.ordinal} as record, ${cleaned.join(",\n")} from ${relation.from}))`;
}

function typedColumns({ column, source, clean, typed }: Present): string {
  return `${clean}, ${typedSql(clean, cleanedType(source.type, column.type), column)} as ${typed}`;
}

function output(column: InputColumn, present: readonly Present[]): string {
  const source = present.find((candidate) => candidate.column === column);
  const value = source?.typed ?? `cast(null as ${sqlTypes[column.type]})`;
  return column.otherwise == null ? value : `coalesce(${value}, ${quoteLiteral(column.otherwise)})`;
}

/** The first flaw of a row, in the order of the dictionary; NULL for a good one. */
function flaw(relation: Relation, present: readonly Present[]): string {
  const cases = present.flatMap(({ column, clean, typed }) =>
    flaws(clean, typed, column).map(({ when, reason }) => {
      const value = `cast(${clean} as varchar)`;
      return `when ${when} then [${quoteLiteral(column.name)}, ${value}, ${quoteLiteral(reason)}]`;
    }),
  );
  const header = repeatedHeader(present);
  if (header) cases.unshift(header);
  if (relation.notARecord) cases.unshift("when not_a_record then [null, raw_record, 'not_a_record']");
  const otherwise = relation.flaw ? "own_flaw" : "null";
  return cases.length > 0 ? `case ${cases.join("\n")} else ${otherwise} end` : otherwise;
}

/** Exports put end to end repeat their header: every column would then hold its own name. */
function repeatedHeader(present: readonly Present[]): string | undefined {
  const named = present
    .filter(({ source, column }) => cleanedType(source.type, column.type) === "VARCHAR")
    .slice(0, 20);
  const [first] = named;
  if (!first || named.length < Math.min(present.length, 20)) return undefined;
  const isName = named.map(
    ({ clean, source }) => `lower(${clean}) = ${quoteLiteral((source.spelt ?? source.name).toLowerCase())}`,
  );
  const column = quoteLiteral(first.column.name);
  return `when ${isName.join(" and ")} then [${column}, ${first.clean}, 'repeated_header']`;
}
