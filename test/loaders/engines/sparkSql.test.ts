import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { sparkSql } from "../../../loaders/engines/sparkSql.js";
import { sqlFile } from "../../../loaders/query.js";
import { parse } from "../../../src/model/expression/parse.js";
import { toSql } from "../../../src/model/expression/toSql.js";
import { arity } from "../../../src/model/expression/tree.js";

let connection: DuckDBConnection;
beforeAll(async () => void (connection = await (await DuckDBInstance.create(":memory:")).connect()));

const spark = async (expression: string) => (await sparkSql(connection, `select ${expression}`)).replace("select ", "");

describe("a query for Spark", () => {
  it.each(["training/training_rows", "marts/tier_week", "marts/histogram_week", ...features()])(
    "is made of loaders/sql/%s.sql",
    async (name) => expect(await sparkSql(connection, sqlFile(name))).toMatch(/^(with|select) /),
  );

  it.each(Object.entries(arity))("is made of a playbook's formula that calls %s", async (name, [fewest]) => {
    const formula = `${name}(${Array.from({ length: fewest }, (_, i) => `a${i}`).join(", ")})`;
    expect(await spark(toSql(parse(formula)))).toContain("cast(`a0` as double)");
  });

  it("quotes every name in Spark's way", async () => {
    expect(await spark(`visits."a ""b", count("c\`d")`)).toBe('`visits`.`a "b`, count(`c``d`)');
  });

  it("escapes backslashes and quotes in texts, which Spark would read as escapes", async () => {
    expect(await spark(String.raw`'C:\new', 'it''s'`)).toBe(String.raw`'C:\\new', 'it\'s'`);
  });

  it("keeps a chain of unions flat, for a table of many files", async () => {
    expect(await sparkSql(connection, "select 1 union all select 2 union all select 3 union select 4")).toBe(
      "((select 1) union all (select 2) union all (select 3)) union (select 4)",
    );
    const many = Array.from({ length: 3000 }, (_, i) => `select ${i}`).join(" union all ");
    expect(await sparkSql(connection, many)).not.toContain("((");
  });

  it("keeps the empty text", async () => {
    expect(await spark("nullif(a, ''), b = ''")).toBe("nullif(`a`, ''), `b` = ''");
  });

  it("reads a Parquet file where it lies, with the place of each row when it is asked for", async () => {
    const file = "read_parquet(['/mnt/a b.parquet'], binary_as_string = true)";
    expect(await sparkSql(connection, `select a from ${file}`)).toBe(
      "select `a` from (select * from parquet.`/mnt/a b.parquet`)",
    );
    expect(await sparkSql(connection, `select a from ${file.replace(")", ", file_row_number = true)")} as t`)).toBe(
      "select `a` from (select *, _metadata.row_index as file_row_number from parquet.`/mnt/a b.parquet`) as `t`",
    );
    await expect(sparkSql(connection, "select a from read_csv('/mnt/a.csv')")).rejects.toThrow(/the table read_csv/);
    await expect(sparkSql(connection, "select a from read_parquet(['/a', '/b'])")).rejects.toThrow(/read_parquet/);
  });

  it("reads a text's lines, numbered within what one task reads", async () => {
    expect(await sparkSql(connection, "select block, id, line from lines_of('/mnt/a b.csv')")).toBe(
      "select `block`, `id`, `line` from (select _metadata.file_block_start as block, monotonically_increasing_id() as id, value as line from text.`/mnt/a b.csv`)",
    );
    expect(await spark("strlen(line) - strlen(replace(line, ';', '')), split_part(line, ';', 2)")).toBe(
      "octet_length(`line`) - octet_length(replace(`line`, ';', '')), split_part(`line`, ';', 2)",
    );
  });

  it("keeps fractions as doubles: Spark's decimals lose digits in a division", async () => {
    expect(await spark("0.5 * x, 1e-7, 7.0, -3")).toBe("0.5D * `x`, 1e-7D, 7D, -3");
  });

  it("rounds a quotient to whole half to even, as DuckDB's cast does", async () => {
    expect(await spark("(365 / x)::integer")).toBe("cast(bround(365 / `x`) as int)");
    expect(await spark("x::varchar, try_cast(x as double), y::decimal(38, 4)")).toBe(
      "cast(`x` as string), try_cast(`x` as double), cast(`y` as decimal(38, 4))",
    );
  });

  it("brackets what must be, and nothing else: a chain of a model's terms stays flat", async () => {
    expect(await spark("((a + b) + c) - (d - e) * -f / (g * h)")).toBe(
      "`a` + `b` + `c` - (`d` - `e`) * - `f` / (`g` * `h`)",
    );
    expect(await spark("not (a or b and (c = d)) and (e is null) = (f in (1, 2))")).toBe(
      "not (`a` or `b` and `c` = `d`) and (`e` is null) = (`f` in (1, 2))",
    );
    expect(await spark("case when a < 1 then (case when b then 2 end) else -(c) end")).toBe(
      "case when `a` < 1 then case when `b` then 2 else null end else - `c` end",
    );
  });

  it("turns days between dates around, and counts with a condition", async () => {
    expect(await spark("date_diff('day', a, b)")).toBe("datediff(`b`, `a`)");
    expect(await spark("count(*) filter (x > 1)")).toBe("count(*) filter (where `x` > 1)");
  });

  it("has bits of whole numbers as they are, and strings of bits as lists of places", async () => {
    expect(await spark("((a >> b) & 15) + (1::bigint << c)")).toBe(
      "(shiftright(`a`, cast(`b` as int)) & 15) + shiftleft(cast(1 as bigint), cast(`c` as int))",
    );
    expect(await spark("bit_or(t.day_bit), bit_count(t.days)")).toBe("bit_or(`t`.`day_bit`), bit_count(`t`.`days`)");
    expect(await spark("bit_or(t.bit), get_bit(used, place)")).toBe(
      "case when array_size(array_sort(collect_set(`t`.`bit`))) > 0 then array_sort(collect_set(`t`.`bit`)) end, " +
        "cast(array_contains(`used`, `place`) as int)",
    );
  });

  it("passes over a missing argument of arg_max, and takes it with arg_max_null", async () => {
    expect(await spark("arg_max(a, b) filter (c), arg_max_null(a, b)")).toBe(
      "max_by(`a`, `b`) filter (where (`c`) and `a` is not null), max_by(`a`, `b`)",
    );
  });

  it("puts missing values last, as DuckDB does", async () => {
    expect(await spark("row_number() over (partition by a order by b desc, c nulls first)")).toBe(
      "row_number() over (partition by `a` order by `b` desc nulls last, `c` nulls first)",
    );
    expect(await sparkSql(connection, "select a from b order by a limit 3")).toBe(
      "select `a` from `b` order by `a` nulls last limit 3",
    );
  });

  it("drops the order of a table that nothing cuts", async () => {
    expect(await sparkSql(connection, "select a from b order by a")).toBe("select `a` from `b`");
  });

  it("asks for QUALIFY from outside", async () => {
    expect(await sparkSql(connection, "select a from b qualify a = max(a) over ()")).toBe(
      "select * except (holdfast_kept) from (select `a`, `a` = max(`a`) over () as holdfast_kept from `b`) where holdfast_kept",
    );
  });

  it("joins as of a day with the row that holds until the next begins", async () => {
    expect(await sparkSql(connection, "select 1 from a asof left join s.b on a.id = b.id and a.day >= b.day")).toBe(
      "select 1 from `a` left join (select *, lead(`day`) over (partition by `id` order by `day`) as holdfast_until from `s`.`b`) as `b`" +
        " on `a`.`id` = `b`.`id` and `a`.`day` >= `b`.`day` and (`b`.holdfast_until is null or `a`.`day` < `b`.holdfast_until)",
    );
  });

  it("leaves out and replaces columns of a star", async () => {
    expect(await spark("t.* exclude (a) replace (b + 1 as b) from t")).toBe(
      "`t`.* except (`a`, `b`), `b` + 1 as `b` from `t`",
    );
  });

  it.each([
    "levenshtein(a, b)",
    "list(a order by b)",
    "date_diff('month', a, b)",
    "a::interval",
    "sum(a) over (rows 3 preceding)",
  ])("is refused where Spark might mean something else: %s", async (expression) => {
    await expect(spark(expression)).rejects.toThrow(/not known to mean the same on Apache Spark/);
  });

  it("says which query is not one", async () => {
    await expect(sparkSql(connection, "select from where")).rejects.toThrow(/in: select from where/);
    await expect(sparkSql(connection, "select 1; select 2")).rejects.toThrow(/not one query/);
  });
});

function features(): string[] {
  const folder = fileURLToPath(new URL("../../../loaders/sql/features", import.meta.url));
  return readdirSync(folder).map((file) => `features/${file.replace(".sql", "")}`);
}
