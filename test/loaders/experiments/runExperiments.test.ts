import { describe, expect, it } from "vitest";
import type { RegisteredPlan } from "../../../loaders/experiments/readPlans.js";
import { runExperiments } from "../../../loaders/experiments/runExperiments.js";
import type { Evidence } from "../../../loaders/evidence/measureEvidence.js";
import { planHash, type ExperimentPlan } from "../../../src/model/experiment/plan.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { connect } from "../sources/staging.js";

const plan: ExperimentPlan = {
  id: "remedies",
  metric: "stay_rate",
  arms: [
    { id: "holdout", share: 0.5 },
    { id: "call", share: 0.5 },
  ],
  ...{ control: "holdout", tiers: ["high"], startsOn: "2026-01-05", endsOn: "2026-06-01", followUpDays: 30 },
  ...{ baseline: 0.4, target: 0.5, alpha: 0.05, power: 0.8, rule: "fixed", perArm: 388 },
};
const registered = (change: Partial<ExperimentPlan> = {}): RegisteredPlan => {
  const own = { ...plan, ...change };
  return { title: { zh: "办法", en: "Remedies" }, plan: own, hash: planHash(own) };
};
const evidence = { pace: { assigned: { high: 20 } } } as unknown as Evidence;

/** A warehouse where the plan was first published on 12 January, and 40 interventions, 20 an arm, every second one lost on day 10. */
async function world() {
  const connection = await connect();
  for (const sql of [
    "create schema if not exists warehouse",
    "create table warehouse.run (run_id varchar, lineage varchar, status varchar, as_of date)",
    "create table warehouse.experiment_plan (run_id varchar, as_of date, plan_id varchar, hash varchar, plan json)",
    `insert into warehouse.run values ('r1', 'ours', 'published', '2026-01-12'), ('r2', 'ours', 'published', '2026-01-19'),
       ('r0', 'other', 'published', '2026-01-05'), ('r3', 'ours', 'built', '2026-01-05')`,
    `insert into warehouse.experiment_plan values ('r1', '2026-01-12', 'remedies', '${registered().hash}', '{}'),
       ('r2', '2026-01-19', 'remedies', 'another', '{}'), ('r0', '2026-01-05', 'remedies', 'not ours', '{}'),
       ('r3', '2026-01-05', 'remedies', 'never published', '{}')`,
    `create temp table assignment as
     select 'I' || i as intervention_id, 'C' || i as customer_id, 'high' as tier, i % 2 = 0 as is_holdout,
       case when i % 2 = 0 then 'holdout' else 'call' end as strategy, date '2026-01-05' + (i * 5)::integer as assigned_on,
       null::date as contacted_on, case when i % 4 < 2 then date '2026-01-15' + (i * 5)::integer end as lost_on
     from range(40) as t(i)`,
  ])
    await connection.run(sql);
  return connection;
}
const run = async (own: RegisteredPlan, asOf: string) => {
  const terms = { playbook: aftersales, asOf, lineage: "ours", plans: [own], evidence };
  return (await runExperiments(await world(), terms))[0]!;
};

describe("a plan changed after it was registered", () => {
  it("shows: the hash of its first published week stands beside the new one", async () => {
    const changed = registered({ perArm: 200 });
    const card = await run(changed, "2026-03-02");
    expect(card.hash).toBe(changed.hash);
    expect(card.registered).toEqual({ asOf: "2026-01-12", hash: registered().hash });
    expect(card.registered!.hash).not.toBe(card.hash);
  });

  it("is told from one that was left alone, and from one that nobody has published yet", async () => {
    const same = await run(registered(), "2026-03-02");
    expect(same.registered!.hash).toBe(same.hash);
    expect((await run(registered(), "2026-01-12")).registered).toBeNull();
  });
});

describe("an experiment's end date", () => {
  it("freezes the result: outcomes known later do not count", async () => {
    const counts = async (asOf: string) => (await run(registered(), asOf)).arms.map(({ id, n }) => [id, n]);
    // followed to the end by 1 June: assigned by 2 May, 117 days in, so interventions 0 to 23
    const end = [
      ["holdout", 12],
      ["call", 12],
    ];
    expect(await counts("2026-06-01")).toEqual(end);
    expect(await counts("2026-09-07")).toEqual(end);
    expect((await run(registered(), "2026-05-25")).isEnded).toBe(false);
    expect((await run(registered(), "2026-06-01")).isEnded).toBe(true);
  });
});

describe("how far an experiment departs from its assignment", () => {
  it("counts who was reached against it, and who is in several arms, of its own tiers and arms alone", async () => {
    const connection = await world();
    const more = (id: string, customer: string, tier: string, arm: string, contacted: string) =>
      connection.run(
        `insert into assignment values ('${id}', '${customer}', '${tier}', ${arm === "holdout"}, '${arm}', '2026-01-06', ${contacted}, null)`,
      );
    await more("J1", "C0", "high", "call", "date '2026-01-07'");
    await more("J2", "C2", "high", "another arm", "date '2026-01-20'");
    await more("J3", "C4", "critical", "call", "null");
    const [card] = await runExperiments(connection, {
      ...{ playbook: aftersales, asOf: "2026-03-02", lineage: "ours", plans: [registered()], evidence },
    });
    // interventions 0 to 11 by 2 March, six an arm, and one call more: C0 and C2 were held out and reached all the same, C0 is in both arms
    expect(card!.arms.map(({ id, assigned }) => [id, assigned])).toEqual([
      ["holdout", 6],
      ["call", 7],
    ]);
    expect(card!.contamination).toEqual({ controlContacted: 2 / 6, treatedMissed: 6 / 7, inSeveralArms: 1 });
  });
});
