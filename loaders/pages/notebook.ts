import type { DuckDBConnection } from "@duckdb/node-api";
import type {
  FilledColumn,
  NotebookData,
  NotebookTable,
  NotebookTablesData,
  NotebookType,
  NotebookValue,
  RunInfo,
} from "../../src/pageData.js";
import type { Playbook, Text } from "../../src/playbooks/types.js";
import { QueryError, rows } from "../query.js";
import { quoteIdentifier, quoteLiteral } from "../sqlText.js";
import { packColumn } from "./packColumns.js";
import type { PageContext } from "./runInfo.js";

/** Reasons a customer of the queue has in the notebook: more are on the customer's own page. */
const reasonsEach = 3;

interface Filled extends NotebookTable {
  readonly columns: readonly FilledColumn[];
}

interface Declared {
  readonly name: string;
  readonly about: Text;
  readonly sql: string;
}

export interface NotebookPages {
  readonly notebook: NotebookData;
  readonly tables: NotebookTablesData;
}

/** Tables that the notebook page queries; team builds only. Rows are ordered, so the same run gives the same bytes. */
export async function notebookPages(context: PageContext, run: RunInfo, playbook: Playbook): Promise<NotebookPages> {
  if (context.audience === "executive") return { notebook: { run }, tables: {} };
  const filled: Filled[] = [];
  for (const table of declared(context, run, playbook)) filled.push(await read(context.connection, table));
  const tables = filled.map((table) => ({
    ...table,
    columns: table.columns.map(({ name, type }) => ({ name, type })),
  }));
  return { notebook: { run, tables }, tables: { tables: filled.map(({ name, columns }) => ({ name, columns })) } };
}

function declared({ runId }: PageContext, { asOf }: RunInfo, playbook: Playbook): Declared[] {
  const week = `run_id = ${quoteLiteral(runId)} and as_of = ${quoteLiteral(asOf)}::date`;
  const components = playbook.health.components.map(({ id }) => `score_week.${quoteIdentifier(id)}`).join(", ");
  return [
    {
      name: "customers",
      about: {
        zh: "每位客户一行：层、概率、健康分与价值",
        en: "one row a customer: tier, probability, health and value",
      },
      sql: `select customer_id, people.name, people.segment, people.region, people.owner, tier, status, is_lost, is_newly_at_risk,
          p, explanation.previous_p, first_crossed_on, people.ltv as remaining_ltv, overall as health, coverage, ${components}, people.opted_out
        from warehouse.score_week join warehouse.explanation using (run_id, as_of, customer_id) join people using (customer_id)
        where ${week} order by customer_id`,
    },
    {
      name: "queue",
      about: {
        zh: "本周名单，每位客户一行：名次、状态、负责人与等待代价",
        en: "one row a customer of this week's queue: rank, state, owner and the cost of waiting",
      },
      sql: `select customer_id, rank, state, owner, channel, cost, gain, cost_of_waiting, days_since_crossing, is_holdout, contacted_on, outcome
        from warehouse.queue_week where ${week} order by rank nulls last, customer_id`,
    },
    {
      name: "reasons",
      about: {
        zh: `名单上每位客户最重的 ${reasonsEach} 条原因，一条一行；log_odds 是与平均客户之差`,
        en: `the ${reasonsEach} strongest reasons of each customer of the queue, one row each; log_odds is the difference from the average customer`,
      },
      sql: `select customer_id, reason.key as feature, reason.value::double as log_odds
        from warehouse.explanation, json_each(contributions) as reason
        where ${week} and reason.value::double > 0
          and customer_id in (select customer_id from warehouse.queue_week where ${week})
        qualify row_number() over (partition by customer_id order by log_odds desc, feature) <= ${reasonsEach}
        order by customer_id, log_odds desc, feature`,
    },
    {
      name: "features",
      about: {
        zh: "每位客户一行：模型看到的全部特征",
        en: "one row a customer: every feature that the model sees",
      },
      sql: `select * exclude (as_of, is_lost) from customer_week where as_of = ${quoteLiteral(asOf)}::date order by customer_id`,
    },
    {
      name: "weeks",
      about: {
        zh: "每周每层一行：人数、平均概率、预期流失与金额",
        en: "one row a week and tier: customers, mean probability, expected losses and money",
      },
      sql: `select as_of, tier, customers, mean_p, mean_ltv, expected_losses, money
        from warehouse.tier_week join week_pointer using (as_of, run_id) order by as_of, tier`,
    },
  ];
}

async function read(connection: DuckDBConnection, { name, about, sql }: Declared): Promise<Filled> {
  const described = await rows<{ name: string; type: string }>(
    connection,
    `select column_name as name, column_type as type from (describe ${sql})`,
  );
  const columns = described.map(({ name: column, type }) => ({ name: column, type: typeOf(type) }));
  const plain = columns.map(({ name: column, type }) => plainSql(quoteIdentifier(column), type)).join(", ");
  const values = await columnValues(connection, `select ${plain} from (${sql})`);
  return {
    name,
    about,
    rows: values[0]?.length ?? 0,
    columns: columns.map((column, i) => ({ ...column, values: packColumn(values[i] ?? []) })),
  };
}

/** Column by column: 200,000 customers of fifty features are too many row objects. */
async function columnValues(connection: DuckDBConnection, sql: string): Promise<(readonly NotebookValue[])[]> {
  try {
    const reader = await connection.runAndReadAll(sql);
    return reader.getColumns() as NotebookValue[][];
  } catch (error) {
    throw new QueryError(sql, error);
  }
}

function typeOf(type: string): NotebookType {
  if (type === "BOOLEAN") return "boolean";
  if (type === "DATE") return "date";
  return /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL)/.test(type) ? "number" : "text";
}

function plainSql(column: string, type: NotebookType): string {
  if (type === "boolean") return column;
  if (type === "number") return `case when isfinite(${column}::double) then round(${column}::double, 6) end`;
  return `${column}::varchar`;
}
