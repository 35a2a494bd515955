import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { row, rows } from "../../../../loaders/query.js";
import { makeSample, type Sample } from "../../../../loaders/sources/sample/makeSample.js";
import type { SamplePlaybook } from "../../../../loaders/sources/sample/world.js";
import { columnsFor, inputTable } from "../../../../loaders/sources/tables.js";
import { playbookById } from "../../../../src/playbooks/index.js";

const asOf = "2026-06-29";
const root = mkdtempSync(join(tmpdir(), "holdfast-sample-"));
let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
});
afterAll(() => {
  connection.closeSync();
  rmSync(root, { recursive: true, force: true });
});

const make = (playbook: SamplePlaybook, name: string, customers = 400, seed = 1) =>
  makeSample({ playbook, customers, seed, asOf, dir: join(root, name) });

const fingerprint = (dir: string) =>
  [dir, join(dir, "truth")].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith(".parquet"))
      .sort()
      .map(
        (file) =>
          `${file} ${createHash("sha256")
            .update(readFileSync(join(folder, file)))
            .digest("hex")}`,
      ),
  );

describe.each(["aftersales", "saas"] as const)("makeSample of %s", (playbookId) => {
  const playbook = playbookById(playbookId);
  const customers = 4000;
  const dir = join(root, playbookId);
  const file = (table: string) => `'${join(dir, `${table}.parquet`)}'`;
  const number = async (sql: string) => (await row<{ v: number }>(connection, sql)).v;
  let sample: Sample;

  beforeAll(async () => {
    sample = await make(playbookId, playbookId, customers);
  });

  it("writes every input table of the playbook with the columns of the dictionary", async () => {
    expect(Object.keys(sample.tables)).toEqual([...playbook.tables]);
    for (const table of playbook.tables) {
      const described = await rows<{ column_name: string }>(connection, `describe from ${file(table)}`);
      expect(described.map(({ column_name }) => column_name).sort()).toEqual(
        columnsFor(inputTable(table), playbook.tables)
          .map(({ name }) => name)
          .sort(),
      );
      expect(await number(`select count(*) as v from ${file(table)}`)).toBe(sample.tables[table]!.rows);
    }
  });

  it("has exactly as many customers as asked for, some of them gone", async () => {
    expect(sample.tables.customers!.rows).toBe(customers);
    const gone = await number(`select count(ended_on) / count(*) as v from ${file("customers")}`);
    expect(gone).toBeGreaterThan(0.15);
    expect(gone).toBeLessThan(0.5);
  });

  it("repeats no key and refers to no unknown customer", async () => {
    for (const table of playbook.tables) {
      const { key } = inputTable(table);
      expect(
        await number(
          `select count(*) as v from (from ${file(table)} select ${key.join(", ")} group by all having count(*) > 1)`,
        ),
      ).toBe(0);
      const { columns } = inputTable(table);
      if (table === "customers" || !columns.some(({ name }) => name === "customer_id")) continue;
      expect(
        await number(`select count(*) as v from ${file(table)} anti join ${file("customers")} using (customer_id)`),
      ).toBe(0);
    }
  });

  it("dates nothing after as_of, before the customer's start or after the end", async () => {
    for (const table of playbook.tables) {
      const dates = columnsFor(inputTable(table), playbook.tables)
        .filter(({ event }) => event)
        .map(({ name }) => name);
      for (const date of [...dates, ...(table === "customers" ? ["ended_on"] : [])]) {
        expect(await number(`select count(*) as v from ${file(table)} where ${date}::date > date '${asOf}'`)).toBe(0);
        if (table === "customers") continue;
        expect(
          await number(
            `select count(*) as v from ${file(table)} as t join ${file("customers")} as c using (customer_id)
             where t.${date}::date < c.started_on or (t.${date}::date > c.ended_on and '${date}' <> 'outcome_on')`,
          ),
        ).toBe(0);
      }
    }
  });

  it("keeps values within the dictionary's limits", async () => {
    for (const table of playbook.tables) {
      for (const { name, min, max, allowed, required } of columnsFor(inputTable(table), playbook.tables)) {
        const wrong = [
          ...(min === undefined ? [] : [`${name} < ${min}`]),
          ...(max === undefined ? [] : [`${name} > ${max}`]),
          ...(allowed ? [`${name} not in (${allowed.map((value) => `'${value}'`).join(", ")})`] : []),
          ...(required ? [`${name} is null`] : []),
        ];
        if (wrong.length === 0) continue;
        expect(
          await number(`select count(*) as v from ${file(table)} where ${wrong.join(" or ")}`),
          `${table}.${name}`,
        ).toBe(0);
      }
    }
  });

  it("reaches people at example addresses only", async () => {
    expect(
      await number(
        `select count(*) as v from ${file("customers")} where contact_email not like '%.example' or phone not like '100%'`,
      ),
    ).toBe(0);
  });

  it("writes the same bytes for the same seed and others for another", async () => {
    await make(playbookId, `${playbookId}-a`);
    await make(playbookId, `${playbookId}-b`);
    await make(playbookId, `${playbookId}-c`, 400, 2);
    const [a, b, c] = ["a", "b", "c"].map((name) => fingerprint(join(root, `${playbookId}-${name}`)));
    expect(a).toEqual(b);
    expect(a!.filter((line) => c!.includes(line)).map((line) => line.split(" ")[0])).toEqual(
      // the dictionary of kinds and the effects are the same in every draw
      playbookId === "saas" ? ["features.parquet", "effect.parquet"] : ["service_kinds.parquet", "effect.parquet"],
    );
  });
});

describe("makeSample", () => {
  it("refuses what it cannot simulate", async () => {
    const options = { playbook: "saas", customers: 400, seed: 1, asOf, dir: join(root, "refused") } as const;
    await expect(makeSample({ ...options, customers: 99 })).rejects.toThrow(
      "customers must be a whole number from 100: 99",
    );
    await expect(makeSample({ ...options, seed: 0.5 })).rejects.toThrow("seed must be a whole number: 0.5");
    await expect(makeSample({ ...options, asOf: "2026-06-30" })).rejects.toThrow("asOf must be a Monday: 2026-06-30");
  });
});
