import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SparkSession } from "../../../loaders/engines/sparkSession.js";
import { reachMaster, sparkSettings, type SparkSettings } from "../../../loaders/engines/sparkSettings.js";
import { UserError } from "../../../loaders/userError.js";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "holdfast-session-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A stand-in for spark-sql: marks come back as Spark would put them together; a statement `fail …` ends its file. */
const standIn = (start: string) => `#!${process.execPath}
const { createInterface } = require("node:readline");
const { readFileSync } = require("node:fs");
const lines = createInterface({ input: process.stdin });
console.error("Spark Web UI available at http://127.0.0.1:1");
${start}
console.error("Spark master: local, Application Id: app-7");
const run = (sql) => {
  const parts = /concat\\('(.*)', '(.*)'\\)/.exec(sql);
  if (parts) console.log(parts[1] + parts[2]);
  if (sql.startsWith("die")) process.exit(137);
  if (sql.startsWith("lose")) console.error("26/01/01 ERROR TaskSchedulerImpl: Lost executor 0 on 10.0.0.7: worker lost");
  if (!sql.startsWith("fail")) return true;
  console.error("26/01/01 WARN Something: else\\n[TABLE_OR_VIEW_NOT_FOUND] The table or view \`x\` cannot be found.\\n\\tat org.apache");
  return false;
};
lines.on("line", (line) => {
  console.log("spark-sql (default)> " + line);
  if (line.startsWith("quit")) process.exit(0);
  const file = /^source (.*);/.exec(line)?.[1];
  if (file) readFileSync(file, "utf8").split(";\\n").every(run);
  else run(line);
});
`;

function settings(start = ""): SparkSettings {
  const program = join(folder, "spark-sql");
  writeFileSync(program, standIn(start));
  chmodSync(program, 0o755);
  return { program, master: "local[1]", store: join(folder, "store"), name: "holdfast test" };
}

async function running(statements: readonly string[], start?: string): Promise<string[]> {
  const told: string[] = [];
  const session = SparkSession.start(settings(start), (line) => told.push(line.trim().replace(/\s+/g, " ")));
  try {
    for (const sql of statements) await session.run([{ label: `t_${sql.split(" ")[0]!}`, sql, isQuery: true }]);
    // what is asked of the cluster's page is told a moment later
    await new Promise((resolve) => setTimeout(resolve, 50));
    return told;
  } finally {
    await session.close();
  }
}

describe("a session with Spark", () => {
  it("runs files of statements one after another, and tells the application and each table made", async () => {
    const told = await running(["make 1", "make 2"]);
    expect(told[0]).toBe("spark connecting to local[1]");
    expect(told).toContain("spark app-7, its page is http://127.0.0.1:1");
    expect(told.filter((line) => /^spark t_make [\d.]+ s$/.test(line))).toHaveLength(2);
  });

  it("says that a worker was lost, and goes on", async () => {
    expect(await running(["lose", "make"])).toContain("spark a worker was lost: its work is done again by the others");
  });

  it("names the table, the first error, the application and what to do when a statement fails", async () => {
    const error = await running(["make", "fail x", "make"]).catch((cause: unknown) => cause as UserError);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ exitCode: 1, where: "app-7 on local[1]" });
    expect((error as UserError).what).toBe(
      "Spark failed to make t_fail: [TABLE_OR_VIEW_NOT_FOUND] The table or view `x` cannot be found.",
    );
    expect((error as UserError).todo).toContain("what was published stands");
  });

  it("does not wait for a Spark that died", async () => {
    await expect(running(["make", "die"])).rejects.toThrow(/Spark failed to make t_die: spark-sql ended with 137/);
  });

  it("tells a master that does not answer from a statement that fails", async () => {
    const start = `console.error("26/01/01 ERROR StandaloneSchedulerBackend: All masters are unresponsive! Giving up."); process.exit(1);`;
    await expect(running(["make"], start)).rejects.toThrow(/the Spark cluster cannot be reached: it does not answer/);
  });
});

describe("where Spark is", () => {
  const files = { warehouse: "/data/aftersales.duckdb", playbook: "aftersales" };

  it("comes from SPARK_HOME or PATH, with a folder of its own in the store", () => {
    const { program } = settings();
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin/spark-sql"), "");
    chmodSync(join(folder, "bin/spark-sql"), 0o755);
    const env = { HOLDFAST_SPARK_MASTER: "yarn", PATH: `/nowhere:${folder}` };
    expect(sparkSettings(env, files)).toEqual({
      ...{ program, master: "yarn", name: "holdfast aftersales", store: "/data/aftersales.duckdb.spark" },
    });
    const shared = { ...env, SPARK_HOME: folder, HOLDFAST_SPARK_STORE: "/mnt/lake" };
    expect(sparkSettings(shared, files).program).toBe(join(folder, "bin/spark-sql"));
    expect(sparkSettings(shared, files).store).toMatch(/^\/mnt\/lake\/holdfast-aftersales-[0-9a-f]{8}$/);
    expect(sparkSettings(shared, { ...files, warehouse: "/other/aftersales.duckdb" }).store).not.toBe(
      sparkSettings(shared, files).store,
    );
  });

  it.each([
    ["no cluster is named", {}, /no cluster is named.*HOLDFAST_SPARK_MASTER/],
    [
      "Spark is not on PATH",
      { HOLDFAST_SPARK_MASTER: "yarn", PATH: "/nowhere" },
      /Apache Spark was not found.*SPARK_HOME/,
    ],
    ["SPARK_HOME holds none", { HOLDFAST_SPARK_MASTER: "yarn", SPARK_HOME: "/nowhere" }, /SPARK_HOME: \/nowhere/],
  ])("is asked for when %s", (_, env, message) => {
    expect(() => sparkSettings(env, files)).toThrow(message);
  });

  it("is tried before the run begins: a standalone master must listen", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    await reachMaster(`spark://127.0.0.1:${port}`);
    await reachMaster(`spark://127.0.0.1:1,127.0.0.1:${port}`);
    await new Promise((resolve) => server.close(resolve));
    await expect(reachMaster(`spark://127.0.0.1:${port}`)).rejects.toThrow(/cannot be reached: nothing answers there/);
    await reachMaster("yarn");
  });
});
