import type { DuckDBConnection } from "@duckdb/node-api";
import { castSql, functionSql, isWritten, literalSql, operators, unknown } from "./sparkFunctions.js";
import { parseSql, type Modifier, type Order, type SqlNode } from "./sqlTree.js";

/**
 * A query of DuckDB's dialect as Spark SQL that gives the same rows: read with DuckDB's own parser, written anew. Functions,
 * casts and literals are `sparkFunctions.ts`; here is what clauses need. The order of the result is dropped unless it is cut.
 * @throws Error for what has no counterpart
 */
export async function sparkSql(connection: DuckDBConnection, query: string): Promise<string> {
  const node = await parseSql(connection, query);
  const modifiers = node.modifiers ?? [];
  const isCut = modifiers.some(({ type }) => type === "LIMIT_MODIFIER");
  return querySql(isCut ? node : { ...node, modifiers: modifiers.filter(({ type }) => type !== "ORDER_MODIFIER") });
}

const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;
const list = (nodes: readonly SqlNode[] = []): string => nodes.map(expression).join(", ");

function querySql(node: SqlNode): string {
  const tables = node.cte_map?.map ?? [];
  const named = tables.map(({ key, value }) => `${quoted(key)} as (${querySql(value.query.node)})`);
  const body = node.type === "SET_OPERATION_NODE" ? setSql(node) : selectSql(node);
  const rest = (node.modifiers ?? []).map(modifierSql).filter(Boolean);
  return [named.length ? `with ${named.join(", ")}` : "", body, ...rest].filter(Boolean).join(" ");
}

function setSql(node: SqlNode): string {
  const { left, right, setop_type: type, setop_all: isAll } = node;
  if (!["UNION", "EXCEPT", "INTERSECT"].includes(type!)) throw unknown(`the set operation ${type!}`);
  if (type === "UNION" && isAll) return united(left!, right!).join(" union all ");
  return `(${querySql(left!)}) ${type!.toLowerCase()}${isAll ? " all" : ""} (${querySql(right!)})`;
}

/** All members of a chain, one beside the other: Spark's parser takes long over brackets around brackets. */
function united(...nodes: readonly SqlNode[]): string[] {
  return nodes.flatMap((node) => {
    const { type, left, right, modifiers, cte_map: tables, setop_type: operation, setop_all: isAll } = node;
    const isUnion = type === "SET_OPERATION_NODE" && operation === "UNION" && isAll;
    const isPlain = !modifiers?.length && !tables?.map?.length;
    return isUnion && isPlain ? united(left!, right!) : [`(${querySql(node)})`];
  });
}

function selectSql(node: SqlNode): string {
  const isDistinct = node.modifiers?.some(({ type }) => type === "DISTINCT_MODIFIER");
  const columns = (node.select_list ?? []).map(aliased);
  // Spark has no QUALIFY: its condition becomes a column that the outside asks for and drops
  if (node.qualify) columns.push(`${expression(node.qualify)} as holdfast_kept`);
  const parts = [`select ${isDistinct ? "distinct " : ""}${columns.join(", ")}`];
  if (node.from_table!.type !== "EMPTY") parts.push(`from ${tableSql(node.from_table!)}`);
  if (node.where_clause) parts.push(`where ${expression(node.where_clause)}`);
  if (node.group_expressions?.length) parts.push(`group by ${list(node.group_expressions)}`);
  else if (node.aggregate_handling === "FORCE_AGGREGATES") parts.push("group by all");
  if (node.having) parts.push(`having ${expression(node.having)}`);
  const text = parts.join(" ");
  return node.qualify ? `select * except (holdfast_kept) from (${text}) where holdfast_kept` : text;
}

function modifierSql(modifier: Modifier): string {
  if (modifier.type === "ORDER_MODIFIER") return `order by ${ordersSql(modifier.orders!)}`;
  if (modifier.type === "LIMIT_MODIFIER") return `limit ${expression(modifier.limit!)}`;
  if (modifier.type === "DISTINCT_MODIFIER") return "";
  throw unknown(`the clause ${modifier.type}`);
}

/** Missing values last, as DuckDB has them whatever the direction. */
function ordersSql(orders: readonly Order[]): string {
  return orders
    .map(({ type, null_order: nulls, expression: by }) => {
      if (by.type === "STAR") return "all nulls last";
      const direction = type === "DESCENDING" ? " desc" : "";
      return `${expression(by)}${direction} nulls ${nulls === "NULLS FIRST" ? "first" : "last"}`;
    })
    .join(", ");
}

function tableSql(table: SqlNode): string {
  const alias = table.alias ? ` as ${quoted(table.alias)}` : "";
  const names = table.column_name_alias?.length ? `(${table.column_name_alias.map(quoted).join(", ")})` : "";
  switch (table.type) {
    case "BASE_TABLE":
      return `${[table.schema_name, table.table_name!].flatMap((name) => (name ? quoted(name) : [])).join(".")}${alias}${names}`;
    case "SUBQUERY":
      return `(${querySql(table.subquery!.node)})${alias}${names}`;
    case "TABLE_FUNCTION":
      return `(${fileSql(table.function!)})${alias}${names}`;
    case "EXPRESSION_LIST":
      return `values ${table.values!.map((row) => `(${list(row)})`).join(", ")}${alias}${names}`;
    case "EMPTY":
      return "";
    case "JOIN":
      return table.ref_type === "ASOF" ? asOfSql(table) : joinSql(table);
  }
  throw unknown(`the table ${table.type}`);
}

/** One file of Parquet, and each row's place in it where that is asked for; or the lines of a text, a block for each task. */
function fileSql({ function_name: name, children: [files, ...options] = [] }: SqlNode): string {
  if (name === "lines_of")
    return `select _metadata.file_block_start as block, monotonically_increasing_id() as id, value as line from text.${quoted(String(files!.value!.value))}`;
  const [path, ...others] = files?.children ?? [];
  if (name !== "read_parquet" || !path?.value || others.length) throw unknown(`the table ${name!}`);
  const isNumbered = options.some(({ left }) => left?.column_names?.[0] === "file_row_number");
  const number = isNumbered ? ", _metadata.row_index as file_row_number" : "";
  return `select *${number} from parquet.${quoted(String(path.value.value))}`;
}

const joins: Readonly<Record<string, string>> = {
  ...{ INNER: "join", LEFT: "left join", RIGHT: "right join", OUTER: "full join" },
  ...{ SEMI: "left semi join", ANTI: "left anti join" },
};

function joinSql(join: SqlNode): string {
  const word = join.ref_type === "CROSS" ? "cross join" : joins[join.join_type!];
  if (!word || !["CROSS", "REGULAR"].includes(join.ref_type!)) throw unknown(`the join ${join.ref_type!}`);
  const right = join.right!.type === "JOIN" ? `(${tableSql(join.right!)})` : tableSql(join.right!);
  const on = join.using_columns?.length
    ? ` using (${join.using_columns.map(quoted).join(", ")})`
    : join.condition
      ? ` on ${expression(join.condition)}`
      : "";
  return `${tableSql(join.left!)} ${word} ${right}${on}`;
}

/** The newest row not after: each row of the right table holds until the next of the same key begins. */
function asOfSql({ left, right, condition, join_type: type }: SqlNode): string {
  const terms = condition!.type === "CONJUNCTION_AND" ? condition!.children! : [condition!];
  const order = terms.find((term) => term.type === "COMPARE_GREATERTHANOREQUALTO");
  const keys = terms.filter((term) => term !== order);
  if (!order || order.right!.type !== "COLUMN_REF" || keys.some((key) => key.type !== "COMPARE_EQUAL"))
    throw unknown("an ASOF join on anything but equal columns and one >=");
  const name = right!.alias ?? right!.table_name!;
  const column = (node: SqlNode): string => quoted(node.column_names!.at(-1)!);
  const partition = keys.map((key) => column(key.right!)).join(", ");
  const from = tableSql({ ...right!, alias: undefined });
  const day = column(order.right!);
  const source = `select *, lead(${day}) over (partition by ${partition} order by ${day}) as holdfast_until from ${from}`;
  const until = `${quoted(name)}.holdfast_until`;
  return `${tableSql(left!)} ${joins[type!]!} (${source}) as ${quoted(name)} on ${expression(condition!)} and (${until} is null or ${expression(order.left!)} < ${until})`;
}

function aliased(node: SqlNode): string {
  return node.alias ? `${expression(node)} as ${quoted(node.alias)}` : expression(node);
}

const comparisons: Readonly<Record<string, string>> = {
  ...{ COMPARE_EQUAL: "=", COMPARE_NOTEQUAL: "<>", COMPARE_LESSTHAN: "<", COMPARE_GREATERTHAN: ">" },
  ...{ COMPARE_LESSTHANOREQUALTO: "<=", COMPARE_GREATERTHANOREQUALTO: ">=" },
  ...{ COMPARE_DISTINCT_FROM: "is distinct from", COMPARE_NOT_DISTINCT_FROM: "is not distinct from" },
  ...{ CONJUNCTION_AND: "and", CONJUNCTION_OR: "or" },
};

function expression(node: SqlNode): string {
  switch (node.class) {
    case "COLUMN_REF":
      return node.column_names!.map(quoted).join(".");
    case "CONSTANT":
      return literalSql(node.value!);
    case "COMPARISON":
      return `${operand(node.left!, 5)} ${comparisons[node.type]!} ${operand(node.right!, 5)}`;
    case "CONJUNCTION":
      return node.children!.map((child) => operand(child, level(node))).join(` ${comparisons[node.type]!} `);
    case "CAST":
      return castSql(expression(node.child!), node.child!, node.cast_type!, node.try_cast === true);
    case "CASE":
      return caseSql(node);
    case "BETWEEN":
      return `${operand(node.input!, 5)} between ${operand(node.lower!, 5)} and ${operand(node.upper!, 5)}`;
    case "LAMBDA":
      return `${expression(node.lhs!)} -> ${expression(node.expr!)}`;
    case "STAR":
      return starSql(node);
    case "OPERATOR":
      return testSql(node);
    case "FUNCTION":
      return callSql(node);
    case "WINDOW":
      return windowSql(node);
    case "SUBQUERY":
      return subquerySql(node);
  }
  throw unknown(`the expression ${node.class ?? ""} ${node.type}`);
}

function caseSql({ case_checks: checks, else_expr: otherwise }: SqlNode): string {
  const whens = checks!.map((check) => `when ${expression(check.when_expr)} then ${expression(check.then_expr)}`);
  return `case ${whens.join(" ")}${otherwise ? ` else ${expression(otherwise)}` : ""} end`;
}

function starSql({
  relation_name: relation,
  exclude_list: excluded = [],
  replace_list: replaced = [],
}: SqlNode): string {
  const left = [...excluded, ...replaced.map(({ key }) => key)];
  const star = `${relation ? `${quoted(relation)}.` : ""}*${left.length ? ` except (${left.map(quoted).join(", ")})` : ""}`;
  return [star, ...replaced.map(({ key, value }) => `${expression(value)} as ${quoted(key)}`)].join(", ");
}

function testSql({ type, children = [] }: SqlNode): string {
  const [first, ...others] = children as [SqlNode, ...SqlNode[]];
  switch (type) {
    case "OPERATOR_COALESCE":
      return `coalesce(${list(children)})`;
    case "OPERATOR_NULLIF":
      return `nullif(${list(children)})`;
    case "OPERATOR_IS_NULL":
      return `${operand(first, 5)} is null`;
    case "OPERATOR_IS_NOT_NULL":
      return `${operand(first, 5)} is not null`;
    case "OPERATOR_NOT":
      return `not ${operand(first, 5)}`;
    case "COMPARE_IN":
      return `${operand(first, 5)} in (${list(others)})`;
    case "ARRAY_EXTRACT":
      return `element_at(${expression(first)}, ${list(others)})`;
    case "COMPARE_NOT_IN":
      return `${operand(first, 5)} not in (${list(others)})`;
  }
  throw unknown(`the operator ${type}`);
}

/**
 * How tightly an expression holds together. Spark's parser reads ahead from every bracket to its end, so that brackets around
 * brackets cost it minutes in a compiled model: only those that are needed are written.
 */
function level(node: SqlNode): number {
  if (node.class === "CONJUNCTION") return node.type === "CONJUNCTION_OR" ? 1 : 2;
  if (node.type === "OPERATOR_NOT") return 3;
  if (["COMPARISON", "BETWEEN"].includes(node.class!) || /^(COMPARE_|OPERATOR_IS_)/.test(node.type)) return 4;
  if (node.class === "CONSTANT" && Number(node.value!.value) < 0) return 8;
  if (node.class !== "FUNCTION" || !node.is_operator) return 9;
  return node.children!.length === 1 ? 8 : (operatorLevels[node.function_name!] ?? 9);
}

const operatorLevels: Readonly<Record<string, number>> = {
  ...{ "||": 5, "+": 6, "-": 6, "*": 7, "/": 7, "%": 7, "//": 7 },
};

function operand(node: SqlNode, least: number): string {
  return level(node) < least ? `(${expression(node)})` : expression(node);
}

/** Left to right, as DuckDB reads it: what stands on the right is bracketed unless it holds tighter. */
function infixSql(node: SqlNode): string {
  const own = operatorLevels[node.function_name!];
  if (own === undefined) throw unknown(`the operator ${node.function_name!}`);
  const [left, right] = node.children as [SqlNode, SqlNode | undefined];
  if (!right) return `${node.function_name!} ${operand(left, 9)}`;
  return `${operand(left, own)} ${operators[node.function_name!] ?? node.function_name!} ${operand(right, own + 1)}`;
}

function callSql(node: SqlNode): string {
  if (node.is_operator && !isWritten(node.function_name!)) return infixSql(node);
  const orders = node.order_bys?.orders ?? [];
  const args = (node.children ?? []).map(expression);
  if (orders.length) throw unknown(`${node.function_name!} in the order of something else`);
  const filter = node.filter && expression(node.filter);
  const call = { name: node.function_name!, args, isDistinct: node.distinct === true, filter };
  return functionSql(call);
}

function windowSql(node: SqlNode): string {
  const { offset_expr: offset, default_expr: otherwise, ignore_nulls: isSkipping } = node;
  const children = [...(node.children ?? []), ...[offset, otherwise].flatMap((extra) => extra ?? [])];
  const call = callSql({ ...node, class: "FUNCTION", children, filter: node.filter_expr, order_bys: undefined });
  const over = [
    node.partitions?.length ? `partition by ${list(node.partitions)}` : "",
    node.orders?.length ? `order by ${ordersSql(node.orders)}` : "",
    frameSql(node),
  ];
  return `${call}${isSkipping ? " ignore nulls" : ""} over (${over.filter(Boolean).join(" ")})`;
}

/** Frames that mean the same on both, by their start and end. */
const frames: Readonly<Record<string, string>> = {
  "UNBOUNDED_PRECEDING CURRENT_ROW_RANGE": "",
  "UNBOUNDED_PRECEDING CURRENT_ROW_ROWS": "rows between unbounded preceding and current row",
  "CURRENT_ROW_RANGE CURRENT_ROW_RANGE": "range between current row and current row",
  "UNBOUNDED_PRECEDING UNBOUNDED_FOLLOWING": "range between unbounded preceding and unbounded following",
};

function frameSql({ start, end }: SqlNode): string {
  const frame = frames[`${start!} ${end!}`];
  if (frame === undefined) throw unknown(`the window ${start!} ${end!}`);
  return frame;
}

function subquerySql({ subquery_type: type, subquery, child }: SqlNode): string {
  const query = `(${querySql(subquery!.node)})`;
  if (type === "SCALAR") return query;
  if (type === "EXISTS") return `exists ${query}`;
  if (type === "NOT_EXISTS") return `not exists ${query}`;
  if (type === "ANY" && child) return `(${expression(child)} in ${query})`;
  throw unknown(`the subquery ${type!}`);
}
