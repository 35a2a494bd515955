import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { duckdbEngine } from "../../../loaders/engines/duckdbEngine.js";
import { rows } from "../../../loaders/query.js";
import { openLines } from "../../../loaders/sources/csvOnCluster.js";
import type { SourceFile } from "../../../loaders/sources/findFiles.js";
import { readCsv } from "../../../loaders/sources/readCsv.js";
import type { Relation } from "../../../loaders/sources/relation.js";
import { connect, folder } from "./staging.js";

const known = new Set(["customer_id", "date", "x", "a", "b"]);

/** Places, lines and cells of a relation; an empty cell has no value. */
async function cells(connection: DuckDBConnection, { columns, ordinal, from, lines }: Relation) {
  const row = columns.map(({ sql }) => `nullif(${sql}, '')`).join(", ");
  const found = await rows<{ place: number; row: string[] }>(
    connection,
    `select ${ordinal} as place, [${row}] as row from ${from} order by place`,
  );
  const steps = lines!.steps();
  return found.map(({ place, row }) => [
    place + (steps.findLast((step) => step.ordinal <= place)?.distance ?? 0),
    ...row,
  ]);
}

/** What a cluster's door and this machine's own reader make of the same bytes. */
async function both(text: string | Buffer, made?: readonly [DuckDBConnection, DuckDBConnection]) {
  const [here, there] = made ?? [await connect(), await connect()];
  const dir = folder();
  const path = join(dir, "visits.csv");
  writeFileSync(path, text);
  const file: SourceFile = { path, shown: "visits.csv", kind: "csv" };
  const lines = await openLines(duckdbEngine(there), file, { known, place: 3 });
  return {
    lines: lines && {
      names: lines.relation.columns.map(({ name }) => name),
      cells: await cells(there, lines.relation),
    },
    own: async () => {
      const relation = await readCsv(file, { path, encoding: "utf-8", folder: dir, known });
      return { names: relation.columns.map(({ name }) => name), cells: await cells(here, relation) };
    },
  };
}

describe("a CSV file that a cluster reads line by line", () => {
  it("gives the cells and lines that this machine's own reader gives", async () => {
    const { lines } = await both("customer_id,date\nc1,2026-03-05\n c2 ,\n,\n车主 é,x\\y");
    expect(lines).toEqual({
      names: ["customer_id", "date"],
      cells: [
        [2, "c1", "2026-03-05"],
        [3, " c2 ", null],
        [4, null, null],
        [5, "车主 é", "x\\y"],
      ],
    });
  });

  it.each([
    ["a quote", 'customer_id,date\n"c1",x\n'],
    ["line ends of Windows", "customer_id,date\r\nc1,x\r\n"],
    ["a carriage return within", "customer_id,date\nc1\r,x\n"],
    ["a NUL", "customer_id,date\nc1\0,x\n"],
    ["a byte that is no UTF-8", Buffer.from("customer_id,date\nc\xe9,x\n", "latin1")],
    ["a blank line", "customer_id,date\nc1,x\n\nc2,y\n"],
    ["a blank line above the header", "\ncustomer_id,date\nc1,x\n"],
    ["a row too short", "customer_id,date\nc1\nc2,y\n"],
    ["a row too long", "customer_id,date\nc1,x,1\nc2,y\n"],
    ["one column, whose blank lines are not told from empty cells", "customer_id\nc1\n"],
    ["a record that is too long", `customer_id,date\nc1,${"x".repeat((1 << 20) + 1)}\n`],
  ])("is left to this machine for %s", async (_, text) => {
    expect((await both(text)).lines).toBeUndefined();
  });

  it("either means the same to both or is left to this machine, whatever the bytes", async () => {
    const unit = fc.constantFrom(..."ab1 ,,,;|\t\n\n\\é车'#", "\u2028", "\u0085", "\ufeff");
    const body = fc.string({ unit, maxLength: 40 });
    const header = fc.constantFrom(
      "customer_id,date",
      "customer_id;date;x",
      "date\tcustomer_id",
      "\ufeffcustomer_id|date",
      "a,b",
    );
    const made = [await connect(), await connect()] as const;
    let exact = 0;
    const lineOf = (columns: number, separator: string) =>
      fc
        .array(fc.string({ unit: fc.constantFrom(..."ab1 \\é车'#"), maxLength: 4 }), {
          minLength: columns,
          maxLength: columns,
        })
        .map((cells) => cells.join(separator));
    const text = fc.oneof(
      fc.tuple(header, body).map(([first, rest]) => `${first}\n${rest}`),
      fc.array(lineOf(2, ","), { maxLength: 8 }).map((lines) => ["customer_id,date", ...lines].join("\n")),
      fc.array(lineOf(3, ";"), { maxLength: 8 }).map((lines) => `${["customer_id;date;x", ...lines].join("\n")}\n`),
    );
    await fc.assert(
      fc.asyncProperty(text, async (bytes) => {
        const { lines, own } = await both(bytes, made);
        if (!lines) return;
        exact += 1;
        expect(lines).toEqual(await own());
      }),
      { numRuns: 60, seed: 5 },
    );
    expect(exact).toBeGreaterThan(20);
  });
});
