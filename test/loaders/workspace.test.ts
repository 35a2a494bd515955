import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { execute, row } from "../../loaders/query.js";
import { UserError } from "../../loaders/userError.js";
import { openWorkspace } from "../../loaders/workspace.js";
import { folder } from "./sources/staging.js";

const warehouseFile = (): string => join(folder(), "deep", "saas.duckdb");

/** Another process that has this database open until it is killed. */
async function holdOpen(file: string): Promise<ChildProcess> {
  const code = `const { DuckDBInstance } = await import("@duckdb/node-api");
    await DuckDBInstance.create(${JSON.stringify(file)});
    console.log("open"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill());
  await once(child.stdout, "data");
  return child;
}

describe("a workspace", () => {
  it("makes the warehouse with its tables, and works beside it", async () => {
    const file = warehouseFile();
    const workspace = await openWorkspace(file);
    expect(await row(workspace.connection, "select count(*) as n from warehouse.run")).toEqual({ n: 0 });
    expect(await row(workspace.connection, "select current_database() as here")).toEqual({ here: "work" });
    workspace.close();
    expect(readdirSync(join(file, ".."))).toEqual(["saas.duckdb"]);
  });

  it("keeps what is written to the warehouse and drops what is half-done", async () => {
    const file = warehouseFile();
    const first = await openWorkspace(file);
    await execute(first.connection, "create table scratch (n integer)");
    await execute(first.connection, "insert into warehouse.run_week values ('r', date '2026-06-29', false)");
    first.close();
    const second = await openWorkspace(file);
    expect(await row(second.connection, "select run_id from warehouse.run_week")).toEqual({ run_id: "r" });
    await expect(execute(second.connection, "select * from scratch")).rejects.toThrow("scratch");
    second.close();
  });

  it("starts afresh over what a run that died has left", async () => {
    const file = warehouseFile();
    (await openWorkspace(file)).close();
    for (const left of [".work", ".work.wal", ".work.tmp"]) writeFileSync(`${file}${left}`, "half a page");
    const workspace = await openWorkspace(file);
    expect(
      await row(workspace.connection, "select count(*) as n from duckdb_tables() where database_name = 'work'"),
    ).toEqual({
      n: 0,
    });
    workspace.close();
    expect(existsSync(`${file}.work`)).toBe(false);
  });

  it("may be closed twice", async () => {
    const workspace = await openWorkspace(warehouseFile());
    expect(workspace.isOpen).toBe(true);
    workspace.close();
    expect(workspace.isOpen).toBe(false);
    workspace.close();
  });

  it("says what to do when another process holds the warehouse", async () => {
    const file = warehouseFile();
    (await openWorkspace(file)).close();
    const holder = await holdOpen(file);
    const error = await openWorkspace(file).catch((thrown: unknown) => thrown);
    holder.kill();
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      exitCode: 1,
      where: file,
      todo: expect.stringContaining("close the other process") as string,
    });
  });

  it("says which file is damaged, and leaves it as it is", async () => {
    const file = join(folder({ "saas.duckdb": "this is no database ".repeat(500) }), "saas.duckdb");
    const before = readFileSync(file);
    const error = await openWorkspace(file).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      exitCode: 1,
      where: file,
      what: expect.stringContaining("cannot be opened") as string,
    });
    expect(readFileSync(file)).toEqual(before);
    expect(readdirSync(join(file, ".."))).toEqual(["saas.duckdb"]);
  });
});
