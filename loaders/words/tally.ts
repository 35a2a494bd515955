import type { WordsSummary } from "../../src/pageData.js";
import type { Refusal } from "../../src/words/types.js";
import type { Spent } from "./budget.js";

/** What the writing of a run came to; part of the report. */
export interface WordsReport extends WordsSummary {
  readonly calls: number;
  readonly cached: number;
  readonly failures: Readonly<Record<string, number>>;
  readonly tokens: { readonly input: number; readonly output: number };
  readonly money: number | null;
  /** What ended the asking early. */
  readonly stopped_by: "tokens" | "money" | "deadline" | "server" | null;
}

/** What pages show of it: the same whether replies came from the server or from the cache. */
export function passRates({ writer, model, texts, passed, refused }: WordsReport): WordsSummary {
  return { writer, model, texts, passed, refused };
}

/** Counts while a run writes. */
export class Tally {
  calls = 0;
  cached = 0;
  spent: Spent = { input: 0, output: 0, money: null };
  stoppedBy: WordsReport["stopped_by"] = null;
  private readonly passed = { first: 0, second: 0, builtin: 0 };
  private readonly refused: Record<string, number> = {};
  private readonly failures: Record<string, number> = {};

  constructor(private readonly model: string | null) {}

  pass(which: keyof WordsReport["passed"]): void {
    this.passed[which]++;
  }

  refuse(refusals: readonly Refusal[]): void {
    for (const rule of new Set(refusals.map((refusal) => refusal.rule)))
      this.refused[rule] = (this.refused[rule] ?? 0) + 1;
  }

  fail(reason: string): void {
    this.failures[reason] = (this.failures[reason] ?? 0) + 1;
  }

  report(): WordsReport {
    const { passed, refused, failures, calls, cached, spent, model } = this;
    return {
      writer: model === null ? "builtin" : "model",
      model,
      texts: passed.first + passed.second + passed.builtin,
      ...{ passed, refused: sorted(refused), calls, cached, failures: sorted(failures) },
      tokens: { input: spent.input, output: spent.output },
      money: spent.money,
      stopped_by: this.stoppedBy,
    };
  }
}

const sorted = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
