import type { DuckDBConnection } from "@duckdb/node-api";
import { execute } from "../query.js";

/**
 * Puts a run's letters into the warehouse, within the run's transaction. Letters of the same week that nobody touched are
 * replaced; approved, edited, rejected and sent ones stay, and their customers get no second letter in that language.
 */
export async function commitWords(
  connection: DuckDBConnection,
  { runId, lineage, asOf }: { runId: string; lineage: string; asOf: string },
): Promise<void> {
  await execute(
    connection,
    "delete from warehouse.draft where lineage = ? and as_of = ?::date and state = 'DRAFT' and writer != 'person'",
    [lineage, asOf],
  );
  await execute(
    connection,
    `insert into warehouse.draft by name
     select ?::varchar as run_id, 'DRAFT' as state, * from draft_out
     where not exists (
       select 1 from warehouse.draft as kept
       where kept.lineage = draft_out.lineage and kept.as_of = draft_out.as_of
         and kept.customer_id = draft_out.customer_id and kept.lang = draft_out.lang
     )`,
    [runId],
  );
  // where letters go follows the newest data: an address taken back, or a wish not to be written to, counts at once
  await execute(
    connection,
    `insert or replace into warehouse.contact by name
     select distinct ?::varchar as lineage, customers.customer_id, customers.name, customers.contact_name,
       customers.contact_email as email, coalesce(customers.marketing_opt_out, false) as opted_out
     from staging.customers as customers
     join warehouse.draft using (customer_id)
     where draft.lineage = ?`,
    [lineage, lineage],
  );
}
