import type { DuckDBConnection } from "@duckdb/node-api";
import { row } from "../query.js";
import { quoteLiteral } from "../sqlText.js";

/** A node of DuckDB's own syntax tree, as `json_serialize_sql` gives it; empty and null members are left out. */
export interface SqlNode {
  readonly type: string;
  readonly class?: string;
  readonly alias?: string;
  readonly child?: SqlNode;
  readonly children?: readonly SqlNode[];
  readonly left?: SqlNode;
  readonly right?: SqlNode;

  // queries
  readonly cte_map?: { readonly map?: readonly { readonly key: string; readonly value: { readonly query: Query } }[] };
  readonly modifiers?: readonly Modifier[];
  readonly select_list?: readonly SqlNode[];
  readonly from_table?: SqlNode;
  readonly where_clause?: SqlNode;
  readonly group_expressions?: readonly SqlNode[];
  readonly aggregate_handling?: string;
  readonly having?: SqlNode;
  readonly qualify?: SqlNode;
  readonly setop_type?: string;
  readonly setop_all?: boolean;

  // tables
  readonly schema_name?: string;
  readonly table_name?: string;
  readonly subquery?: Query;
  readonly function?: SqlNode;
  readonly column_name_alias?: readonly string[];
  readonly values?: readonly (readonly SqlNode[])[];
  readonly join_type?: string;
  readonly ref_type?: string;
  readonly condition?: SqlNode;
  readonly using_columns?: readonly string[];

  // expressions
  readonly column_names?: readonly string[];
  readonly relation_name?: string;
  readonly exclude_list?: readonly string[];
  readonly replace_list?: readonly { readonly key: string; readonly value: SqlNode }[];
  readonly value?: { readonly type: SqlType; readonly is_null: boolean; readonly value?: string | number | boolean };
  readonly cast_type?: SqlType;
  readonly try_cast?: boolean;
  readonly function_name?: string;
  readonly distinct?: boolean;
  readonly is_operator?: boolean;
  readonly filter?: SqlNode;
  readonly order_bys?: { readonly orders?: readonly Order[] };
  readonly case_checks?: readonly { readonly when_expr: SqlNode; readonly then_expr: SqlNode }[];
  readonly else_expr?: SqlNode;
  readonly input?: SqlNode;
  readonly lower?: SqlNode;
  readonly upper?: SqlNode;
  readonly lhs?: SqlNode;
  readonly expr?: SqlNode;
  readonly subquery_type?: string;

  // windows
  readonly partitions?: readonly SqlNode[];
  readonly orders?: readonly Order[];
  readonly start?: string;
  readonly end?: string;
  readonly ignore_nulls?: boolean;
  readonly filter_expr?: SqlNode;
  readonly offset_expr?: SqlNode;
  readonly default_expr?: SqlNode;
}

export interface Query {
  readonly node: SqlNode;
}

export interface SqlType {
  readonly id: string;
  readonly type_info?: { readonly width?: number; readonly scale?: number };
}

export interface Order {
  readonly type: string;
  readonly null_order: string;
  readonly expression: SqlNode;
}

export interface Modifier {
  readonly type: string;
  readonly orders?: readonly Order[];
  readonly limit?: SqlNode;
}

/** Reads one query with DuckDB's own parser. @throws Error with the parser's message and the query's beginning */
export async function parseSql(connection: DuckDBConnection, query: string): Promise<SqlNode> {
  const { text } = await row<{ text: string }>(
    connection,
    `select json_serialize_sql(${quoteLiteral(query)}, skip_null := true, skip_empty := true)::varchar as text`,
  );
  const parsed = JSON.parse(text) as { error: boolean; error_message?: string; statements?: readonly Query[] };
  const [statement, ...others] = parsed.statements ?? [];
  if (!statement || others.length)
    throw new Error(`not one query: ${parsed.error_message ?? ""}\n  in: ${query.replace(/\s+/g, " ").slice(0, 300)}`);
  return statement.node;
}
