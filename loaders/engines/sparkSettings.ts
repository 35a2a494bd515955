import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { connect } from "node:net";
import { basename, delimiter, join, resolve } from "node:path";
import { UserError } from "../userError.js";

export interface SparkSettings {
  /** The `spark-sql` program. */
  readonly program: string;
  /** `spark://host:7077`, `yarn`, `k8s://…`, `local[2]`. */
  readonly master: string;
  /** This run's own folder, seen under the same path by this machine and every worker; emptied before and after. */
  readonly store: string;
  /** The shared storage that the environment names, its links resolved: what lies below it the workers see. */
  readonly shared?: string;
  /** What the cluster calls the run. */
  readonly name: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where Spark is, from the environment: SPARK_HOME or PATH, HOLDFAST_SPARK_MASTER, HOLDFAST_SPARK_STORE. Memory, cores and
 * all else are Spark's own settings (`spark-defaults.conf`).
 * @throws UserError with exit code 2 for what is missing
 */
export function sparkSettings(
  env: Env,
  { warehouse, playbook }: { warehouse: string; playbook: string },
): SparkSettings {
  const master = env["HOLDFAST_SPARK_MASTER"];
  if (!master)
    throw new UserError({
      what: "--engine spark, and no cluster is named",
      where: "HOLDFAST_SPARK_MASTER in the environment",
      allowed: "spark://HOST:7077, yarn, k8s://…, or local[N] for N cores of this machine",
      todo: "set it to the cluster's address, or leave --engine out",
    });
  const hash = createHash("sha256").update(resolve(warehouse)).digest("hex").slice(0, 8);
  const shared = env["HOLDFAST_SPARK_STORE"];
  return {
    ...{ program: findProgram(env), master, name: `holdfast ${playbook}` },
    ...(shared ? { shared: real(shared) } : {}),
    store: shared
      ? join(resolve(shared), `holdfast-${basename(warehouse, ".duckdb")}-${hash}`)
      : `${resolve(warehouse)}.spark`,
  };
}

/** A folder that is not there yet has no links. */
function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path);
}

function findProgram({ SPARK_HOME: home, PATH: path = "" }: Env): string {
  const folders = home ? [join(home, "bin")] : path.split(delimiter).filter(Boolean);
  const found = folders.map((folder) => join(folder, "spark-sql")).find(isProgram);
  if (found) return found;
  throw new UserError({
    what: "Apache Spark was not found",
    where: home ? `SPARK_HOME: ${home}` : "PATH (SPARK_HOME is not set)",
    allowed: "Spark 4.0 or newer with its program spark-sql, on this machine too: it sends the queries",
    todo: "install Spark (or `pip install pyspark`) and set SPARK_HOME to its folder, or leave --engine out",
  });
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const patienceMs = 10_000;

/** Asks a standalone cluster's master for a connection: Spark itself would try for a minute first. @throws UserError */
export async function reachMaster(master: string): Promise<void> {
  const addresses = /^spark:\/\/(.+)$/.exec(master)?.[1]?.split(",");
  if (!addresses) return;
  const answers = await Promise.all(addresses.map(isOpen));
  if (!answers.includes(true)) throw unreachable(master, "nothing answers there");
}

export function unreachable(master: string, why: string): UserError {
  return new UserError(
    {
      what: `the Spark cluster cannot be reached: ${why}`,
      where: `HOLDFAST_SPARK_MASTER: ${master}`,
      allowed: "a cluster that runs, with a worker that has cores and memory free",
      todo: "look at the cluster's own page (port 8080 of its master), start it, and run again; what was published stands",
    },
    1,
  );
}

function isOpen(address: string): Promise<boolean> {
  const [, host, port] = /^(.+?)(?::(\d+))?$/.exec(address)!;
  return new Promise((settle) => {
    const socket = connect({ host: host!.replace(/^\[|\]$/g, ""), port: Number(port ?? 7077) });
    const end = (isUp: boolean) => {
      socket.destroy();
      settle(isUp);
    };
    socket.setTimeout(patienceMs, () => end(false));
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  });
}
