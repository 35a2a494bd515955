import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { UserError } from "./userError.js";

/**
 * Takes the lock file, so that two runs never meet in one warehouse or site. A lock whose process has gone is stale and is taken over.
 * @returns what releases the lock
 * @throws UserError when another run holds it
 */
export function takeLock(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, host: hostname() });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: "wx" });
      return () => releaseLock(file, mine);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (!isStale(file)) break;
      rmSync(file, { force: true });
    }
  }
  const holder = readLock(file);
  const parts = {
    what: "another run is under way",
    where: file,
    allowed: "one run at a time",
    todo: `wait for it, or stop it first: ${holder}`,
  };
  throw new UserError(parts, 1);
}

/**
 * Takes the lock file, waiting while another process of this machine holds it.
 * @returns what releases the lock
 * @throws UserError when it is not free within `mostMs`
 */
export async function takeTurn(file: string, mostMs = 900_000): Promise<() => void> {
  for (let waited = 0; ; waited += pollMs) {
    try {
      return takeLock(file);
    } catch (error) {
      if (!(error instanceof UserError) || waited >= mostMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }
}

const pollMs = 100;

function isStale(file: string): boolean {
  try {
    const { pid, host } = JSON.parse(readLock(file)) as { pid: unknown; host: unknown };
    if (typeof pid !== "number" || typeof host !== "string") return true;
    if (host !== hostname()) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // ESRCH: the process is gone; a half-written lock belongs to a run that died while writing it
    return (error as NodeJS.ErrnoException).code !== "EPERM";
  }
}

function readLock(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function releaseLock(file: string, mine: string): void {
  if (readLock(file) === mine) rmSync(file, { force: true });
}
