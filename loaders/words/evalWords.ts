/** `npm run eval:words`: how well the configured writer does on a fixed set of customers. Costs a few dozen requests; nothing is stored. */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { playbookById } from "../../src/playbooks/index.js";
import type { Lang } from "../../src/playbooks/types.js";
import { lengthOf } from "../../src/words/checks/lengthFits.js";
import { checkWritten } from "../../src/words/checks/index.js";
import type { CustomerFacts } from "../../src/words/facts.js";
import { fillSlots } from "../../src/words/fillSlots.js";
import { showsUsage } from "../showsUsage.js";
import { customerJob } from "./draftJobs.js";
import { builtinPiece, type Job, type Piece } from "./job.js";
import { ModelWriter } from "./modelWriter.js";
import type { CachedReply, ReplyCache } from "./replyCache.js";
import { modelSettings, type ModelSettings } from "./settings.js";
import type { WordsReport } from "./tally.js";

/** Shares of replies, 0 to 1; variety is the mean share of a letter's three-word runs that no other letter has. */
export interface WordsScore {
  readonly lang: Lang;
  readonly writer: string;
  readonly texts: number;
  readonly accepted: { readonly first: number; readonly second: number; readonly builtin: number };
  readonly grounded: number;
  readonly length: number;
  readonly language: number;
  readonly variety: number;
  readonly meanLength: number;
}

interface Golden {
  readonly playbook: string;
  readonly facts: CustomerFacts;
}

const usage = `usage: npm run eval:words
  How well the configured writer does on a fixed set of invented customers, in both languages: shares accepted, grounded,
  of the right length and language, and how varied the letters are. Nothing is stored.
  OPENAI_API_KEY or OPENAI_BASE_URL, and OPENAI_MODEL, name the model (a few dozen requests); without them the built-in
  writer is measured.`;

/** Checks that a text fails when it says what nobody gave it. */
const groundingChecks = ["slots", "figures", "dates", "names", "promises"];

/** Scores the writer that the settings name, in both languages, on the golden set. */
export async function evalWords(
  settings: ModelSettings | undefined,
): Promise<{ scores: WordsScore[]; samples: string[] }> {
  const golden = JSON.parse(readFileSync(new URL("./golden.json", import.meta.url), "utf8")) as Golden[];
  const scores: WordsScore[] = [];
  const samples: string[] = [];
  for (const lang of ["zh", "en"] as const) {
    const jobs = golden.map(({ playbook, facts }) => customerJob(facts, lang, playbookById(playbook)));
    const { pieces, report } = await write(jobs, settings);
    const letters = pieces.map(({ written }, i) => fillSlots(written[1]!.text, jobs[i]!.briefs[1]!.slots, lang));
    scores.push(score(lang, jobs, pieces, letters, report));
    samples.push(...letters.slice(0, 2));
  }
  return { scores, samples };
}

async function write(
  jobs: readonly Job[],
  settings: ModelSettings | undefined,
): Promise<{ pieces: Piece[]; report?: WordsReport }> {
  if (!settings) return { pieces: jobs.map(builtinPiece) };
  const writer = new ModelWriter(settings, noCache(), new Date().toISOString().slice(0, 10));
  const pieces = await writer.writeAll(jobs);
  return { pieces, report: writer.tally.report() };
}

function score(
  lang: Lang,
  jobs: readonly Job[],
  pieces: readonly Piece[],
  letters: readonly string[],
  report: WordsReport | undefined,
): WordsScore {
  const refused = report?.refused ?? refusedOf(jobs, pieces);
  const replies = Math.max(1, report ? report.calls + report.cached : pieces.length);
  const share = (rules: readonly string[]) =>
    Math.max(0, 1 - Math.max(0, ...rules.map((rule) => refused[rule] ?? 0)) / replies);
  return {
    lang,
    writer: report?.model ?? "builtin",
    texts: pieces.length,
    accepted: report?.passed ?? { first: 0, second: 0, builtin: pieces.length },
    grounded: share([...groundingChecks, "schema"]),
    length: share(["length", "sentences", "schema"]),
    language: share(["language", "schema"]),
    variety: variety(letters, lang),
    meanLength: letters.reduce((sum, letter) => sum + lengthOf(letter, lang), 0) / letters.length,
  };
}

function refusedOf(jobs: readonly Job[], pieces: readonly Piece[]): Record<string, number> {
  const counts: Record<string, number> = {};
  jobs.forEach((job, i) => {
    const rules = job.briefs
      .flatMap((brief, part) => checkWritten(brief, pieces[i]!.written[part]!))
      .map(({ rule }) => rule);
    for (const rule of new Set(rules)) counts[rule] = (counts[rule] ?? 0) + 1;
  });
  return counts;
}

function variety(letters: readonly string[], lang: Lang): number {
  const runs = letters.map((letter) => {
    const units = lang === "zh" ? [...letter.replace(/[^\p{L}]/gu, "")] : letter.toLowerCase().split(/[^a-z']+/);
    const size = lang === "zh" ? 6 : 3;
    return new Set(units.slice(size - 1).map((_, i) => units.slice(i, i + size).join(" ")));
  });
  const shares = runs.map(
    (own, i) =>
      [...own].filter((run) => !runs.some((other, j) => j !== i && other.has(run))).length / Math.max(1, own.size),
  );
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function noCache(): ReplyCache {
  return { get: (): CachedReply | undefined => undefined, put: () => undefined };
}

const percent = (share: number) => `${Math.round(100 * share)}%`.padStart(5);

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href && !showsUsage(usage)) {
  const { scores, samples } = await evalWords(modelSettings(process.env));
  const lines = scores.map(
    ({ lang, writer, texts, accepted, grounded, length, language, variety: varied, meanLength }) =>
      [
        `${lang}  ${writer}: ${texts} texts; accepted at once ${accepted.first}, at the second reply ${accepted.second}, by the built-in writer ${accepted.builtin}`,
        `    grounded ${percent(grounded)}  length ${percent(length)}  language ${percent(language)}  variety ${percent(varied)}  mean length ${Math.round(meanLength)}`,
      ].join("\n"),
  );
  process.stdout.write(`${[...lines, "", ...samples].join("\n")}\n`);
}
