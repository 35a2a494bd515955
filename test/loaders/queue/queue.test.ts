import { describe, expect, it } from "vitest";
import { rows } from "../../../loaders/query.js";
import { assignOwners } from "../../../loaders/queue/assignOwners.js";
import { queueStates, type Candidate } from "../../../loaders/queue/queueStates.js";
import { allocateWeek } from "../../../loaders/decide/allocateWeek.js";
import { buildQueue } from "../../../loaders/queue.js";
import { isHeldOut } from "../../../src/model/holdout.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import type { Playbook } from "../../../src/playbooks/types.js";
import { stage, type Row } from "../../support/staging.js";

const asOf = "2026-06-29";
/** Ids that the hash puts in, and out of, the holdout. */
const ids = Array.from({ length: 200 }, (_, i) => `C${i}`);
const treatedIds = ids.filter((id) => !isHeldOut(id, 0.1));
const heldOutId = ids.find((id) => isHeldOut(id, 0.1))!;
const economics = {
  critical: { uplift: 0.25, cost: 800 },
  high: { uplift: 0.2, cost: 300 },
  medium: { uplift: 0.1, cost: 50 },
  low: { uplift: 0, cost: 10 },
};

interface Made {
  readonly id: string;
  readonly tier?: string;
  readonly p?: number;
  readonly crossed?: string | null;
  readonly ltv?: number | null;
  readonly health?: number;
  readonly owner?: string | null;
  readonly region?: string;
  readonly optedOut?: boolean;
}

async function staged(customers: readonly Made[], interventions: readonly Row[], playbook: Playbook) {
  const connection = await stage(playbook, {
    customers: customers.map(({ id, ltv = 4000, owner = "王芳", region = "华东", optedOut = false }) => ({
      ...{ customer_id: id, remaining_ltv: ltv, owner, region, marketing_opt_out: optedOut, started_on: "2020-01-01" },
    })),
    interventions,
  });
  await connection.run(
    "create table score (as_of date, customer_id varchar, tier varchar, p double, overall double, first_crossed_on date)",
  );
  for (const { id, tier = "high", p = 0.6, crossed = asOf, health = 30 } of customers)
    await connection.run("insert into score values (?::date, ?, ?, ?, ?, ?::date)", [
      asOf,
      id,
      tier,
      p,
      health,
      crossed,
    ]);
  await buildQueue(connection, playbook, { economics, curve: playbook.winback });
  return connection;
}

async function queue(customers: readonly Made[], interventions: readonly Row[] = [], playbook: Playbook = aftersales) {
  const connection = await staged(customers, interventions, playbook);
  return rows<Record<string, string | number | null>>(
    connection,
    `select customer_id as id, rank, state, owner, round(gain, 2) as gain, round(cost_of_waiting, 2) as wait
     from queue_week_out`,
  );
}

const [a, b, c, d] = treatedIds as [string, string, string, string];

describe("the queue of the week", () => {
  it("goes by the last of several interventions on one day, by their ids, whatever order the rows are in", async () => {
    const on = (id: string, number: number, more: Row): Row => ({
      ...{ intervention_id: `I${number}`, customer_id: id, arm: "advisor_call", assigned_on: "2026-06-23" },
      ...{ contacted_on: "2026-06-24", outcome_on: "2026-06-28", ...more },
    });
    const earlier = { assigned_on: "2025-01-06", contacted_on: null, outcome: null, outcome_on: null };
    const made = [
      ...[on(a, 1, { outcome: "stayed" }), on(a, 2, { outcome: "pending" })],
      ...[on(b, 3, { outcome: "pending" }), on(b, 4, { outcome: "stayed" })],
      ...[on(c, 5, { ...earlier, arm: "holdout" }), on(c, 6, earlier), on(d, 7, earlier)],
      on(d, 8, { ...earlier, arm: "holdout" }),
    ];
    for (const interventions of [made, made.toReversed()]) {
      const found = await queue(
        [a, b, c, d].map((id) => ({ id, crossed: "2026-06-22" })),
        interventions,
      );
      expect(Object.fromEntries(found.map(({ id, state }) => [id, state]))).toEqual({
        ...{ [a]: "contacted", [b]: "done", [c]: "open", [d]: "holdout" },
      });
    }
  });

  it("ranks by the cost of waiting: 204 and 495 元 at days 0 and 7, LTV 4,000, high tier", async () => {
    const found = await queue([{ id: a }, { id: b, crossed: "2026-06-22" }]);
    expect(found.map(({ id, wait }) => [id, wait])).toEqual([
      [b, 495.45],
      [a, 204.01],
    ]);
  });

  it("knows the worked customer: nine days since crossing, 624 元 by the end of the week and all of it lost a week later", async () => {
    const [row] = await queue([{ id: a, p: 0.64, ltv: 5200, crossed: "2026-06-20" }]);
    expect(row).toMatchObject({ gain: 624.28, wait: 624.28 });
  });

  it("puts the worst health first where the playbook says so", async () => {
    const worst = { ...aftersales, queue: { ...aftersales.queue, order: "worst_health" as const } };
    const made = [
      { id: a, health: 50, crossed: "2026-06-22" },
      { id: b, health: 12 },
    ];
    expect((await queue(made, [], worst)).map(({ id }) => id)).toEqual([b, a]);
  });

  it("feeds back from interventions: contacted, done, and a contact before the clock does not count", async () => {
    const contact = (id: string, contacted: string, outcome: string, outcomeOn: string | null): Row => ({
      ...{ intervention_id: `I${id}`, customer_id: id, arm: "advisor_call", assigned_on: "2026-05-04" },
      ...{ contacted_on: contacted, outcome, outcome_on: outcomeOn },
    });
    const found = await queue(
      [a, b, c, d].map((id) => ({ id, crossed: "2026-06-22" })),
      [
        contact(a, "2026-06-24", "pending", null),
        contact(b, "2026-06-24", "stayed", "2026-06-28"),
        contact(c, "2026-06-01", "pending", null),
        // dated later than the day the run looks from
        contact(d, "2026-07-03", "stayed", "2026-07-04"),
      ],
    );
    expect(Object.fromEntries(found.map(({ id, state }) => [id, state]))).toEqual({
      ...{ [a]: "contacted", [b]: "done", [c]: "open", [d]: "open" },
    });
  });

  it("never lists the held-out: by the hash, or by the arm in the data, which wins", async () => {
    const arm = (id: string, name: string): Row => ({
      ...{ intervention_id: `I${id}`, customer_id: id, arm: name, assigned_on: "2026-06-01" },
    });
    const found = await queue([{ id: heldOutId }, { id: a }, { id: b }], [arm(a, "holdout")]);
    expect(found.map(({ id, state, rank }) => [id, state, rank])).toEqual([
      [b, "open", 1],
      ...[a, heldOutId].sort().map((id) => [id, "holdout", null]),
    ]);
    expect((await queue([{ id: heldOutId }], [arm(heldOutId, "advisor_call")]))[0]).toMatchObject({ state: "open" });
  });

  it("keeps a customer's arm in later seasons: nobody is drawn anew", async () => {
    const long = (id: string, name: string, assigned: string): Row => ({
      ...{ intervention_id: `I${id}${assigned}`, customer_id: id, arm: name, assigned_on: assigned },
    });
    const found = await queue(
      [{ id: heldOutId }, { id: a }, { id: b }],
      [
        long(a, "holdout", "2024-03-04"),
        long(heldOutId, "advisor_call", "2024-03-04"),
        // the team took this one out of the holdout itself: its latest word counts
        long(b, "holdout", "2023-01-02"),
        long(b, "advisor_call", "2024-03-04"),
      ],
    );
    expect(Object.fromEntries(found.map(({ id, state }) => [id, state]))).toEqual({
      ...{ [heldOutId]: "open", [a]: "holdout", [b]: "open" },
    });
  });

  it("keeps who opted out of marketing from pushes, not from a call", async () => {
    const found = await queue([
      { id: a, tier: "medium", p: 0.4, crossed: null, optedOut: true },
      { id: b, optedOut: true },
    ]);
    expect(found.map(({ id, state }) => [id, state])).toEqual([
      [b, "open"],
      [a, "opted_out"],
    ]);
  });

  it("gives up once acting adds nothing, and says so", async () => {
    const [row] = await queue([{ id: a, crossed: "2026-06-05" }]);
    expect(row).toMatchObject({ state: "expired", gain: 0, wait: 0 });
  });

  it("keeps a customer without a value in the queue, without money", async () => {
    const [row] = await queue([{ id: a, ltv: null }]);
    expect(row).toMatchObject({ state: "open", gain: null, wait: null });
  });

  it("ranks by heads where nobody has a value: the clock first, then what contact adds", async () => {
    const found = await queue([
      { id: a, tier: "medium", p: 0.49, crossed: null, ltv: null },
      { id: b, p: 0.6, ltv: null },
      { id: c, tier: "critical", p: 0.8, ltv: null },
    ]);
    expect(found.map(({ id }) => id)).toEqual([c, b, a]);
  });

  it("ranks one without a value as the typical customer", async () => {
    const found = await queue([
      { id: a, ltv: 1000 },
      { id: b, ltv: null },
      { id: c, ltv: 9000 },
    ]);
    expect(found.map(({ id }) => id)).toEqual([c, b, a]);
  });
});

describe("this week's money, spent three ways", () => {
  const limits = { ...aftersales, queue: { ...aftersales.queue, weeklyCapacity: { advisor_call: 1 } } };
  const made = [
    { id: a, p: 0.69, ltv: 2000 },
    { id: b, p: 0.55, ltv: 8000 },
    { id: c, tier: "medium", p: 0.4, crossed: null, ltv: 4000 },
    { id: d, tier: "medium", p: 0.4, crossed: null, ltv: 300 },
  ];

  it("goes to the riskiest, to the most profitable, or where it earns most (by hand)", async () => {
    const connection = await staged(made, [], limits);
    const found = await allocateWeek(connection, limits, { economics, curve: limits.winback });
    // g(7) = 1: b gains 8,000 * .2 = 1,600 for 300; a 400 for 300; c 400 for 50; d 30 for 50
    expect(found).toMatchObject({
      ...{ candidates: 4, limits: { budget: null, capacity: { advisor_call: 1 } } },
      risk: { customers: 3, spend: 400, net: expect.closeTo(100 + 350 - 20, 6) as number },
      profit: { customers: 2, spend: 350, net: expect.closeTo(1300 + 350, 6) as number },
      optimum: { customers: 2, net: expect.closeTo(1650, 6) as number, byTier: { critical: 0, high: 1, medium: 1 } },
      upperBound: expect.closeTo(1650, 6) as number,
    });
    const marked = await rows(
      connection,
      "select customer_id as id from queue_week_out where is_in_optimum order by id",
    );
    expect(marked).toEqual([b, c].sort().map((id) => ({ id })));
  });

  it("leaves out whom nobody may contact, and who has no value", async () => {
    const contacted: Row = {
      ...{ intervention_id: "I1", customer_id: a, arm: "advisor_call", assigned_on: "2026-06-22" },
      contacted_on: "2026-06-26",
    };
    const others = [
      { id: b, ltv: null },
      { id: heldOutId },
      { id: c, tier: "medium", p: 0.4, crossed: null, optedOut: true },
    ];
    const connection = await staged([{ id: a }, ...others], [contacted], limits);
    const found = await allocateWeek(connection, limits, { economics, curve: limits.winback });
    expect(found).toMatchObject({ candidates: 0, optimum: { customers: 0, net: 0 } });
  });
});

describe("capacity of the week", () => {
  const one = (more: Partial<Candidate> = {}): Candidate => ({
    ...{ channel: "advisor_call", isHoldout: false, isOptedOut: false, isContacted: false, outcome: null },
    ...{ isTooLate: false, gain: 1000, cost: 300, ...more },
  });
  const states = (candidates: readonly Candidate[], weeklyBudget?: number) =>
    candidates.map(queueStates({ ...aftersales.queue, weeklyCapacity: { advisor_call: 2 }, weeklyBudget }));

  it("leaves those beyond it waiting, by channel", () => {
    const found = states([one(), one(), one(), one({ channel: "executive_visit" })]);
    expect(found).toEqual(["open", "open", "waiting", "open"]);
  });

  it("stops at the budget, and a cheaper action further down still fits", () => {
    expect(states([one(), one(), one({ channel: "push", cost: 50 })], 350)).toEqual(["open", "waiting", "open"]);
  });

  it("spends nothing on what costs more than it gains, nor on the reached, the held-out and the late", () => {
    const none = [{ gain: 300 }, { isContacted: true }, { isHoldout: true }, { isTooLate: true }].map((more) =>
      one(more),
    );
    const found = states([...none, one(), one()]);
    expect(found).toEqual(["waiting", "contacted", "holdout", "expired", "open", "open"]);
  });
});

describe("who acts", () => {
  const desks = [
    { owner: "李强", region: "华东" },
    { owner: "王芳", region: "华东" },
    { owner: "赵敏", region: "华南" },
  ];

  it("is the least loaded of the region, the first by name where equal, whose own customers count from the start", () => {
    const ownerFor = assignOwners(desks, new Map([["王芳", 1]]));
    expect(["华东", "华东", "华东"].map(ownerFor)).toEqual(["李强", "李强", "王芳"]);
  });

  it("comes from another region where the customer's own has nobody, and is nobody where nobody is known", () => {
    expect(assignOwners(desks, new Map())("西北")).toBe("李强");
    expect(assignOwners([], new Map())("华东")).toBeNull();
  });

  it("is the customer's own owner where it has one, whoever is less busy", async () => {
    const found = await queue([
      { id: a, owner: "王芳" },
      { id: b, owner: null },
      { id: c, owner: "李强", region: "华南" },
    ]);
    expect(Object.fromEntries(found.map(({ id, owner }) => [id, owner]))).toEqual({
      [a]: "王芳",
      [b]: "王芳",
      [c]: "李强",
    });
  });
});
