import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { takeLock, takeTurn } from "../../loaders/lock.js";
import { UserError } from "../../loaders/userError.js";
import { folder } from "./sources/staging.js";

/** The number of a process that has come and gone. */
const gonePid = (): number => spawnSync(process.execPath, ["--version"]).pid;
const lockFile = (content?: string): string => {
  const file = join(folder(), "deep", "week.lock");
  if (content !== undefined) {
    takeLock(file)();
    writeFileSync(file, content);
  }
  return file;
};

describe("the lock", () => {
  it("is a file that names its holder, and goes when it is released", () => {
    const file = lockFile();
    const release = takeLock(file);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ pid: process.pid, host: hostname() });
    release();
    expect(existsSync(file)).toBe(false);
    takeLock(file)();
  });

  it("refuses a second taker, and says who holds it and where", () => {
    const file = lockFile();
    const release = takeLock(file);
    const refused = () => takeLock(file);
    expect(refused).toThrow(UserError);
    expect(refused).toThrow("another run is under way");
    expect(refused).toThrow(file);
    expect(refused).toThrow(`"pid":${process.pid}`);
    release();
  });

  it("of a process that is gone is taken over", () => {
    const file = lockFile(JSON.stringify({ pid: gonePid(), host: hostname() }));
    const release = takeLock(file);
    expect(readFileSync(file, "utf8")).toContain(`"pid":${process.pid}`);
    release();
  });

  it("of another machine is left alone: nobody here can tell whether its process lives", () => {
    const file = lockFile(JSON.stringify({ pid: gonePid(), host: `not-${hostname()}` }));
    expect(() => takeLock(file)).toThrow("another run is under way");
  });

  it.each(["", "{", "null", "{}", "7", '{"pid":"x","host":null}', "\0\0\0"])(
    "that says nothing (%j) is of a run that died while writing it, and is taken over",
    (content) => {
      const file = lockFile(content);
      takeLock(file)();
      expect(existsSync(file)).toBe(false);
    },
  );

  it("that somebody else has taken over since is not released", () => {
    const file = lockFile();
    const release = takeLock(file);
    const theirs = JSON.stringify({ pid: process.ppid, host: hostname() });
    writeFileSync(file, theirs);
    release();
    expect(readFileSync(file, "utf8")).toBe(theirs);
  });

  it("is waited for by those who take turns", async () => {
    const file = lockFile();
    const order: string[] = [];
    const first = await takeTurn(file);
    const second = takeTurn(file).then((release) => (order.push("second"), release));
    order.push("first");
    first();
    (await second)();
    expect(order).toEqual(["first", "second"]);
    expect(existsSync(file)).toBe(false);
  });

  it("is not waited for longer than said", async () => {
    const file = lockFile();
    const release = takeLock(file);
    await expect(takeTurn(file, 0)).rejects.toThrow("another run is under way");
    release();
  });
});
