import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rows } from "../../../../loaders/query.js";
import { ingest, type IngestOptions } from "../../../../loaders/sources/ingest.js";
import { aftersales } from "../../../../src/playbooks/aftersales.js";
import { postgresPrograms, startPostgres, type PostgresServer } from "../../../support/postgresServer.js";
import { connect, folder, rejected } from "../staging.js";

const programs = postgresPrograms();
if (!programs)
  process.stderr.write("no PostgreSQL server on this machine: its tests are left out (apt-get install postgresql)\n");

let server: PostgresServer;
beforeAll(async () => {
  if (programs) server = await startPostgres();
}, 60_000);
afterAll(() => server?.stop());

describe.skipIf(!programs)("a PostgreSQL database as the source", () => {
  beforeEach(() =>
    server.run(`
    drop schema if exists public, crm cascade; create schema public; create schema crm;
    create table customers (customer_id integer primary key, name text, started_on date, remaining_ltv numeric(12,2),
      marketing_opt_out boolean, vehicle_year smallint, shoe_size integer);
    insert into customers values (1, '李雷', '2020-01-05', 1200.5, true, 2019, 42), (2, '韩"梅"梅', '2021-02-06', -5, false, 2020, 39),
      (3, null, null, null, null, null, null);
    create table raw_visits (visit_id bigint, customer_id integer, at timestamptz, spend money);
    insert into raw_visits values (11, 1, '2026-03-02 23:30+08', 100), (12, 3, '2026-03-20 08:00+08', 250.75), (13, 9, '2026-03-01', 1);
    create view visits as select visit_id, customer_id, at as date, spend, 5::numeric as satisfaction from raw_visits;
    create table "Weird ""Orders" (no text);`),
  );
  const read = async (more: Partial<IngestOptions> = {}) => {
    const connection = await connect();
    const options = { source: server.address(), playbook: aftersales, ...more };
    return { connection, result: await ingest(connection, options) };
  };
  const mapping = (content: object) => {
    const file = join(folder(), "mapping.json");
    writeFileSync(file, JSON.stringify(content));
    return file;
  };

  it("gives tables and views by the dictionary's names, typed, with what was set aside", async () => {
    const { connection, result } = await read();
    expect(
      await rows(
        connection,
        "select customer_id, name, started_on, remaining_ltv, marketing_opt_out, vehicle_year from staging.customers order by 1",
      ),
    ).toEqual([
      {
        customer_id: "1",
        name: "李雷",
        started_on: "2020-01-05",
        remaining_ltv: 1200.5,
        marketing_opt_out: true,
        vehicle_year: 2019,
      },
      {
        customer_id: "3",
        name: null,
        started_on: null,
        remaining_ltv: null,
        marketing_opt_out: null,
        vehicle_year: null,
      },
    ]);
    // 23:30 at +08 is 15:30 UTC of the same day
    expect(await rows(connection, "select visit_id, date, spend from staging.visits order by 1")).toEqual([
      { visit_id: "11", date: "2026-03-02", spend: 100 },
      { visit_id: "12", date: "2026-03-20", spend: 250.75 },
    ]);
    expect(await rejected(connection)).toEqual([
      "public.customers:2 | remaining_ltv | -5.00 | below_min:0",
      "public.visits:3 | customer_id | 9 | unknown_customer",
    ]);
    expect(result.tables[0]).toMatchObject({ unknownColumns: ["shoe_size"], encodings: ["postgres"], rows: 3 });
    expect(result.asOf).toBe("2026-03-16");
    expect(result.missingTables).toContain("tickets");
  });

  it("gives the same hash for the same rows in another order, another for other rows", async () => {
    const before = (await read()).result.inputHash;
    await server.run(
      "create table copied as select * from customers order by customer_id desc; drop table customers; alter table copied rename to customers",
    );
    expect((await read()).result.inputHash).toBe(before);
    await server.run("update customers set name = 'x' where customer_id = 3");
    expect((await read()).result.inputHash).not.toBe(before);
  });

  it("takes names from a mapping, another schema's too", async () => {
    await server.run(
      "create table crm.owners (id text, bought date); insert into crm.owners values ('a', '2020-01-01')",
    );
    const file = mapping({
      tables: { customers: { from: "crm.owners", columns: { customer_id: "ID", started_on: "bought" } } },
    });
    const { connection } = await read({ mapping: file });
    expect(await rows(connection, "select customer_id, started_on from staging.customers")).toEqual([
      { customer_id: "a", started_on: "2020-01-01" },
    ]);
  });

  it("takes a flat table through a mapping", async () => {
    await server.run(
      "create view flat as select i as id, (i % 3 = 0) as gone, i * 2 as calls from generate_series(1, 9) i",
    );
    const file = mapping({ table: "flat", customer_id: "id", label: { column: "gone", lost: "t" } });
    expect((await read({ mapping: file })).result.flat).toMatchObject({
      lost: 3,
      kept: 6,
      features: [{ id: "calls" }],
    });
  });

  describe("read again", () => {
    const days = (from: string, to: string) =>
      `insert into raw_visits select extract(epoch from d)::bigint, 1, d, 10 from generate_series('${from}'::timestamptz, '${to}', '1 day') d;`;
    const visits = async (options: Partial<IngestOptions>) => {
      const { connection, result } = await read(options);
      const [count] = await rows<{ n: number; spend: number }>(
        connection,
        "select count(*) as n, sum(spend) as spend from staging.visits",
      );
      return { ...count, hash: result.inputHash };
    };
    const setUp = async () => {
      await server.run(`truncate raw_visits; drop view visits; alter table raw_visits rename at to date; alter table raw_visits rename to visits;
        alter table visits alter spend type numeric; insert into visits select i, 1, '2025-06-01'::date + i, 10 from generate_series(0, 299) i;`);
      return { cache: join(folder(), "cache") };
    };

    it("is read from 35 days before the newest kept row on, and comes to what a full read gives", async () => {
      const options = await setUp();
      expect(await visits(options)).toMatchObject({ n: 300, spend: 3000 });
      await server.run(
        "insert into visits values (1000, 1, '2026-03-28', 7); update visits set spend = 11 where visit_id = 299",
      );
      const again = await visits(options);
      expect(again).toMatchObject({ n: 301, spend: 3008 });
      expect(again).toEqual(await visits({ ...options, isFull: true }));
      expect(again).toEqual(await visits({}));
    });

    it("does not see an older row restated until a full read", async () => {
      const options = await setUp();
      await visits(options);
      await server.run("update visits set spend = 110 where visit_id = 5");
      expect(await visits(options)).toMatchObject({ spend: 3000 });
      expect(await visits({ ...options, isFull: true })).toMatchObject({ spend: 3100 });
      expect(await visits(options)).toMatchObject({ spend: 3100 });
    });

    it("is read whole when older rows came or went, columns changed, or the kept rows are damaged", async () => {
      const options = await setUp();
      await visits(options);
      await server.run("insert into visits values (2000, 1, '2025-06-02', 5)");
      expect(await visits(options)).toMatchObject({ n: 301, spend: 3005 });
      await server.run("delete from visits where visit_id < 10");
      expect(await visits(options)).toMatchObject({ n: 291 });
      await server.run("alter table visits add column wait_minutes integer default 4");
      expect((await visits(options)).hash).toBe((await visits({})).hash);
      const parquet = readdirSync(options.cache).find((name) => name.endsWith(".parquet"))!;
      writeFileSync(join(options.cache, parquet), "damaged");
      expect(await visits(options)).toMatchObject({ n: 291 });
    });

    it("keeps nothing but event rows, for the owner's eyes only, and no password", async () => {
      const options = await setUp();
      await server.run(days("2026-04-01", "2026-04-02").replace("raw_visits", "visits"));
      await visits(options);
      const kept = readdirSync(options.cache);
      expect(kept).toHaveLength(2);
      for (const name of kept) {
        expect(statSync(join(options.cache, name)).mode & 0o077).toBe(0);
        expect(readFileSync(join(options.cache, name), "latin1")).not.toContain(server.password);
      }
    });
  });

  describe("says what is wrong, and never the password:", () => {
    const failing = async (source: string, more: Partial<IngestOptions> = {}) => {
      const message = await read({ source, ...more }).then(
        () => "accepted",
        (error: Error) => `${error.message} ${error.stack} ${JSON.stringify(error)}`,
      );
      expect(message).not.toContain(server.password);
      expect(message).not.toContain(encodeURIComponent(server.password));
      return message;
    };

    it("nothing listens", async () => {
      const source = server.address().replace(`:${server.port}/`, ":1/");
      expect(await failing(source)).toMatch(
        /cannot be reached: nothing listens there; in postgres:\/\/owner@localhost:1\/postgres/,
      );
    });

    it("a wrong password, an unknown database, none at all", async () => {
      expect(await failing(server.address("", "nobody"))).toMatch(/user or password is wrong/);
      expect(await failing(server.address().replace(/postgres$/, "nowhere"))).toMatch(/the database does not exist/);
      expect(await failing(`postgres://owner@localhost:${server.port}/postgres`)).toMatch(
        /asks for a password, and there is none/,
      );
    });

    it("a missing table", async () => {
      await server.run("alter table customers rename to customer");
      expect(await failing(server.address())).toMatch(
        /customers is missing; in postgres:\/\/owner@localhost:\d+\/postgres, schema public; .*raw_visits.*say in a mapping that customers is customer/,
      );
      const file = mapping({ tables: { customers: { from: "custmer" } } });
      expect(await failing(server.address(), { mapping: file })).toMatch(
        /no table or view custmer .*did you mean customer\?/,
      );
    });

    it("a table that may not be read", async () => {
      await server.run(
        `create role reader login password '${server.password}'; grant usage on schema public to reader`,
      );
      expect(await failing(server.address("", "reader"))).toMatch(
        /public.customers cannot be read: the user may not read it.*grant/,
      );
      await server.run("drop owned by reader; drop role reader");
    });

    it("a column of a type that can never fit", async () => {
      await server.run("alter table customers alter started_on type boolean using false");
      expect(await failing(server.address())).toMatch(
        /wrong type: started_on is boolean, and started_on has to be date; in public.customers, column started_on; allowed: date, timestamp or text/,
      );
    });

    it("a required column that is not there", async () => {
      await server.run("alter table customers rename customer_id to id");
      expect(await failing(server.address())).toMatch(/required column missing: customer_id; in public.customers/);
    });

    it("a certificate nobody vouches for; with its authority named it is believed", async () => {
      expect(await failing(server.address("?sslmode=verify-full"))).toMatch(/certificate is not trusted.*sslrootcert/);
      expect(await failing(server.address(`?sslrootcert=${server.certificate}`))).toBe("accepted");
      expect(await failing(server.address("?sslmode=require"))).toBe("accepted");
    });
  });
});
