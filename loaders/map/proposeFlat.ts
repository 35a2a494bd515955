import type { Text } from "../../src/playbooks/types.js";
import { mappableColumns } from "../sources/mapping.js";
import type { ColumnProfile, TableProfile } from "./profile.js";
import { keptValues, lostValues, roleWords, type WordedRole } from "./words.js";

export interface Proposal {
  readonly column: string;
  /** `customer_id`, `label`, a column of `customers`, `feature` or `ignore`. */
  readonly role: string;
  readonly reason: Text;
}

export interface FlatProposal {
  readonly columns: readonly Proposal[];
  readonly label?: { readonly column: string; readonly lost: readonly string[] };
}

/** Filled cells that must fit for a content to count as such. */
const nearly = 0.9;
/** Rows that repeat an id are set aside later, and said. */
const fewRepeats = 3;
/** Half of the cells suffice where the rest may be written otherwise: serial days, words for a missing amount. */
const mostly = 0.5;
/** More values than this, and more than half of the rows: words of their own, nothing to learn from. */
const manyWords = 50;

/** What each column of a flat table is, by its name and its content. Pure: every choice is given with its reason. */
export function proposeFlat(table: TableProfile): FlatProposal {
  const label = proposeLabel(table.columns);
  const taken = new Set<string>(label ? ["label"] : []);
  const columns = table.columns.map((column): Proposal => {
    if (label && column.name === label.column) return { column: column.name, role: "label", reason: label.reason };
    const { role, reason } = proposeColumn(column, table.rows, taken);
    if (role !== "feature" && role !== "ignore") taken.add(role);
    return { column: column.name, role, reason };
  });
  return { columns, label: label && { column: label.column, lost: label.lost } };
}

/** The column that says who left: few values, one of which means lost. The name counts more than the values. */
export function proposeLabel(
  columns: readonly ColumnProfile[],
): (FlatProposal["label"] & { reason: Text }) | undefined {
  const candidates = columns.flatMap((column) => {
    const values = column.values.map(({ value }) => value);
    if (column.distinct < 2 || column.distinct > 4 || roleWords.leak.test(column.name)) return [];
    const isRenewal = roleWords.renewed.test(column.name) && !roleWords.label.test(column.name);
    const lost = values.filter((value) => (isRenewal ? keptValues : lostValues).test(value));
    const isNamed = isRenewal || roleWords.label.test(column.name);
    // a yes or no of another name says nothing about leaving
    const isSaid = values.some((value) => /流失|churn|attrit|exited|离网|退订/i.test(value));
    if (lost.length === 0 || lost.length === values.length || (!isNamed && !isSaid)) return [];
    return [{ column: column.name, lost, score: (isNamed ? 2 : 0) + (column.distinct === 2 ? 1 : 0), isNamed }];
  });
  const best = candidates.sort((a, b) => b.score - a.score)[0];
  if (!best) return undefined;
  const { column, lost, isNamed } = best;
  const reason: Text = isNamed
    ? {
        zh: `列名说的是去留，取值里“${lost.join("、")}”表示流失`,
        en: `the name speaks of leaving, and ${lost.join(", ")} means lost`,
      }
    : { zh: `取值“${lost.join("、")}”表示流失`, en: `its value ${lost.join(", ")} means lost` };
  return { column, lost, reason };
}

type Judged = Pick<Proposal, "role" | "reason">;
const ignore = (zh: string, en: string): Judged => ({ role: "ignore", reason: { zh, en } });
const as = (role: string, zh: string, en: string): Judged => ({ role, reason: { zh, en } });

function proposeColumn(column: ColumnProfile, rows: number, taken: ReadonlySet<string>): Judged {
  const { name, distinct, filled, numbers, dates } = column;
  if (distinct <= 1) return ignore("全列同一个值，学不到东西", "one value throughout: nothing to learn");
  if (is(name, "leak"))
    return ignore("流失之后才知道，会泄露结局", "known only once somebody has left: it leaks the outcome");
  const isUnique = filled === rows && rows - distinct <= Math.max(fewRepeats, 0.01 * rows);
  if (!taken.has("customer_id") && is(name, "customer_id") && isUnique)
    return as(
      "customer_id",
      distinct === rows ? "列名像编号，每行一个，没有重复" : "列名像编号，每行都有，个别重复",
      distinct === rows
        ? "named like an id, filled in every row, never repeated"
        : "named like an id, filled in every row, seldom repeated",
    );
  return (
    personal(column, taken) ??
    attribute(column, taken) ??
    ((numbers >= nearly && dates < mostly) || !isUnique ? content() : words())
  );

  function content(): Judged {
    if (dates >= mostly)
      return ignore(
        "日期：单张宽表不用时间；想用，请交多张表",
        "a date: a flat table has no use for time; hand in tables for that",
      );
    if (isUnique && (is(name, "customer_id") || /(^|[ _-])(id|no|num|number)$|编?号$/i.test(name)))
      return ignore("又一个编号", "another id");
    if (numbers >= nearly) return as("feature", "数字", "a number");
    if (distinct > manyWords && distinct > rows / 2) return words();
    return as("feature", `${distinct} 种取值`, `${distinct} values`);
  }
  function words(): Judged {
    if (dates >= mostly)
      return ignore(
        "日期：单张宽表不用时间；想用，请交多张表",
        "a date: a flat table has no use for time; hand in tables for that",
      );
    return ignore("几乎每行不同的文字或编号", "words or codes that differ in nearly every row");
  }
}

/** Personal data is shown with a customer where the dictionary has a place for it, and never learnt from. */
function personal({ name, emails, phones, papers }: ColumnProfile, taken: ReadonlySet<string>): Judged | undefined {
  const place = (role: string, zh: string, en: string) =>
    taken.has(role) ? ignore(`个人信息（${zh}），不学习`, `personal data (${en}): not learnt from`) : as(role, zh, en);
  if (is(name, "contact_email") || emails >= nearly) return place("contact_email", "邮箱", "e-mail addresses");
  if (is(name, "phone") || (phones >= nearly && papers < nearly && /电话|手机|联系|phone|mobile|tel/i.test(name)))
    return place("phone", "电话", "phone numbers");
  if (papers >= nearly || is(name, "personal"))
    return ignore("个人信息：不学习，也不显示", "personal data: neither learnt from nor shown");
  if (is(name, "contact_role")) return place("contact_role", "联系人职务", "the contact's role");
  if (is(name, "contact_name")) return place("contact_name", "联系人姓名", "the contact's name");
  if (is(name, "owner"))
    return place(
      "owner",
      "负责人：流失后常会改派，不学习",
      "who looks after the customer: often changed once somebody leaves, so not learnt from",
    );
  if (is(name, "name")) return place("name", "名称或姓名", "a name");
  return undefined;
}

function attribute({ name, numbers, distinct }: ColumnProfile, taken: ReadonlySet<string>): Judged | undefined {
  if (is(name, "remaining_ltv") && numbers >= mostly && !taken.has("remaining_ltv"))
    return as("remaining_ltv", "剩余价值：用来算金额，不学习", "the value at stake: for the money, not learnt from");
  for (const role of ["region", "segment", "product"] as const) {
    if (is(name, role) && !taken.has(role) && numbers < nearly && distinct <= 1000)
      return as(role, "可分组，也作特征", "to group by, and a feature too");
  }
  return undefined;
}

const is = (name: string, role: WordedRole) => roleWords[role].test(name.trim());

/** Roles a person may give a column. */
export const flatRoles: readonly string[] = ["customer_id", "label", ...mappableColumns, "feature", "ignore"];
