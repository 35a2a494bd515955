import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { random } from "../../../src/model/stats/random.js";
import { record } from "../record.js";
import { firstWeek, openWorld, publishedWeeks, secondWeek, siteFaults, steps, type World } from "./world.js";

const isQuick = process.env["HOLDFAST_VERIFY"] === "quick";
/** Steps that a boundary kill waits for; the quick form takes those where something outside changes. */
const boundaries = isQuick ? ["audit", "commit", "build", "publish", "notify"] : steps;
/** Runs that have to die at random instants; with those at the boundaries more than a hundred, a dozen in the quick form. */
const randomKills = isQuick ? 7 : 100;
/** Kills pile up before the run that must succeed: each has to get past what the ones before it left. */
const killsInARow = isQuick ? 7 : 4;
const { uniform } = random(20260629);

let world: World;
/** What a run does that nothing disturbs: how long it takes, and the items that it hands to the CRM. */
let undisturbed: { readonly ms: number; readonly keys: ReadonlySet<string> };
beforeAll(async () => {
  world = await openWorld();
  const { ms, code } = await world.run(world.copy());
  const { digests, keys } = world.received();
  expect([code, digests.length]).toEqual([0, 1]);
  expect(keys.length).toBeGreaterThan(1);
  undisturbed = { ms, keys: new Set(keys) };
});
afterAll(() => world.close());

/**
 * After a fault: what readers see is whole, the warehouse opens, the next run succeeds, the message to the team came once
 * at most, and the CRM has every item. An item may be handed over again with the same key, which says that it is the same.
 */
async function expectRecovery(dir: string): Promise<void> {
  expect(await siteFaults(dir)).toEqual([]);
  expect(await publishedWeeks(dir)).toContain(firstWeek);
  const next = await world.run(dir);
  expect([next.code, next.code === 0 ? "" : next.err]).toEqual([0, ""]);
  expect(await siteFaults(dir)).toEqual([]);
  expect(await publishedWeeks(dir)).toEqual([firstWeek, secondWeek]);
  const { digests, keys } = world.received();
  expect(digests.length).toBeLessThanOrEqual(1);
  expect(new Set(keys)).toEqual(undisturbed.keys);
  rmSync(dir, { recursive: true, force: true });
}

describe("kill -9", () => {
  it.each(boundaries)("when %s ends", async (step) => {
    const dir = world.copy();
    const { signal } = await world.run(dir, { env: { HOLDFAST_DIE_AFTER: step } });
    expect(signal).toBe("SIGKILL");
    await expectRecovery(dir);
    record("kills", { what: `kill -9 when ${step} ends`, tried: 1, held: 1 });
  });

  it(`at random instants, until ${randomKills} runs have died`, async () => {
    let [died, tried] = [0, 0];
    while (died < randomKills) {
      const dir = world.copy();
      for (let k = 0; k < killsInARow && died < randomKills; k++) {
        const { signal } = await world.run(dir, { killAfterMs: (0.15 + 0.85 * uniform()) * undisturbed.ms });
        died += Number(signal === "SIGKILL");
        tried += 1;
        expect(await siteFaults(dir)).toEqual([]);
        expect(await publishedWeeks(dir)).toContain(firstWeek);
      }
      await expectRecovery(dir);
      // a machine that got faster since the first run would let too many end
      expect(died).toBeGreaterThan(tried / 4);
    }
    const note = tried > died ? `${tried - died} more runs ended before their kill came` : undefined;
    record("kills", { what: "kill -9 at random instants", tried: died, held: died, note });
  });
});

/** Fails without a change to what is published, then recovers once the fault is gone. */
async function expectStands(name: string, dir: string, ended: { code: number | null; err: string }, note?: string) {
  expect([name, ended.code]).toEqual([name, 1]);
  expect(ended.err).not.toMatch(/\n\s+at .+:\d+:\d+/);
  expect(await siteFaults(dir)).toEqual([]);
  record("faults", { what: name, tried: 1, held: 1, note });
}

describe("a disk that is full", () => {
  it.each(isQuick ? [3] : [1, 3, 6])("with %d MB left", async (megabytes) => {
    const dir = world.copy();
    const mounted = mount(join(dir, "small"), megabytes, dir);
    if (!mounted) {
      // without the right to mount, the size of any one file is capped instead
      record("faults", {
        what: `disk full, ${megabytes} MB`,
        tried: 0,
        held: 0,
        note: "needs root, to mount a small file system",
      });
      return;
    }
    try {
      const ended = await world.run(mounted);
      if (ended.code !== 0) await expectStands(`disk full, ${megabytes} MB left`, mounted, ended);
      else record("faults", { what: `disk full, ${megabytes} MB left`, tried: 1, held: 1, note: "enough for the run" });
      execFileSync("mount", ["-o", "remount,size=400m", mounted]);
      await expectRecovery(copyOf(mounted));
    } finally {
      execFileSync("umount", [mounted]);
    }
  });
});

describe("a place that cannot be written", () => {
  it("read-only", async () => {
    const dir = world.copy();
    const mounted = mount(join(dir, "small"), 200, dir);
    if (!mounted) {
      record("faults", { what: "read-only file system", tried: 0, held: 0, note: "needs root, to mount one" });
      return;
    }
    try {
      execFileSync("mount", ["-o", "remount,ro", mounted]);
      await expectStands("read-only file system", mounted, await world.run(mounted));
      execFileSync("mount", ["-o", "remount,rw", mounted]);
      await expectRecovery(copyOf(mounted));
    } finally {
      execFileSync("umount", [mounted]);
    }
  });

  it("a file in the way of the site root", async () => {
    const dir = world.copy();
    writeFileSync(join(dir, "file"), "");
    await expectStands(
      "a file in the way of the site root",
      dir,
      await world.run(dir, { args: ["--out", join(dir, "file", "dist")] }),
    );
    await expectRecovery(dir);
  });
});

describe("a warehouse", () => {
  it("that another process holds open", async () => {
    const dir = world.copy();
    const holder = await DuckDBInstance.create(join(dir, "w.duckdb"));
    const connection = await holder.connect();
    const ended = await world.run(dir);
    connection.closeSync();
    holder.closeSync();
    await expectStands("warehouse held open by another process", dir, ended);
    await expectRecovery(dir);
  });

  it.each([
    ["overwritten with other bytes", (file: string) => writeFileSync(file, "no database ".repeat(9000))],
    ["cut in half", (file: string) => truncateSync(file, Math.floor(readFileSync(file).length / 2))],
    [
      "emptied of its first page",
      (file: string) => writeFileSync(file, Buffer.concat([Buffer.alloc(4096), readFileSync(file).subarray(4096)])),
    ],
  ])("that was %s", async (how, damage) => {
    const dir = world.copy();
    const file = join(dir, "w.duckdb");
    cpSync(file, `${file}.backup`);
    damage(file);
    const ended = await world.run(dir);
    await expectStands(`warehouse ${how}`, dir, ended);
    cpSync(`${file}.backup`, file);
    await expectRecovery(dir);
  });
});

describe("two runs at once", () => {
  it("one is published, the other says that it waits for it", async () => {
    const dir = world.copy();
    const both = await Promise.all([world.run(dir), world.run(dir)]);
    const codes = both.map(({ code }) => code).sort();
    expect([
      [0, 1],
      [0, 0],
    ]).toContainEqual(codes);
    await expectRecovery(dir);
    record("faults", { what: "two runs at once", tried: 1, held: 1 });
  });
});

describe("a clock", () => {
  it("that jumped back by 25 years, and goes backwards during the run", async () => {
    const dir = world.copy();
    const ended = await world.run(dir, { env: { HOLDFAST_CLOCK: String(Date.parse("2001-01-01")) } });
    expect(ended.code).toBe(0);
    await expectRecovery(dir);
    record("faults", { what: "clock 25 years back", tried: 1, held: 1 });
  });
});

/** A small file system with the baseline on it and so much room left; undefined without the right to mount. */
function mount(at: string, megabytes: number, from: string): string | undefined {
  mkdirSync(at);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=400m", "tmpfs", at], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  for (const name of ["w.duckdb", "dist"])
    cpSync(join(from, name), join(at, name), { recursive: true, verbatimSymlinks: true });
  const used = Number(execFileSync("du", ["-sk", at], { encoding: "utf8" }).split("\t")[0]);
  execFileSync("mount", ["-o", `remount,size=${used + megabytes * 1024}k`, at]);
  return at;
}

/** Out of the small file system, which is taken away next. */
function copyOf(mounted: string): string {
  const dir = world.copy();
  rmSync(dir, { recursive: true, force: true });
  cpSync(mounted, dir, { recursive: true, verbatimSymlinks: true });
  expect(existsSync(join(dir, "w.duckdb"))).toBe(true);
  return dir;
}
