import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { row } from "../../../loaders/query.js";
import { makeSample } from "../../../loaders/sources/sample/makeSample.js";
import { columnsFor, inputTable } from "../../../loaders/sources/tables.js";
import { quoteIdentifier, quoteLiteral } from "../../../loaders/sqlText.js";
import type { SamplePlaybook } from "../../../loaders/sources/sample/world.js";
import { playbookById } from "../../../src/playbooks/index.js";

/** What somebody could type into any field of any system that hands in a table. `owned` is what they would set. */
export const hostileTexts: readonly string[] = [
  "<script>window.owned=1</script>",
  "</script><script>window.owned=1</script>",
  "<img src=x onerror=window.owned=1>",
  '"><svg onload=window.owned=1>',
  "' onmouseover='window.owned=1' x='",
  '<iframe srcdoc="<script>parent.owned=1</script>"></iframe>',
  '<a href="javascript:window.owned=1">click</a>',
  "<style>main{display:none!important}</style>",
  "<base href=//evil.example/>",
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  "<details open ontoggle=window.owned=1>",
  "<math><mtext></form><form><mglyph><style></math><img src onerror=window.owned=1>",
  "[click](javascript:window.owned=1)",
  "![x](https://evil.example/x.png)",
  "${window.owned=1}",
  "{{constructor.constructor('window.owned=1')()}}",
  "{{p}} {{contact_name}}",
  "<%= window.owned=1 %>",
  "&lt;img src=x onerror=window.owned=1&gt;",
  "\\u003cscript\\u003ewindow.owned=1\\u003c/script\\u003e",
  "%3Cscript%3Ewindow.owned=1%3C/script%3E",
  '"}],"owned":[{"x":"',
  "<!-- ]]> */ -->",
  "__proto__",
  "constructor",
  "toString",
  '=HYPERLINK("https://evil.example";"click")',
  "=cmd|'/C calc'!A0",
  "@SUM(1)",
  "+1+1",
  "-1+1",
  "＝1+1",
  "'; drop table warehouse.draft; --",
  '"; drop table warehouse.draft; --',
  "$(touch owned) `touch owned`",
  "../../../../etc/passwd",
  "a\u202Egpj.exe",
  "x@evil.example>, <y@evil.example",
];

/**
 * The sample business, written as its worst enemy would: each text cell of each text column of each table begins with one
 * of {@link hostileTexts} and ends with what stood there, the same for the same value, so that keys still meet. Two of
 * three addresses stay, so that letters can be approved. An unknown column, a file that is no table and a row that is
 * set aside are called likewise.
 * @returns in how many pairs of a column and a text the enemy spoke
 */
export async function writeHostileBusiness(
  dir: string,
  { playbook, customers, asOf }: { playbook: SamplePlaybook; customers: number; asOf: string },
): Promise<number> {
  const raw = join(dir, "raw");
  const { tables } = await makeSample({ playbook, customers, seed: 11, asOf, dir: raw, withTruth: false });
  mkdirSync(join(dir, "in"));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const texts = `[${hostileTexts.map(quoteLiteral).join(", ")}]`;
  let pairs = 0;
  try {
    for (const name of Object.keys(tables)) {
      const known = columnsFor(inputTable(name), playbookById(playbook).tables).filter(
        ({ type, allowed }) => type === "text" && !allowed,
      );
      const from = `${quoteLiteral(join(raw, `${name}.parquet`))}`;
      const present = (await connection.runAndReadAll(`from ${from} limit 0`)).columnNames();
      const columns = known.map((column) => column.name).filter((column) => present.includes(column));
      const hostile = columns.map((column) => {
        const cell = quoteIdentifier(column);
        const spoken = `${texts}[1 + (hash(${cell} || '${column === "customer_id" ? "" : column}') % ${hostileTexts.length})::integer] || ' ' || ${cell}`;
        return `${column === "contact_email" ? `case when hash(${cell}) % 3 = 0 then ${spoken} else ${cell} end` : spoken} as ${cell}`;
      });
      const to = quoteLiteral(join(dir, "in", `${name}.csv`));
      const select = hostile.length ? `select * replace (${hostile.join(", ")}) from ${from}` : `from ${from}`;
      await connection.run(`copy (${select}) to ${to} (header, delimiter ',')`);
      for (const column of columns) {
        const found = await row<{ n: number }>(
          connection,
          `select count(distinct list_position(${texts}, left(cell, length(cell) - length(was) - 1))) as n from
             (select h.${quoteIdentifier(column)} as cell, r.${quoteIdentifier(column)} as was from (${select}) h positional join ${from} r)`,
        );
        pairs += found.n;
      }
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  return pairs + addOddities(join(dir, "in"));
}

/** Names that reach the page as the audit's: of an unknown column, of a file that is no table, of a row set aside. */
function addOddities(dir: string): number {
  const file = join(dir, "customers.csv");
  const [header = "", ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  const bad = header
    .split(",")
    .map((name) =>
      name === "customer_id"
        ? "R<img src=x onerror=window.owned=1>"
        : name === "started_on"
          ? "@SUM(1)<script>window.owned=1</script>"
          : "",
    );
  const unknown = `"<img src=x onerror=window.owned=1>; drop table customers; --"`;
  const rows = [`${header},${unknown}`, ...lines.map((line) => `${line},1`), `${bad.join(",")},1`];
  writeFileSync(file, `${rows.join("\n")}\n`);
  writeFileSync(join(dir, "<img src=x onerror=window.owned=1>'; drop table x; --.csv"), "a\n1\n");
  return 4;
}
