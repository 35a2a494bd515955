import { describe, expect, it } from "vitest";
import { audit } from "../../loaders/audit.js";
import { checks } from "../../loaders/audit/checks.js";
import { rows, sqlFile } from "../../loaders/query.js";
import { ingest } from "../../loaders/sources/ingest.js";
import type { AuditFinding } from "../../src/pageData.js";
import { aftersales } from "../../src/playbooks/aftersales.js";
import { saas } from "../../src/playbooks/saas.js";
import { connect, fixture, folder } from "./sources/staging.js";

const customers = (count: number) =>
  `customer_id,started_on\n${Array.from({ length: count }, (_, i) => `c${i},2026-01-05\n`).join("")}`;

async function look(
  files: Record<string, string>,
  asOf?: string,
  previous?: Record<string, number>,
  playbook = aftersales,
) {
  const connection = await connect();
  const result = await ingest(connection, { source: folder(files), playbook, asOf });
  return { connection, ...(await audit(connection, result, playbook, previous && { accepted: previous })) };
}

const brief = (findings: readonly AuditFinding[], ...ids: string[]) =>
  findings
    .filter(({ id }) => ids.includes(id))
    .map(({ severity, id, table, column, count, example }) => [severity, id, table, column, count, example]);

describe("the audit refuses", () => {
  it("data whose newest row is older than the limit", async () => {
    // 21 days is the playbook's limit
    const files = { "customers.csv": customers(3) };
    expect((await look(files, "2026-01-26")).refuse).toBe(false);
    const { findings, refuse } = await look(files, "2026-01-27");
    expect(refuse).toBe(true);
    expect(brief(findings, "stale")).toEqual([["refuse", "stale", "", undefined, 22, "2026-01-05"]]);
    expect(findings[0]?.text).toEqual({
      zh: "最新数据是 2026-01-05，比 2026-01-27 早 22 天，上限 21 天",
      en: "the newest row is of 2026-01-05, 22 days before 2026-01-27; at most 21 allowed",
    });
  });

  it("far fewer rows than the last published run had", async () => {
    const files = { "customers.csv": customers(7) };
    expect((await look(files, undefined, { customers: 10 })).refuse).toBe(false);
    const { findings, refuse } = await look(files, undefined, { customers: 11, visits: 5 });
    expect(refuse).toBe(true);
    expect(brief(findings, "row_collapse")).toEqual([
      ["refuse", "row_collapse", "customers", undefined, 7, "11"],
      ["refuse", "row_collapse", "visits", undefined, 0, "5"],
    ]);
  });

  it("too large a share of customers set aside; elsewhere that is a warning", async () => {
    const files = { "customers.csv": `${customers(3)}c9,never\n`, "service_kinds.csv": "kind,is_core\na,1\nb,maybe\n" };
    const { findings, refuse } = await look(files);
    expect(refuse).toBe(true);
    expect(brief(findings, "reject_share")).toEqual([
      ["refuse", "reject_share", "customers", undefined, 1, undefined],
      ["warn", "reject_share", "service_kinds", undefined, 1, undefined],
    ]);
  });

  it("a customers table without one usable row", async () => {
    expect(brief((await look({ "customers.csv": "customer_id\n" })).findings, "no_customers")).toHaveLength(1);
  });
});

describe("the audit names", () => {
  it("rows later than as_of, a slip as a warning, a later export as a remark", async () => {
    const visits = (...days: string[]) =>
      `visit_id,customer_id,date\n${days.map((day, i) => `${i},c0,${day}\n`).join("")}`;
    const many = Array.from({ length: 150 }, () => "2026-01-05");
    const slip = await look(
      { "customers.csv": customers(3), "visits.csv": visits(...many, "2031-01-05") },
      "2026-01-05",
    );
    expect(brief(slip.findings, "future_date")).toEqual([["warn", "future_date", "visits", "date", 1, "2031-01-05"]]);
    const later = await look(
      { "customers.csv": customers(3), "visits.csv": visits("2026-01-05", "2026-02-05") },
      "2026-01-05",
    );
    expect(brief(later.findings, "future_date")).toEqual([["info", "future_date", "visits", "date", 1, "2026-02-05"]]);
  });

  it("tables, files and columns that are missing or unknown, with the nearest name", async () => {
    const { findings } = await look({
      "customers.csv": "customer_id,start_on\na,2026-01-05\n",
      "visit.csv": "x\n",
      "notes.txt": "x\n",
    });
    expect(brief(findings, "unknown_column", "ignored_file")).toEqual([
      ["warn", "unknown_column", "customers", "start_on", 0, "started_on"],
      ["warn", "ignored_file", "visits", undefined, 0, "visit.csv"],
      ["info", "ignored_file", "", undefined, 0, "notes.txt"],
    ]);
    expect(findings.filter(({ id }) => id === "missing_table").map(({ table }) => table)).toEqual(
      aftersales.tables.filter((table) => table !== "customers"),
    );
  });

  it("contradictions between columns and tables", async () => {
    const { findings } = await look({
      "customers.csv": "customer_id,started_on,ended_on\na,2026-01-05,2025-01-05\nb,2020-01-05,2026-01-01\n",
      "tickets.csv": "ticket_id,customer_id,opened_at,resolved_at\n1,a,2026-01-03,2026-01-02\n",
      "visits.csv": "visit_id,customer_id,date,kind\n1,b,2026-01-05,wash\n",
      "service_kinds.csv": "kind,is_core\nservice,1\n",
      "interventions.csv": "intervention_id,customer_id,assigned_on,contacted_on\n1,a,2026-01-03,2026-01-02\n",
    });
    expect(brief(findings, ...checks.map(({ id }) => id))).toEqual([
      ["warn", "customers_ended_before_started", "customers", "ended_on", 1, "a"],
      ["warn", "tickets_resolved_before_opened", "tickets", "resolved_at", 1, "1"],
      ["warn", "interventions_contacted_before_assigned", "interventions", "contacted_on", 1, "1"],
      ["warn", "visits_kind_unlisted", "visits", "kind", 1, "wash"],
      ["warn", "visits_after_end", "visits", "date", 1, "b"],
    ]);
  });

  it("contradictions in the tables of another playbook", async () => {
    const files = {
      "customers.csv": "customer_id,ended_on\na,2026-01-05\n",
      "usage.csv": "customer_id,user_id,date,events\na,u,2026-01-06,1\n",
      "features.csv": "feature,is_core\nreports,yes\n",
      "feature_usage.csv": "customer_id,feature,date,events\na,export,2026-01-06,1\na,reports,2026-01-06,1\n",
    };
    const { findings } = await look(files, undefined, undefined, saas);
    expect(brief(findings, ...checks.map(({ id }) => id))).toEqual([
      ["warn", "feature_usage_feature_unlisted", "feature_usage", "feature", 1, "export"],
      ["warn", "usage_after_end", "usage", "date", 1, "a"],
    ]);
  });

  it("empty cells and ranges", async () => {
    const { findings } = await look({
      "customers.csv": "customer_id,remaining_ltv,started_on\na,5,2026-01-05\nb,,2026-01-06\n",
    });
    expect(brief(findings, "nulls", "range")).toEqual([
      ["info", "range", "customers", "started_on", 2, "2026-01-05 – 2026-01-06"],
      ["info", "nulls", "customers", "remaining_ltv", 1, undefined],
      ["info", "range", "customers", "remaining_ltv", 1, "5.0 – 5.0"],
    ]);
  });

  it.each(["0\nb,-0", "-0\nb,0", "-0\nb,-0.0"])(
    "zero as zero, whatever its sign and the order of rows: %j",
    async (cells) => {
      const { findings } = await look({ "customers.csv": `customer_id,remaining_ltv\na,${cells}\n` });
      expect(brief(findings, "range")).toEqual([["info", "range", "customers", "remaining_ltv", 2, "0.0 – 0.0"]]);
    },
  );

  it("each reason for rows set aside, with the first place", async () => {
    const { findings } = await look({ "customers.csv": `${customers(8)}c8,soon\nc8,later\n` });
    expect(brief(findings, "not_a_date")).toEqual([["warn", "not_a_date", "customers", "started_on", 2, "soon"]]);
    expect(findings.find(({ id }) => id === "not_a_date")?.text.en).toBe(
      "2 rows set aside: not a date (first customers.csv:10)",
    );
  });
});

it("a flat table without dates is audited too", async () => {
  const connection = await connect();
  const result = await ingest(connection, {
    source: fixture("flat/churn.csv"),
    mapping: fixture("flat/churn.json"),
    playbook: saas,
  });
  const { findings } = await audit(connection, result, saas);
  expect(
    brief(findings, "undated", "duplicate_key", "nulls").map(([, id, table, column]) => [id, table, column]),
  ).toEqual([
    ["duplicate_key", "customers", "customerID"],
    ["undated", "customers", undefined],
    ["nulls", "customers", "remaining_ltv"],
    ["nulls", "customers", "charges"],
  ]);
});

it("writes every finding to staging.audit, gravest first", async () => {
  const { connection, findings } = await look({ "customers.csv": `${customers(3)}c9,never\n` });
  const written = await rows<{ finding: string; text_zh: string }>(connection, "select * from staging.audit");
  expect(written.map(({ finding, text_zh }) => [finding, text_zh])).toEqual(
    findings.map(({ id, text }) => [id, text.zh]),
  );
  expect(findings[0]?.severity).toBe("refuse");
});

it("every check names its grain", () => {
  for (const { id } of checks) expect(sqlFile(`checks/${id}`)).toMatch(/^-- grain: one row /);
});
