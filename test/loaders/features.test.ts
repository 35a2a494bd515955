import { describe, expect, it } from "vitest";
import { duckdbEngine } from "../../loaders/engines/duckdbEngine.js";
import { drawnFeatures, prepareFeatures, prepareUsage, scoredColumns, weekFeatures } from "../../loaders/features.js";
import { columnTypes, rows } from "../../loaders/query.js";
import { aftersales } from "../../src/playbooks/aftersales.js";
import { saas } from "../../src/playbooks/saas.js";
import { stage } from "../support/staging.js";

const asOf = "2026-06-29";
const weeks = [{ asOf, withLost: false }];

/** Two customers, one with something in every table that both playbooks have, one without anything. */
async function made(playbook: typeof saas) {
  const connection = await stage(playbook, {
    customers: ["a", "b"].map((customer_id) => ({ customer_id, started_on: "2024-01-01", segment: "key" })),
    tickets: [{ ticket_id: "t", customer_id: "a", opened_at: "2026-06-01 10:00" }],
    touches: [{ customer_id: "a", date: "2026-06-20", kind: "advisor_contact", count: 2 }],
  });
  const engine = duckdbEngine(connection);
  const tables = { present: ["customers", "tickets", "touches"], playbook, isFlat: false };
  await prepareFeatures(engine, tables);
  await prepareUsage(engine, tables, [asOf]);
  const namesOf = async (table: string) => (await columnTypes(connection, table)).map(({ name }) => name);
  return { connection, engine, tables, namesOf };
}

describe.each([saas, aftersales])("features of the playbook $id", (playbook) => {
  it("that scores are made of are those of everything, less what no score reads", async () => {
    const { connection, engine, tables, namesOf } = await made(playbook);
    await weekFeatures(engine, "everything", weeks, tables);
    await weekFeatures(engine, "scored", weeks, tables, scoredColumns(playbook));
    const [all, scored] = [await namesOf("everything"), await namesOf("scored")];
    const kept = ["customer_id", "as_of", "is_lost", ...scoredColumns(playbook)];
    expect(scored).toEqual(all.filter((name) => kept.includes(name)));
    expect(scored.length).toBeLessThan(all.length);
    expect(await rows(connection, "select * from scored order by customer_id")).toEqual(
      await rows(connection, `select ${scored.join(", ")} from everything order by customer_id`),
    );
  });

  it("of drawn rows are those that a model may read, the same as its week's", async () => {
    const { connection, engine, tables, namesOf } = await made(playbook);
    await weekFeatures(engine, "everything", weeks, tables);
    await drawnFeatures(engine, "drawn_features", `(select 'a' as customer_id, date '${asOf}' as as_of)`, tables);
    const drawn = await namesOf("drawn_features");
    expect([...drawn].sort()).toEqual(
      ["customer_id", "as_of", "is_lost", ...playbook.features.map(({ id }) => id)].sort(),
    );
    expect(await rows(connection, "select * from drawn_features")).toEqual(
      await rows(connection, `select ${drawn.join(", ")} from everything where customer_id = 'a'`),
    );
  });
});
