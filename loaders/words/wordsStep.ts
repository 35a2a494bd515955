import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { ModelSummary } from "../../src/pageData.js";
import type { Playbook } from "../../src/playbooks/types.js";
import { fillSlots } from "../../src/words/fillSlots.js";
import { formatSlot } from "../../src/words/formatSlot.js";
import { summarySlots } from "../../src/words/summarySlots.js";
import { writeSummary } from "../../src/words/builtin/writeBuiltin.js";
import type { Decisions } from "../decide.js";
import { execute } from "../query.js";
import { draftJobs, type DraftJob } from "./draftJobs.js";
import { builtinPiece, type Job, type Piece } from "./job.js";
import { letterHash, salutationFor } from "./letter.js";
import { ModelWriter } from "./modelWriter.js";
import { openReplyCache } from "./replyCache.js";
import type { ModelSettings } from "./settings.js";
import { summaryFacts } from "./summaryFacts.js";
import { Tally, type WordsReport } from "./tally.js";

export interface WordsOptions {
  readonly playbook: Playbook;
  readonly asOf: string;
  readonly lineage: string;
  readonly decisions: Decisions;
  readonly model: ModelSummary;
  /** Undefined: the built-in writer writes everything. */
  readonly settings: ModelSettings | undefined;
  /** YYYY-MM-DD, kept with each reply. */
  readonly today: string;
  /** False writes nothing and leaves the tables empty. */
  readonly isOn: boolean;
}

export interface Words {
  /** Customers with a letter, in either language. */
  readonly drafts: number;
  readonly report: WordsReport;
}

/**
 * Letters and explanations for the top of the queue and the week's paragraph, in both languages. Makes `draft_out` and
 * `text_week_out`; new replies go to the warehouse's `reply_cache` at once, whatever becomes of the run.
 */
export async function writeWords(connection: DuckDBConnection, options: WordsOptions): Promise<Words> {
  await execute(connection, emptyTables);
  if (!options.isOn) return { drafts: 0, report: new Tally(null).report() };
  const drafts = await draftJobs(connection, options);
  const { pieces, report } = await writeJobs(
    connection,
    [...drafts, ...(await summaryJobs(connection, options))],
    options,
  );
  const written = await saveDrafts(connection, drafts, pieces, options);
  await saveSummary(connection, pieces.slice(drafts.length), options.asOf);
  return { drafts: written, report };
}

const emptyTables = `
create or replace temp table draft_out (
  draft_id varchar, lineage varchar, as_of date, customer_id varchar, rank integer, lang varchar, salutation varchar, subject varchar,
  body varchar, explanation varchar, slots json, writer varchar, model varchar, written_on date, text_hash varchar
);
create or replace temp table text_week_out (as_of date, kind varchar, lang varchar, template varchar, model varchar, written_on date);`;

async function writeJobs(
  connection: DuckDBConnection,
  jobs: readonly Job[],
  { settings, today }: WordsOptions,
): Promise<{ pieces: Piece[]; report: WordsReport }> {
  if (!settings) {
    const tally = new Tally(null);
    const pieces = jobs.map((job): Piece => {
      tally.pass("builtin");
      return builtinPiece(job);
    });
    return { pieces, report: tally.report() };
  }
  const cache = await openReplyCache(connection, settings.model);
  const writer = new ModelWriter(settings, cache, today);
  try {
    const pieces = await writer.writeAll(jobs);
    return { pieces, report: writer.tally.report() };
  } finally {
    await cache.save();
  }
}

async function summaryJobs(connection: DuckDBConnection, options: WordsOptions): Promise<Job[]> {
  const slots = summarySlots(await summaryFacts(connection, options), options.playbook);
  return (["zh", "en"] as const).map((lang) => ({
    ...{ kind: "summary", key: `summary|${lang}`, lang, status: null, briefs: [{ task: "summary", lang, slots }] },
    builtin: () => [writeSummary(slots, lang, { seed: options.asOf })],
  }));
}

async function saveDrafts(
  connection: DuckDBConnection,
  jobs: readonly DraftJob[],
  pieces: readonly Piece[],
  { lineage, asOf }: WordsOptions,
): Promise<number> {
  const seen = new Set<string>();
  const customers = new Set<string>();
  for (const [i, job] of jobs.entries()) {
    const { writer, model, writtenOn, written } = pieces[i]!;
    if (!written.length) continue;
    const { facts, slots, lang } = job;
    let letter = filledLetter(job, written[1]!);
    // two customers never get the same letter
    for (let salt = 1; seen.has(letter.body) && salt < 50; salt++) letter = filledLetter(job, job.letterAgain(salt));
    seen.add(letter.body);
    customers.add(facts.id);
    const hash = letterHash(letter);
    const id = createHash("sha256").update([lineage, asOf, facts.id, lang, hash].join("|")).digest("hex").slice(0, 8);
    const shown = Object.fromEntries(slots.flat().map((slot) => [slot.id, formatSlot(slot.value, lang)]));
    await execute(
      connection,
      "insert into draft_out values (?, ?, ?::date, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?::date, ?)",
      [
        ...[`D${id}`, lineage, asOf, facts.id, job.rank, lang, letter.salutation, letter.subject, letter.body],
        ...[fillSlots(written[0]!.text, slots[0], lang), JSON.stringify(shown), writer, model, writtenOn, hash],
      ],
    );
  }
  return customers.size;
}

function filledLetter({ facts, slots, lang }: DraftJob, { subject, text }: { subject?: string; text: string }) {
  return {
    salutation: salutationFor(facts.contactName, lang),
    subject: fillSlots(subject ?? "", slots[1], lang),
    body: fillSlots(text, slots[1], lang),
  };
}

/** Only what a model wrote is kept: the built-in paragraph is written anew from the page's own figures. */
async function saveSummary(connection: DuckDBConnection, pieces: readonly Piece[], asOf: string): Promise<void> {
  for (const [i, { writer, written, model, writtenOn }] of pieces.entries())
    if (writer === "model")
      await execute(connection, "insert into text_week_out values (?::date, 'summary', ?, ?, ?, ?::date)", [
        ...[asOf, (["zh", "en"] as const)[i]!, written[0]!.text, model, writtenOn],
      ]);
}
