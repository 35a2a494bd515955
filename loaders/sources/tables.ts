import type { TableName, Text } from "../../src/playbooks/types.js";

export type ColumnType = "text" | "date" | "timestamp" | "number" | "integer" | "boolean";

export interface InputColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The row is set aside when the cell is empty; a file without the column is refused. */
  readonly required?: boolean;
  /** Inclusive bounds. */
  readonly min?: number;
  readonly max?: number;
  /** Lower-case words; anything else sets the row aside. */
  readonly allowed?: readonly string[];
  /** Taken when the cell is empty or the column absent. */
  readonly otherwise?: number;
  /** The date of something that happened: the newest of these decides `as_of` and freshness. */
  readonly event?: boolean;
  readonly unit?: Text;
  /** Only playbooks with this table know the column. */
  readonly onlyWith?: TableName;
  /** Says who a customer is, and no feature reads it: a cluster gets it only where the source lies there already. */
  readonly isPersonal?: boolean;
  readonly description: Text;
}

export interface InputTable {
  readonly name: TableName;
  readonly key: readonly string[];
  readonly grain: Text;
  readonly columns: readonly InputColumn[];
}

const text = (name: string, zh: string, en: string, more: Partial<InputColumn> = {}): InputColumn => ({
  name,
  type: "text",
  description: { zh, en },
  ...more,
});
const typed = (type: ColumnType, name: string, zh: string, en: string, more: Partial<InputColumn> = {}): InputColumn =>
  text(name, zh, en, { type, ...more });

const required = { required: true } as const;
const event = { event: true } as const;
const money = { unit: { zh: "元（剧本的小单位）", en: "the playbook's small unit, such as 元" } } as const;
const times = { unit: { zh: "次", en: "count" } } as const;
const serviced = { onlyWith: "visits" } as const;
const personal = { isPersonal: true } as const;

const customerId = text("customer_id", "客户编号", "customer id", required);
const day = (zh: string, en: string) => typed("date", "date", zh, en, { ...required, ...event });

/** Every input table, its columns and their limits: the one list that ingestion, the audit and data/README.md follow. */
export const inputTables: readonly InputTable[] = [
  {
    name: "customers",
    key: ["customer_id"],
    grain: { zh: "一行一个客户", en: "one row a customer" },
    columns: [
      customerId,
      text(
        "name",
        "名称：公司名；售后剧本里是车主姓名，不会发给模型",
        "name: a company; in after-sales a person, never sent to a model",
        personal,
      ),
      text("contact_name", "联系人姓名", "contact's name", personal),
      text("contact_role", "联系人职务", "contact's role", personal),
      text("contact_email", "联系人邮箱", "contact's e-mail", personal),
      text("phone", "电话", "phone", personal),
      text("product", "产品或套餐", "product or plan"),
      text("segment", "客户分群", "segment"),
      text("region", "区域或城市", "region or city"),
      text("owner", "负责人：会泄露结局，不作特征", "who looks after the customer: leaks the outcome, never a feature"),
      typed("date", "started_on", "成为客户的日期", "customer since", event),
      typed("date", "ended_on", "流失日期；晚于 as_of 的视为未知", "date of ending; unknown when later than as_of"),
      typed(
        "number",
        "remaining_ltv",
        "剩余生命周期价值：会泄露结局，不作特征",
        "remaining lifetime value: leaks the outcome, never a feature",
        { min: 0, ...money },
      ),
      typed("boolean", "marketing_opt_out", "拒绝营销触达", "does not want marketing"),
      text("vehicle_model", "车型", "vehicle model", serviced),
      typed("integer", "vehicle_year", "车辆年份", "model year", {
        min: 1900,
        max: 2100,
        unit: { zh: "年", en: "year" },
        ...serviced,
      }),
      text("branch", "所属门店", "home branch", serviced),
      typed("number", "expected_visits_per_year", "每年应到店次数", "visits a year expected", {
        min: 0,
        max: 366,
        unit: { zh: "次/年", en: "visits a year" },
        ...serviced,
      }),
    ],
  },
  {
    name: "usage",
    key: ["customer_id", "user_id", "date"],
    grain: { zh: "一行一个用户一天", en: "one row a user and day" },
    columns: [
      customerId,
      text("user_id", "用户编号", "user id", required),
      day("使用日期", "day of use"),
      typed("integer", "events", "当天事件数", "events that day", { ...required, min: 0, ...times }),
    ],
  },
  {
    name: "feature_usage",
    key: ["customer_id", "feature", "date"],
    grain: { zh: "一行一个客户一项功能一天", en: "one row a customer, feature and day" },
    columns: [
      customerId,
      text("feature", "功能", "feature", required),
      day("使用日期", "day of use"),
      typed("integer", "events", "当天事件数", "events that day", { ...required, min: 0, ...times }),
    ],
  },
  {
    name: "features",
    key: ["feature"],
    grain: { zh: "一行一项功能", en: "one row a feature" },
    columns: [
      text("feature", "功能", "feature", required),
      typed("boolean", "is_core", "是否核心功能", "core feature"),
      typed("boolean", "is_high_value", "是否高价值功能", "high-value feature"),
    ],
  },
  {
    name: "visits",
    key: ["visit_id"],
    grain: { zh: "一行一次到店", en: "one row a visit" },
    columns: [
      text("visit_id", "到店编号", "visit id", required),
      customerId,
      day("到店日期", "day of the visit"),
      text("kind", "服务种类", "kind of service"),
      typed("number", "spend", "消费金额", "amount spent", { min: 0, ...money }),
      typed("number", "wait_minutes", "等待时间", "waiting time", { min: 0, unit: { zh: "分钟", en: "minutes" } }),
      typed("number", "satisfaction", "满意度评分", "satisfaction rating", {
        min: 1,
        max: 5,
        unit: { zh: "1–5 分", en: "1–5" },
      }),
      text("branch", "门店", "branch"),
      typed("date", "next_due_on", "下次应保养日期", "next service due on"),
    ],
  },
  {
    name: "service_kinds",
    key: ["kind"],
    grain: { zh: "一行一种服务", en: "one row a kind of service" },
    columns: [
      text("kind", "服务种类", "kind of service", required),
      typed("boolean", "is_core", "是否核心服务", "core service"),
    ],
  },
  {
    name: "app_activity",
    key: ["customer_id", "date"],
    grain: { zh: "一行一个客户一天", en: "one row a customer and day" },
    columns: [
      customerId,
      day("使用日期", "day of use"),
      typed("integer", "sessions", "打开 App 次数", "app sessions", { ...required, min: 0, ...times }),
    ],
  },
  {
    name: "tickets",
    key: ["ticket_id"],
    grain: { zh: "一行一张工单（投诉）", en: "one row a ticket (complaint)" },
    columns: [
      text("ticket_id", "工单编号", "ticket id", required),
      customerId,
      typed("timestamp", "opened_at", "提交时间（UTC）", "opened at (UTC)", { ...required, ...event }),
      typed("timestamp", "resolved_at", "办结时间（UTC）；空表示未办结", "resolved at (UTC); empty: still open", event),
      text("title", "标题，不会发给模型", "title, never sent to a model", personal),
    ],
  },
  {
    name: "touches",
    key: ["customer_id", "date", "kind"],
    grain: { zh: "一行一个客户一天一种接触", en: "one row a customer, day and kind of contact" },
    columns: [
      customerId,
      day("接触日期", "day of contact"),
      text("kind", "接触方式", "kind of contact", {
        ...required,
        allowed: ["csm_contact", "doc_view", "training", "advisor_contact"],
      }),
      typed("integer", "count", "次数", "how many", { min: 0, otherwise: 1, ...times }),
    ],
  },
  {
    name: "value",
    key: ["customer_id", "date"],
    grain: { zh: "一行一个客户一天", en: "one row a customer and day" },
    columns: [
      customerId,
      day("评分日期", "day of the score"),
      typed("number", "value_score", "价值实现分", "value-realisation score", {
        ...required,
        min: 0,
        max: 100,
        unit: { zh: "0–100 分", en: "0–100" },
      }),
    ],
  },
  {
    name: "interventions",
    key: ["intervention_id"],
    grain: { zh: "一行一次干预", en: "one row an intervention" },
    columns: [
      text("intervention_id", "干预编号", "intervention id", required),
      customerId,
      text("tier", "分派时的风险层；留空则取当时的评分", "tier when assigned; left out, the score of that time", {
        allowed: ["critical", "high", "medium", "low"],
      }),
      text("strategy", "策略", "strategy"),
      text("arm", "实验组别", "arm of the experiment"),
      typed("date", "assigned_on", "分派日期", "assigned on", { ...required, ...event }),
      typed("date", "contacted_on", "联系日期", "contacted on", event),
      typed("number", "cost", "花费", "cost", { min: 0, ...money }),
      text("outcome", "结果：留下、流失、待定", "outcome", { allowed: ["stayed", "lost", "pending"] }),
      typed("date", "outcome_on", "结果日期", "outcome known on", event),
    ],
  },
];

/** Lists of what others' columns mean: short whatever the number of customers. */
export const dictionaries: readonly TableName[] = ["features", "service_kinds"];

/** The table of this name. @throws RangeError when the dictionary has none; the message lists those it has. */
export function inputTable(name: string): InputTable {
  const found = inputTables.find((table) => table.name === name);
  if (!found) throw new RangeError(`unknown table; not one of ${inputTables.map((t) => t.name).join(", ")}: ${name}`);
  return found;
}

/** The table's columns as a playbook with these tables knows them. */
export function columnsFor(table: InputTable, tables: readonly TableName[]): readonly InputColumn[] {
  return table.columns.filter(({ onlyWith }) => !onlyWith || tables.includes(onlyWith));
}
