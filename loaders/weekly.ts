/**
 * The weekly run, top to bottom:
 * lock -> ingest -> audit -> features -> train -> score -> decide -> words -> commit -> build -> verify -> publish -> notify
 */
import { pathToFileURL } from "node:url";
import { audit, auditScores } from "./audit.js";
import { errorParts, exitCodeOf, explain } from "./command.js";
import { commitRun } from "./commit.js";
import { decide, type Decisions } from "./decide.js";
import { readPlans, withPlans } from "./experiments/readPlans.js";
import type { Engine } from "./engines/engine.js";
import { openEngine } from "./engines/openEngine.js";
import { keepFailedRun, keepFailure } from "./failure.js";
import { openHistory } from "./history.js";
import { codeHash, runIdOf } from "./identity.js";
import { terminalLanguage } from "./language.js";
import { takeLock } from "./lock.js";
import { parseOptions, usage, type Options } from "./options.js";
import { tellTeam } from "./outreach/tellTeam.js";
import { nextStep } from "./nextStep.js";
import type { RunFacts } from "./pages/runInfo.js";
import { planAndPrepare } from "./prepare.js";
import { Progress } from "./progress.js";
import { publishRun, repairPublished } from "./publishRun.js";
import { makeReport, type Report } from "./report.js";
import { scoreWeeks } from "./scoreWeeks.js";
import { ingestSource, type Input } from "./source.js";
import { stepLines, type StepLines } from "./stepLines.js";
import { train, type Trained } from "./train.js";
import { UserError } from "./userError.js";
import { modelSettings } from "./words/settings.js";
import { passRates } from "./words/tally.js";
import { writeWords, type Words } from "./words/wordsStep.js";
import { openWorkspace, type Workspace } from "./workspace.js";

export interface Io extends Partial<StepLines> {
  readonly log: (line: string) => void;
  /** Milliseconds from any start, for durations. */
  readonly now: () => number;
  /** Today as YYYY-MM-DD; only a source without dates is looked at from it. */
  readonly today: string;
  /** Keys and addresses of a model and of the team's chat; none of them is needed. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What a run has come to so far: the report is made from it whether the run ends well or not. */
interface Draft {
  input?: Input;
  runId?: string;
  trained?: Trained;
  decisions?: Decisions;
  words?: Words;
  findings?: Report["audit"];
  published?: string | null;
}

/** Runs one week. @returns the report and the exit code: 0 published, 1 a step failed, 2 usage, 3 the audit refused */
export async function runWeekly(
  options: Options,
  io: Io,
): Promise<{ report: Report; exitCode: number; error?: unknown }> {
  const progress = new Progress(io.done ?? io.log, io.now, io.started);
  const draft: Draft = {};
  let release: () => void;
  try {
    release = takeLock(`${options.warehouse}.lock`);
  } catch (error) {
    // the failure folder belongs to the run that is under way
    return { report: { ...reportOf(options, progress, draft), error: errorParts(error) }, exitCode: 1, error };
  }
  let workspace: Workspace | undefined;
  let engine: Engine | undefined;
  try {
    workspace = await openWorkspace(options.warehouse);
    await repairPublished(workspace, options);
    engine = await openEngine(workspace.connection, options.spark, io.log);
    const isAccepted = await runPipeline({ workspace, engine }, options, io, progress, draft);
    const report = reportOf(options, progress, draft);
    if (!isAccepted) await keepAll(io, () => keepFailure(options.warehouse, report, workspace?.connection));
    return { report, exitCode: isAccepted ? 0 : 3 };
  } catch (error) {
    const report = { ...reportOf(options, progress, draft), error: errorParts(error) };
    await keepAll(io, () => keepFailedRun(options.warehouse, report, workspace));
    return { report, exitCode: exitCodeOf(error), error };
  } finally {
    try {
      await engine?.close();
    } finally {
      // whatever a cluster answers, the next run finds the warehouse free
      workspace?.close();
      release();
    }
  }
}

/** A full disk that ended the run leaves no room for its report either: the error that counts is the run's. */
async function keepAll(io: Io, keep: () => Promise<void>): Promise<void> {
  try {
    await keep();
  } catch (error) {
    io.log(
      `  what the failed run came to could not be kept: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** @returns false when the audit refused */
async function runPipeline(
  { workspace, engine }: { workspace: Workspace; engine: Engine },
  options: Options,
  io: Io,
  progress: Progress,
  draft: Draft,
): Promise<boolean> {
  const { connection } = workspace;
  const { playbook, seed } = options;

  const input = (draft.input = await progress.step("ingest", () => ingestSource(engine, options, io), acceptedRows));
  const { asOf, ingested } = input;
  const history = await openHistory(connection, input);

  const previous = history.lastAccepted ? { accepted: history.lastAccepted } : undefined;
  const audited = await progress.step(
    "audit",
    () => audit(connection, ingested, playbook, previous),
    (result) => result.findings.length,
  );
  draft.findings = audited.findings.map(({ id, severity, table, count }) => ({ id, severity, table, count }));
  if (audited.refuse) return refused(audited.findings, io);

  const { plan, tables, featuresOf, drift } = await progress.step(
    "features",
    () => planAndPrepare(engine, { input, playbook, history }),
    ({ rows }) => rows,
  );
  const trained = (draft.trained = await progress.step(
    "train",
    () => train(engine, { playbook, plan, tables, input, seed }),
    (t) => t.summary.trainedRows,
  ));
  await progress.step(
    "score",
    () => scoreWeeks(engine, { playbook, plan, featuresOf, trained, history }),
    (count) => count,
  );
  const judged = await auditScores(connection, { playbook, asOf, lastWeek: plan.isFlat ? null : plan.lastWeek });
  draft.findings = [
    ...draft.findings,
    ...judged.findings.map(({ id, severity, table, count }) => ({ id, severity, table, count })),
  ];
  if (judged.refuse) return refused(judged.findings, io);
  const plans = readPlans(playbook.id, input.kind);
  const decisions = (draft.decisions = await progress.step(
    "decide",
    () => decide(engine, { playbook, trained, asOf, lineage: input.lineage, plans }),
    (d) => d.queue,
  ));
  // a cluster is given back before letters are written and pages built
  await engine.release();
  const words = (draft.words = await progress.step(
    "words",
    () =>
      writeWords(connection, {
        ...{ playbook, asOf, decisions, lineage: input.lineage, model: trained.summary, today: io.today },
        ...{ settings: modelSettings(io.env ?? {}), isOn: options.hasWords },
      }),
    (result) => result.drafts,
  ));

  const code = codeHash();
  const runId = (draft.runId = runIdOf({
    ...input,
    inputHash: withPlans(ingested.inputHash, plans),
    seed,
    codeHash: code,
  }));
  const facts: RunFacts = {
    source: input.kind,
    cadenceDays: playbook.cadence.days,
    missingTables: ingested.missingTables,
    model: trained.summary,
    next30: decisions.next30,
    gates: decisions.gates,
    programme: decisions.programme,
    modelChanged: plan.previous !== undefined && plan.previous.summary.id !== trained.summary.id,
    life: { training: plan.training, kept: trained.kept ?? null, drift },
    tables: ingested.tables.map(({ name, rows, rejected }) => ({ table: name, rows, rejected })),
    words: options.hasWords ? passRates(words.report) : undefined,
  };
  await progress.step("commit", () =>
    commitRun(connection, {
      ...{
        runId,
        playbook: playbook.id,
        lineage: input.lineage,
        asOf,
        sourceKind: input.kind,
        codeHash: code,
        seed,
        facts,
      },
      ...{ inputHash: ingested.inputHash, horizonDays: playbook.horizonDays, modelId: trained.summary.id },
      accepted: customersOf(input),
      rejected: rejectedRows(input),
    }),
  );
  draft.published = await publishRun(workspace, { options, runId, input, progress });
  if (!options.hasNotify) progress.skip("notify");
  // no count: a week that is run again has nothing left to deliver, and its report is the same
  else
    await progress.step("notify", () =>
      tellTeam({ ...{ options, env: io.env ?? {}, log: io.log }, runId, input, decisions, drafts: words.drafts }),
    );
  return true;
}

function refused(findings: Awaited<ReturnType<typeof audit>>["findings"], io: Io): false {
  io.log("\nthe audit refused the data; what was published stands:");
  for (const { table, column, text } of findings.filter(({ severity }) => severity === "refuse"))
    io.log(`  ${table}${column ? `.${column}` : ""}: ${text.en} / ${text.zh}`);
  return false;
}

const acceptedRows = ({ ingested }: Input): number => ingested.tables.reduce((sum, { accepted }) => sum + accepted, 0);
const rejectedRows = ({ ingested }: Input): number => ingested.tables.reduce((sum, { rejected }) => sum + rejected, 0);
const customersOf = ({ ingested }: Input): number =>
  ingested.tables.find(({ name }) => name === "customers")?.accepted ?? 0;

function reportOf({ playbook }: Options, progress: Progress, draft: Draft): Report {
  const { input, runId, trained, decisions, words, findings, published } = draft;
  return makeReport(playbook, {
    steps: progress.steps,
    run_id: runId ?? null,
    as_of: input?.asOf ?? null,
    customers: input ? customersOf(input) : 0,
    rejected: input ? rejectedRows(input) : 0,
    published: published ?? null,
    audit: findings ?? [],
    decisions,
    words,
    model: trained?.summary,
  });
}

/** The command line. @returns exit code */
export async function main(args: readonly string[]): Promise<number> {
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  try {
    const options = parseOptions(args, process.cwd(), process.env);
    if (options === "help") {
      process.stdout.write(usage);
      return 0;
    }
    const today = new Date().toISOString().slice(0, 10);
    const { report, exitCode, error } = await runWeekly(options, {
      ...stepLines(process.stderr, process.env),
      log,
      now: () => performance.now(),
      today,
      env: process.env,
    });
    if (error) log(said(error));
    log(nextStep(report, exitCode, options)[terminalLanguage(undefined, process.env)]);
    if (options.isJson) process.stdout.write(`${JSON.stringify(report)}\n`);
    return exitCode;
  } catch (error) {
    if (args.includes("--json")) process.stdout.write(`${JSON.stringify({ error: errorParts(error) })}\n`);
    log(explain(error));
    return exitCodeOf(error);
  }
}

function said(error: unknown): string {
  return error instanceof UserError
    ? explain(error)
    : `\nthe run failed, and what was published stands\n  ${explain(error)}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main(process.argv.slice(2));
