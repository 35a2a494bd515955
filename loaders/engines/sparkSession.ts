import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { UserError } from "../userError.js";
import { SparkProgress } from "./sparkProgress.js";
import { unreachable, type SparkSettings } from "./sparkSettings.js";

export interface Statement {
  /** The table it makes. */
  readonly label: string;
  /** One statement or several. */
  readonly sql: string;
  /** Whether it is work for the cluster, and is shown. */
  readonly isQuery?: boolean;
}

/** Rows are neither counted nor compared by clock or locale; a table is told by its folder, not by a metastore. */
const configuration = {
  "spark.sql.catalogImplementation": "in-memory",
  "spark.sql.session.timeZone": "UTC",
  "spark.sql.ansi.enabled": "false",
  "spark.sql.cli.print.header": "false",
  "spark.ui.showConsoleProgress": "false",
  // as the readers of this machine: columns of bytes are texts, and no file comes from a calendar before 1582
  "spark.sql.parquet.binaryAsString": "true",
  "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
  // a compiled model: the JVM does not compile methods past 8,000 bytes, and a rule would copy sums into branches of CASE
  "spark.sql.codegen.hugeMethodLimit": "8000",
  "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.PushFoldableIntoBranches",
};

/** Spark says every 15 s that no worker has anything free; after this many times nobody waits any longer. */
const mostWaits = 20;
const keptLines = 400;

/** One `spark-sql` for a whole run: statements go in as files, and lines with a mark come back between them. */
export class SparkSession {
  private readonly errors: string[] = [];
  private readonly progress: SparkProgress;
  private batches = 0;
  private waits = 0;
  private batch: Batch | undefined;
  private hasEnded = false;

  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly settings: SparkSettings,
    private readonly log: (line: string) => void,
  ) {
    this.progress = new SparkProgress(log);
    createInterface({ input: child.stdout }).on("line", (line) => this.onOutput(line));
    createInterface({ input: child.stderr }).on("line", (line) => this.onMessage(line));
    child.stdin.on("error", () => undefined);
    child.on("error", (cause) => this.onEnd(cause.message));
    child.on("close", (code, signal) => this.onEnd(`spark-sql ended with ${signal ?? code}`));
  }

  static start(settings: SparkSettings, log: (line: string) => void): SparkSession {
    const { program, master, store, name } = settings;
    const home = join(store, "home");
    mkdirSync(home, { recursive: true });
    const confs = Object.entries({ ...configuration, "spark.sql.warehouse.dir": join(home, "tables") });
    const args = [
      "--master",
      master,
      "--name",
      name,
      ...confs.flatMap(([key, value]) => ["--conf", `${key}=${value}`]),
    ];
    log(`  spark      connecting to ${master}`);
    return new SparkSession(spawn(program, args, { cwd: home, stdio: "pipe" }), settings, log);
  }

  /** Runs statements one after another. @throws UserError for the first that fails: the others are not run */
  async run(statements: readonly Statement[]): Promise<void> {
    if (this.hasEnded) throw this.failure("Spark ended before it was asked");
    const id = ++this.batches;
    const file = join(this.settings.store, "home", `batch-${id}.sql`);
    const marked = statements.map(({ sql, isQuery }, i) => `${isQuery ? `${mark(id, i)};\n` : ""}${sql};\n`).join("");
    writeFileSync(file, `${marked}${mark(id, "done")};\n`);
    this.errors.length = 0;
    this.waits = 0;
    await new Promise<void>((resolve, reject) => {
      this.batch = { id, statements, at: -1, isDone: false, resolve, reject };
      this.child.stdin.write(`source ${file};\n${mark(id, "end")};\n`);
    }).finally(() => {
      this.batch = undefined;
      this.progress.stop();
    });
  }

  async close(): Promise<void> {
    if (this.hasEnded) return;
    await this.progress.tellTotal();
    const ended = new Promise<void>((resolve) => this.child.once("close", () => resolve()));
    this.child.stdin.end("quit;\n");
    const timer = setTimeout(() => this.child.kill("SIGKILL"), 15_000);
    await ended;
    clearTimeout(timer);
  }

  private onOutput(line: string): void {
    const { batch } = this;
    const found = /holdfast:(\d+):(\w+)/.exec(line);
    if (!found || !batch || Number(found[1]) !== batch.id) return;
    const word = found[2]!;
    void this.progress.finish();
    if (word === "done") batch.isDone = true;
    else if (word === "end") this.endBatch(batch);
    else {
      batch.at = Number(word);
      this.progress.begin(batch.statements[batch.at]!.label);
    }
  }

  private endBatch(batch: Batch): void {
    if (batch.isDone) batch.resolve();
    // what went wrong comes through the other pipe, perhaps a moment later
    else setTimeout(() => batch.reject(this.failure()), 500);
  }

  private onMessage(line: string): void {
    this.errors.push(line);
    if (this.errors.length > keptLines) this.errors.splice(0, keptLines / 2);
    const site = /Spark Web UI available at (\S+)/.exec(line)?.[1];
    if (site) this.progress.site = site;
    const application = /Application Id: (\S+)/.exec(line)?.[1];
    if (application) {
      this.progress.application = application;
      this.log(`  spark      ${application}${this.progress.site ? `, its page is ${this.progress.site}` : ""}`);
    }
    if (/Lost executor/.test(line)) this.log("  spark      a worker was lost: its work is done again by the others");
    if (/has not accepted any resources/.test(line)) this.onWait();
  }

  private onWait(): void {
    if (++this.waits === 1) this.log("  spark      no worker has cores or memory free yet: waiting");
    if (this.waits < mostWaits) return;
    this.batch?.reject(unreachable(this.settings.master, "no worker had cores or memory free for five minutes"));
    this.child.kill("SIGKILL");
  }

  private onEnd(why: string): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.batch?.reject(this.failure(why));
  }

  private failure(why = ""): UserError {
    const text = this.errors.join("\n");
    if (/All masters are unresponsive|Connection refused|UnknownHostException/.test(text) && !this.progress.application)
      return unreachable(this.settings.master, "it does not answer");
    const { batch } = this;
    const table = batch?.statements[batch.at]?.label;
    return new UserError(
      {
        what: `Spark failed${table ? ` to make ${table}` : ""}: ${reason(this.errors) ?? why}`,
        where: `${this.progress.application ?? "before the application started"} on ${this.settings.master}`,
        allowed: "every statement ends well; a lost worker alone does not fail a run",
        todo: "look for the query on the cluster's page, put right what it names (memory, disk, access to HOLDFAST_SPARK_STORE), and run again; what was published stands",
      },
      1,
    );
  }
}

interface Batch {
  readonly id: number;
  readonly statements: readonly Statement[];
  at: number;
  isDone: boolean;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Put together by Spark, so that the echo of the question is not taken for the answer. */
function mark(batch: number, word: string | number): string {
  return `select concat('holdfast', ':${batch}:${word}')`;
}

/** The first line that says what went wrong: Spark's error class, else an exception. */
function reason(lines: readonly string[]): string | undefined {
  return (
    lines.find((line) => /^\[[A-Z_.]+\]/.test(line)) ??
    lines.find((line) => /(Caused by: |Error in query: |\b\w+(Exception|Error): )/.test(line)) ??
    lines.findLast((line) => /\bERROR\b/.test(line))
  )?.trim();
}
