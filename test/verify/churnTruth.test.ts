import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { afterAll, describe, expect, it } from "vitest";
import { crossValidate } from "../../loaders/model/crossValidate.js";
import { fitModel } from "../../loaders/model/fitModel.js";
import { readFrame } from "../../loaders/model/readFrame.js";
import { parseOptions, type Options } from "../../loaders/options.js";
import { aftersalesWorld } from "../../loaders/sources/sample/aftersalesWorld.js";
import { makeSample } from "../../loaders/sources/sample/makeSample.js";
import { scaleUplift } from "../../loaders/sources/sample/scaleUplift.js";
import { runWeekly } from "../../loaders/weekly.js";
import { auc } from "../../src/model/stats/auc.js";
import { calibration } from "../../src/model/stats/calibration.js";
import { aftersales } from "../../src/playbooks/aftersales.js";

/** The sample's own size: what a first start shows. */
const customers = 20_000;
const asOf = "2026-06-29";
const isQuick = process.env["HOLDFAST_VERIFY"] === "quick";
const seeds = isQuick ? [1] : [1, 2, 3];
const folder = mkdtempSync(join(tmpdir(), "holdfast-truth-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { programme } = aftersalesWorld;
const worlds = {
  published: aftersalesWorld,
  /** Nobody is assigned before the last week. */
  none: { ...aftersalesWorld, programme: { ...programme, weeks: 0 } },
  strong: scaleUplift(aftersalesWorld, 1.5),
};

/** A weekly run on a world; the AUC it reports, its warehouse and the truth that no run reads. */
async function run(seed: number, name: keyof typeof worlds) {
  const dir = join(folder, `${seed}-${name}`);
  const world = worlds[name];
  await makeSample({ playbook: "aftersales", customers, seed, asOf, dir: join(dir, "sample"), world });
  const args = `--playbook aftersales --source ${join(dir, "sample")} --as-of ${asOf} --no-site --no-words --no-notify`;
  const options = parseOptions([...args.split(" "), "--warehouse", join(dir, "w.duckdb")], dir) as Options;
  const { report, exitCode, error } = await runWeekly(options, {
    ...{ log: () => undefined, now: () => 0, today: asOf, env: {} },
  });
  expect([exitCode, error]).toEqual([0, undefined]);
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`attach '${join(dir, "w.duckdb")}' as w (read_only)`);
  // each customer twice: leaves with the true untreated probability, stays with the rest, so that no chance is left in the labels
  await connection.run(
    `create table truth as
     select week.*, score.p as score_p, side.left_, if(side.left_ = 1, p_true, 1 - p_true) as mass
     from w.score_week as score
     join w.customer_week as week using (run_id, as_of, customer_id)
     join '${join(dir, "sample/truth/customer_week.parquet")}' as truth
       on truth.customer_id = score.customer_id and truth.as_of::date = score.as_of
     cross join (values (1), (0)) as side(left_)
     where score.as_of = date '${asOf}' and not score.is_lost and p_true > 0 and p_true < 1`,
  );
  const tested = await connection.runAndReadAll("select (evaluation ->> '$.auc.positives')::integer from w.model_run");
  return { connection, auc: report.model!.auc!.value, leavers: Number(tested.getRows()[0]![0]) };
}

async function besideTruth(connection: DuckDBConnection) {
  const features = aftersales.features.map(
    ({ id, kind }) => ({ id, kind: kind === "number" ? kind : "category" }) as const,
  );
  const more = ["left_", "mass", "score_p"].map((id) => ({ id, kind: "number" as const }));
  const read = await readFrame(connection, "select * from truth order by customer_id, left_", [...features, ...more]);
  const [y, weights, p] = read.columns.slice(-3).map(({ values }) => values) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { frame: { rows: read.rows, columns: read.columns.slice(0, -3) }, y, weights, p };
}

describe.each(seeds)("the churn score against the sample's truth, seed %i", (seed) => {
  it("means what it says, and ranks as well as its features allow", { timeout: 900_000 }, async () => {
    const { connection } = await run(seed, "published");
    const { frame, y, weights, p } = await besideTruth(connection);
    const { slope } = calibration({ p, y, weights })!;
    // what the features can reach: learnt from the truth itself, every customer by folds that have not seen it
    const folds = Int32Array.from(y, (_, i) => (i >> 1) % 5);
    const set = { frame, labels: y, weights };
    const best = await crossValidate(
      set,
      async (training) => (await fitModel("additive", training, { seed })).predict,
      {
        folds,
      },
    );
    const [own, reached] = [auc({ p, y, weights })!.value, auc({ p: best.p, y, weights })!.value];
    process.stdout.write(`${JSON.stringify({ seed, slope, auc: own, reached })}\n`);
    expect(slope).toBeGreaterThan(0.9);
    expect(slope).toBeLessThan(1.1);
    expect(reached - own).toBeLessThan(0.01);
  });
});

describe.runIf(!isQuick)("a programme half as strong again as the published one, beside a world without any", () => {
  it("does not lower the reported AUC by more than .01", { timeout: 3_600_000 }, async () => {
    const found = [];
    for (const seed of seeds) {
      const [without, strong] = [await run(seed, "none"), await run(seed, "strong")];
      found.push({ without: without.auc, with: strong.auc });
      // it reached those who would be tested: rows that it touched are left out
      expect(strong.leavers).toBeLessThan(0.5 * without.leavers);
    }
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(found.map((one) => one.without - one.with))).toBeLessThan(0.01);
  });
});
