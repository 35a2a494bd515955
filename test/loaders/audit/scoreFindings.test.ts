import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { beforeEach, describe, expect, it } from "vitest";
import { scoreFindings } from "../../../loaders/audit/scoreFindings.js";
import { playbookById } from "../../../src/playbooks/index.js";

const playbook = playbookById("saas");
let connection: DuckDBConnection;
beforeEach(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
});

/** Scores of a week: p of customer i of n by SQL, coverage the same for all; ten lost customers say nothing. */
async function scores(table: string, asOf: string, n: number, p: string, coverage = 1): Promise<void> {
  await connection.run(
    `create or replace temp table ${table} as
     select 'C' || i as customer_id, date '${asOf}' as as_of, (${p})::double as p, ${coverage}::double as coverage, false as is_lost
     from range(${n}) as t(i) union all select 'L' || i, date '${asOf}', .99, 0, true from range(10) as t(i)`,
  );
}
const even = (n: number) => `(i + .5) / ${n} * .6`;
const noRescored = () =>
  connection.run(
    "create or replace temp table rescored as select null::varchar as customer_id, null::date as as_of, null::double as p where false",
  );
const found = async (lastWeek: string | null = "2026-06-22") =>
  (await scoreFindings(connection, { playbook, asOf: "2026-06-29", lastWeek })).map(
    ({ id, severity }) => `${id} ${severity}`,
  );

describe("this week's scores against last week's", () => {
  beforeEach(() => noRescored());

  it("are accepted where nothing but chance lies between them", async () => {
    await scores("last_scores", "2026-06-22", 1000, even(1000));
    await scores("score", "2026-06-29", 980, even(980));
    expect(await found()).toEqual([]);
  });

  it("are refused when coverage falls by more than the playbook allows, .15", async () => {
    await scores("last_scores", "2026-06-22", 1000, even(1000), 0.95);
    await scores("score", "2026-06-29", 1000, even(1000), 0.79);
    expect(await found()).toEqual(["coverage_drop refuse"]);
    await scores("score", "2026-06-29", 1000, even(1000), 0.81);
    expect(await found()).toEqual([]);
  });

  it("are refused when the two top tiers grow or shrink by more than ten points, under the same model", async () => {
    // above .5: 10 % before, 25 % after, by hand
    await scores("last_scores", "2026-06-22", 1000, "case when i < 100 then .6 else .2 end");
    await scores("score", "2026-06-29", 1000, "case when i < 250 then .6 else .2 end");
    expect(await found()).toEqual(["tier_jump refuse"]);
    await scores("score", "2026-06-29", 1000, "case when i < 190 then .6 else .2 end");
    expect(await found()).toEqual([]);
  });

  it("are compared as the new model sees both weeks, where it is new", async () => {
    await scores("last_scores", "2026-06-22", 1000, "case when i < 100 then .6 else .2 end");
    await scores("score", "2026-06-29", 1000, "case when i < 250 then .6 else .2 end");
    await connection.run(
      "create or replace temp table rescored as select customer_id, as_of, case when substr(customer_id, 2)::int < 250 then .6 else .2 end as p from last_scores where not is_lost",
    );
    expect(await found()).toEqual([]);
  });

  it("are refused when their distribution drifts: PSI over .25 and over what so few rows give by chance", async () => {
    await scores("last_scores", "2026-06-22", 1000, even(1000));
    await scores("score", "2026-06-29", 1000, `power((i + .5) / 1000, 3) * .45`);
    expect(await found()).toContain("drift refuse");
    // few customers share few scores, and a step that moves by a hair moves many of them
    await scores("last_scores", "2026-06-22", 300, "0.02 + 0.3 * (i % 3)");
    await scores("score", "2026-06-29", 300, "0.0201 + 0.3 * (i % 3)");
    expect(await found()).toEqual(["drift warn"]);
    // with ten customers nine bins of noise hide it
    await scores("last_scores", "2026-06-22", 10, even(10));
    await scores("score", "2026-06-29", 10, "power((i + .5) / 10, 2) * .45");
    expect(await found()).toEqual([]);
  });

  it("only warn after a gap of more than two weeks, and say nothing on a first run", async () => {
    await scores("last_scores", "2026-06-01", 1000, even(1000), 1);
    await scores("score", "2026-06-29", 1000, even(1000), 0.5);
    expect(await found("2026-06-01")).toEqual(["coverage_drop warn"]);
    expect(await found(null)).toEqual([]);
  });

  it("are not judged without scores: no model yet, or nobody left", async () => {
    await scores("last_scores", "2026-06-22", 20, "null");
    await scores("score", "2026-06-29", 20, "null");
    expect(await found()).toEqual([]);
    await scores("score", "2026-06-29", 0, "null");
    expect(await found()).toEqual([]);
  });
});
