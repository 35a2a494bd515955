import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SparkCluster {
  /** What the weekly run reads: SPARK_HOME, its settings, the master's address. */
  readonly env: Readonly<Record<string, string>>;
  /** CPU seconds so far of the workers and the executors they run, compiling and collecting garbage included; Linux only. */
  cpuSeconds(): number;
  /** Kills a worker and its executors at once, without a farewell. */
  killWorker(index: number): void;
  stop(): Promise<void>;
}

/** Spark's folder from SPARK_HOME, or a PySpark installed in HOLDFAST_TEST_SPARK (a virtual environment); undefined without. */
export function sparkHome(env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  const venv = env["HOLDFAST_TEST_SPARK"];
  const lib = venv && join(venv, "lib");
  const homes =
    lib && existsSync(lib) ? readdirSync(lib).map((python) => join(lib, python, "site-packages/pyspark")) : [];
  return [env["SPARK_HOME"], ...homes].find((home) => home && existsSync(join(home, "bin/spark-class")));
}

interface ClusterOptions {
  readonly workers?: number;
  readonly partitions?: number;
  /** For a few hundred customers, of whose time most goes to compiling; not where throughput is measured. */
  readonly isQuickStart?: boolean;
}

/** A standalone cluster on loopback: one master, workers of one core each, little memory. */
export async function startSpark(
  home: string,
  { workers = 2, partitions = 2, isQuickStart = true }: ClusterOptions = {},
): Promise<SparkCluster> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-spark-"));
  const conf = join(folder, "conf");
  mkdirSync(conf);
  writeFileSync(join(conf, "spark-defaults.conf"), settings(partitions, isQuickStart));
  const env = {
    SPARK_HOME: home,
    SPARK_CONF_DIR: conf,
    SPARK_LOCAL_IP: "127.0.0.1",
    SPARK_DAEMON_MEMORY: "512m",
    SPARK_DAEMON_JAVA_OPTS: quickStart,
  };
  const started: ChildProcess[] = [];
  const daemon = async (name: string, ready: RegExp, args: readonly string[]): Promise<string> => {
    // a group of its own: a worker is killed with the executors it started
    const child = spawn(join(home, "bin/spark-class"), args, {
      ...{ env: { ...process.env, ...env }, detached: true, stdio: ["ignore", "pipe", "pipe"] },
    });
    started.push(child);
    return waitFor(child, ready, name);
  };
  const bound = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map(killGroup));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const master = await daemon("master", /(spark:\/\/\S+:\d+)/, ["org.apache.spark.deploy.master.Master", ...bound]);
    for (let i = 0; i < workers; i += 1) {
      const size = ["--cores", "1", "--memory", "1400m", "--work-dir", join(folder, `worker-${i}`)];
      await daemon(`worker ${i}`, /(registered with master)/i, [
        "org.apache.spark.deploy.worker.Worker",
        ...bound,
        ...size,
        master,
      ]);
    }
    return {
      env: { ...env, HOLDFAST_SPARK_MASTER: master },
      cpuSeconds: () => cpuSeconds(started.slice(1).map(({ pid }) => pid!)),
      killWorker: (index) => void process.kill(-started[index + 1]!.pid!, "SIGKILL"),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** User and system time of all processes of some groups, from /proc, in which a second has a hundred ticks. */
function cpuSeconds(groups: readonly number[]): number {
  const ticks = readdirSync("/proc").map((pid) => {
    if (!/^\d+$/.test(pid)) return 0;
    try {
      // after the name, which may hold anything: state, parent, group, …, user and system time, its own and of ended children
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ")
        .map(Number);
      return groups.includes(fields[2]!) ? fields.slice(11, 15).reduce((sum, each) => sum + each, 0) : 0;
    } catch {
      return 0;
    }
  });
  return ticks.reduce((sum, each) => sum + each, 0) / 100;
}

const quickStart = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
const compilingLittle = {
  "spark.sql.codegen.wholeStage": "false",
  "spark.driver.extraJavaOptions": quickStart,
  "spark.executor.extraJavaOptions": quickStart,
};

function settings(partitions: number, isQuickStart: boolean): string {
  return Object.entries({
    "spark.driver.memory": "1g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.executor.memory": "1g",
    "spark.executor.cores": "1",
    ...(isQuickStart ? compilingLittle : {}),
    "spark.sql.shuffle.partitions": String(partitions),
  })
    .map(([key, value]) => `${key} ${value}\n`)
    .join("");
}

function waitFor(child: ChildProcess, ready: RegExp, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const found = ready.exec(text)?.[1];
      if (found) resolve(found);
    };
    child.stdout!.on("data", read);
    child.stderr!.on("data", read);
    child.once("close", () => reject(new Error(`Spark's ${name} did not start:\n${text.slice(-2000)}`)));
  });
}

async function killGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("close", resolve));
  try {
    process.kill(-child.pid!, "SIGKILL");
  } catch {
    return;
  }
  await ended;
}
