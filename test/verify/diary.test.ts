import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, describe, expect, it } from "vitest";
import { parseOptions, type Options } from "../../loaders/options.js";
import { makeSample } from "../../loaders/sources/sample/makeSample.js";
import { runWeekly } from "../../loaders/weekly.js";

const isQuick = process.env["HOLDFAST_VERIFY"] === "quick";
/** A promise made five weeks before the sample ends can be held against what then happened. */
const [promisedOn, newest] = ["2026-05-25", "2026-06-29"];
const customers = 4_000;
const seeds = Array.from({ length: 24 }, (_, i) => 201 + i);
const folder = mkdtempSync(join(tmpdir(), "holdfast-diary-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One world: what the diary promised for 30 days, and who left in them, read from the source as it was made. */
async function world(seed: number) {
  const dir = join(folder, String(seed));
  await makeSample({ playbook: "aftersales", customers, seed, asOf: newest, dir: join(dir, "sample") });
  const args = `--playbook aftersales --source ${join(dir, "sample")} --as-of ${promisedOn} --no-site --no-words --no-notify`;
  const options = parseOptions([...args.split(" "), "--warehouse", join(dir, "w.duckdb")], dir) as Options;
  const { exitCode, error } = await runWeekly(options, {
    ...{ log: () => undefined, now: () => 0, today: newest, env: {} },
  });
  expect([exitCode, error]).toEqual([0, undefined]);
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`attach '${join(dir, "w.duckdb")}' as w (read_only)`);
  const read = await connection.runAndReadAll(
    `select low, value, high,
       (select count(*) from '${join(dir, "sample/customers.parquet")}'
        where ended_on::date > date '${promisedOn}' and ended_on::date <= date '${promisedOn}' + 30)::double as happened
     from w.forecast where metric = 'losses_30'`,
  );
  connection.closeSync();
  rmSync(dir, { recursive: true, force: true });
  return read.getRowObjectsJson()[0] as { low: number; value: number; high: number; happened: number };
}

describe("the diary's promise for the next 30 days", () => {
  it.runIf(!isQuick)("holds what happens in 24 worlds as often as 95 % means", { timeout: 3_600_000 }, async () => {
    const found = [];
    for (const seed of seeds) found.push(await world(seed));
    const covered = found.filter(({ low, high, happened }) => low <= happened && happened <= high).length;
    const promised = found.reduce((sum, { value }) => sum + value, 0);
    const happened = found.reduce((sum, one) => sum + one.happened, 0);
    process.stdout.write(
      `covered ${covered} of ${found.length}; promised ${promised.toFixed(0)}, happened ${happened}\n`,
    );
    // at 95 % each, 20 or more of 24 with a probability of 99.4 % (binomial)
    expect(covered).toBeGreaterThanOrEqual(20);
    // and it is no interval that holds everything: half of it is under two thirds of what it promises
    const reach = found.reduce((sum, { low, high }) => sum + (high - low) / 2, 0);
    expect(reach).toBeLessThan((2 / 3) * promised);
  });
});
