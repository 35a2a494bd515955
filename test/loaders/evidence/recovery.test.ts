import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { estimateCurve, estimateTiers } from "../../../loaders/evidence/estimate.js";
import { publishedRates } from "../../../loaders/evidence/measureEvidence.js";
import { buildAssignments, readCounts, type CountRow } from "../../../loaders/evidence/readCounts.js";
import { rows } from "../../../loaders/query.js";
import { makeSample } from "../../../loaders/sources/sample/makeSample.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";

const asOf = "2026-06-29";
/** Fixed before any result was looked at. */
const seeds = [11, 12, 13];

/** One completed intervention as the simulator knows it. */
interface Truth {
  readonly tier: string;
  readonly arm: string;
  readonly isContacted: boolean;
  readonly days: number;
  /** True chances to stay, if reached as it was, and if left alone. */
  readonly stay: number;
  readonly natural: number;
}
interface Simulated {
  readonly counts: CountRow[];
  readonly truth: Truth[];
  /** Points added by a contact in time, by strategy. */
  readonly effects: { readonly tier: string; readonly strategy: string; readonly uplift: number }[];
}

async function simulate(seed: number): Promise<Simulated> {
  const dir = mkdtempSync(join(tmpdir(), "holdfast-recovery-"));
  await makeSample({ playbook: "aftersales", customers: 12_000, seed, asOf, dir });
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run("create schema staging");
    for (const table of ["customers", "interventions"])
      await connection.run(`create table staging.${table} as from '${join(dir, `${table}.parquet`)}'`);
    await connection.run(
      "create temp table known_score (customer_id varchar, as_of date, tier varchar, first_crossed_on date, backfilled boolean)",
    );
    await buildAssignments(connection, asOf);
    const counts = await readCounts(connection, asOf, aftersales.horizonDays);
    return { counts, ...(await known(connection, dir)) };
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Who is still there when contacted has a little less left to lose: the hazard is taken as even over the year. */
async function known(connection: DuckDBConnection, dir: string): Promise<Pick<Simulated, "truth" | "effects">> {
  const truth = await rows<Truth>(
    connection,
    `select truth.tier, truth.arm, contacted_on is not null as "isContacted", truth.delay as days, 1 - p_true as natural,
       1 - p_left + least(p_left, truth.uplift) as stay
     from (select *, 1 - (1 - p_true) / pow(1 - p_true, delay / 365) as p_left from '${join(dir, "truth/assignment.parquet")}') as truth
     join staging.interventions using (intervention_id)
     where truth.assigned_on + 365 <= date '${asOf}'`,
  );
  const effects = await rows<Simulated["effects"][number]>(
    connection,
    `select tier, strategy, max(uplift) as uplift from '${join(dir, "truth/effect.parquet")}' group by all order by all`,
  );
  return { truth, effects };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Every estimate of a simulated world beside its truth. */
function estimates({ counts, truth, effects }: Simulated) {
  const curve = estimateCurve(counts, aftersales);
  const terms = { published: publishedRates(aftersales), curve: aftersales.winback };
  const reached = truth.filter(({ isContacted, arm }) => isContacted && arm !== "holdout");
  const ofTier = estimateTiers(counts, terms).flatMap(({ tier, stay, natural, uplift }) => {
    const own = effects.filter((effect) => effect.tier === tier).map((effect) => effect.uplift);
    const [heldOut, treated] = [truth.filter(({ arm }) => arm === "holdout"), reached].map((all) =>
      all.filter((row) => row.tier === tier),
    ) as [Truth[], Truth[]];
    return [
      { what: `${tier} stay`, found: stay, truth: mean(treated.map((row) => row.stay)) },
      { what: `${tier} natural stay`, found: natural, truth: mean(heldOut.map((row) => row.natural)) },
      { what: `${tier} uplift`, found: uplift!, truth: mean(own) },
    ];
  });
  const ofStrategy = estimateTiers(counts, terms, "strategy").map(({ strategy, uplift }) => ({
    what: `${strategy} uplift`,
    found: uplift!,
    truth: effects.find((effect) => effect.strategy === strategy)!.uplift,
  }));
  const bounds = [0, 10, 17, 25, 30];
  const ofCurve = curve.points.map(({ days, measured }, i) => {
    const own = reached.filter((row) => row.tier !== "medium" && row.days > bounds[i]! && row.days <= bounds[i + 1]!);
    return { what: `stay at day ${days}`, found: measured, truth: mean(own.map((row) => row.stay)) };
  });
  return [...ofTier, ...ofStrategy, ...ofCurve];
}

describe("what the sample's interventions say, against the simulator's truth", () => {
  let all: ReturnType<typeof estimates>;
  beforeAll(async () => {
    all = [];
    for (const seed of seeds) all.push(...estimates(await simulate(seed)));
  }, 180_000);

  it("covers stay rates, natural stays, uplifts and the curve by its 95 % intervals, but for what chance allows", () => {
    const missed = all.filter(({ found, truth }) => truth < found.low || truth > found.high);
    // 60 intervals: with 95 % coverage, nine or more misses come once in 300
    expect(all).toHaveLength(60);
    expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(8);
  });

  it("is off by no more than its own error on average over the worlds: nothing leans one way", () => {
    for (const what of new Set(all.map((one) => one.what))) {
      const own = all.filter((one) => one.what === what);
      const error = Math.hypot(...own.map(({ found }) => (found.high - found.low) / (2 * 1.96))) / own.length;
      const lean = mean(own.map(({ found, truth }) => found.value - truth));
      expect(Math.abs(lean) / error, what).toBeLessThan(3.3);
    }
  });
});
