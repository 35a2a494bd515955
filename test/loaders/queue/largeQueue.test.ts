import type { DuckDBConnection } from "@duckdb/node-api";
import { describe, expect, it, vi } from "vitest";
import { execute, rows } from "../../../loaders/query.js";
import { buildQueue } from "../../../loaders/queue.js";
import { quoteLiteral } from "../../../loaders/sqlText.js";
import { random, type Random } from "../../../src/model/stats/random.js";
import { playbookById } from "../../../src/playbooks/index.js";
import type { Playbook } from "../../../src/playbooks/types.js";
import { stage, type Row } from "../../support/staging.js";
import { plainQueue } from "./plainQueue.js";

// many slices of few rows, as a large base is gone through
vi.mock("../../../loaders/slices.js", async (original) => {
  const { slices } = await original<typeof import("../../../loaders/slices.js")>();
  return { slices: (...[from, table, columns]: Parameters<typeof slices>) => slices(from, table, columns, 97) };
});

const asOf = "2026-06-29";
const economics = {
  critical: { uplift: 0.25, cost: 800 },
  high: { uplift: 0.2, cost: 300 },
  medium: { uplift: 0.1, cost: 50 },
  low: { uplift: 0, cost: 10 },
};
/** UTF-16 puts 𠀀 before full-width letters, code points after them. */
const beginnings = ["C", "客", "Ａ", "𠀀", "é", "Z ", "'\"\\"];

const before = (days: number): string => new Date(Date.parse(asOf) - 86_400_000 * days).toISOString().slice(0, 10);
const pick = <T>(source: Random, ...choices: readonly T[]): T => choices[source.integer(choices.length)]!;
const maybe = <T>(source: Random, share: number, value: T): T | null => (source.uniform() < share ? value : null);

/** Whatever gets past ingestion: ties, gaps, zeros, odd ids, contacts out of order and outcomes of days to come. */
async function flawed(playbook: Playbook, seed: number, hasValues: boolean): Promise<DuckDBConnection> {
  const source = random(seed);
  const ids = Array.from({ length: 900 }, (_, i) => `${pick(source, ...beginnings)}${i}`);
  const customers = ids.map((customer_id): Row => ({
    customer_id,
    remaining_ltv: hasValues
      ? maybe(source, 0.8, pick(source, 0, 4000, 4000, 1e9, 1e-9, source.uniform() * 2e4))
      : null,
    owner: maybe(source, 0.5, pick(source, "王芳", "李强", "Ａ", "𠀀")),
    region: maybe(source, 0.8, pick(source, "华东", "华南", "西北")),
    marketing_opt_out: maybe(source, 0.5, source.uniform() < 0.3),
    started_on: "2020-01-01",
    ended_on: maybe(source, 0.05, before(-30)),
  }));
  const interventions = ids.flatMap((customer_id, i) =>
    Array.from({ length: pick(source, 0, 0, 0, 1, 2, 3) }, (_, j): Row => {
      const assigned = source.integer(800) - 10;
      return {
        ...{ intervention_id: `I${i}-${j}`, customer_id, assigned_on: before(assigned) },
        arm: maybe(source, 0.9, pick(source, "holdout", "advisor_call", "push")),
        contacted_on: maybe(source, 0.7, before(assigned - pick(source, 0, 3, 9, -2))),
        outcome: maybe(source, 0.7, pick(source, "stayed", "lost", "pending")),
        outcome_on: maybe(source, 0.7, before(assigned - 20)),
      };
    }),
  );
  const connection = await stage(playbook, { customers, interventions });
  const scores = ids.map((id) => [
    ...[asOf, id, pick(source, "critical", "high", "medium", "low", null)],
    ...[pick(source, 0.6, 0.6, 1e-12, 1, source.uniform()), maybe(source, 0.8, pick(source, 0, 30, 30.5))],
    maybe(source, 0.7, before(source.integer(40))),
  ]);
  await execute(
    connection,
    `create table score as
     select as_of::date as as_of, customer_id, tier, p::double as p, overall::double as overall, crossed::date as first_crossed_on
     from (values ${scores.map((score) => `(${score.map(quoteLiteral).join(", ")})`).join(", ")})
       as made(as_of, customer_id, tier, p, overall, crossed)`,
  );
  return connection;
}

describe.each(["aftersales", "saas"] as const)(
  "a large queue of %s, slice by slice and sorted by the database",
  (id) => {
    const playbook = playbookById(id);
    it.each([
      ["by the cost of waiting", { order: "cost_of_waiting" }, true],
      ["by worst health", { order: "worst_health" }, true],
      ["within a budget", { weeklyBudget: 9000 }, true],
      ["without values", {}, false],
    ] as const)("is the one worked out the plain way, every row and column: %s", async (_, queue, hasValues) => {
      const own = { ...playbook, queue: { ...playbook.queue, ...queue } };
      const connection = await flawed(own, 7, hasValues);
      const terms = { economics, curve: own.winback };
      const expected = await plainQueue(connection, own, terms);
      expect(await buildQueue(connection, own, terms)).toBe(expected.length);
      const found = await rows<{ state: string }>(connection, "select * from queue_week_out");
      expect(found).toEqual(expected);
      expect(Object.keys(found[0]!)).toEqual(Object.keys(expected[0]!));
      const states = ["open", "waiting", "holdout", "contacted", "done", "expired", "opted_out"];
      expect(new Set(found.map(({ state }) => state))).toEqual(new Set(states));
    });
  },
);
