import { setTimeout as sleep } from "node:timers/promises";
import { checkWritten } from "../../src/words/checks/index.js";
import type { Refusal, Written } from "../../src/words/types.js";
import { Budget } from "./budget.js";
import { openChat, tokensOf, type Chat } from "./chat.js";
import { builtinPiece, type Job, type Piece } from "./job.js";
import { parseReply } from "./reply.js";
import type { CachedReply, ReplyCache } from "./replyCache.js";
import { chatRequest, requestHash, retryRequest, type ChatRequest } from "./request.js";
import type { ModelSettings } from "./settings.js";
import { Tally } from "./tally.js";

/** As many jobs in a row may fail to reach the server before it is left alone. */
const patience = 3;

/**
 * Writes jobs with a model: one request a job plus one more, for a refused reply or a failed request; then the built-in
 * writer. Never throws; costs at most the settings' deadline and caps.
 */
export class ModelWriter {
  readonly tally: Tally;
  private readonly budget: Budget;
  private readonly chat: Chat;
  private readonly deadline: AbortSignal;
  private failures = 0;

  constructor(
    private readonly settings: ModelSettings,
    private readonly cache: ReplyCache,
    private readonly today: string,
  ) {
    this.budget = new Budget(settings);
    this.chat = openChat(settings);
    this.tally = new Tally(settings.model);
    this.deadline = AbortSignal.timeout(settings.deadlineMs);
  }

  /** Writes all jobs, a few at a time, in their order. */
  async writeAll(jobs: readonly Job[]): Promise<Piece[]> {
    const pieces: Piece[] = [];
    let next = 0;
    const work = async () => {
      while (next < jobs.length) {
        const place = next++;
        pieces[place] = await this.write(jobs[place]!);
      }
    };
    await Promise.all(Array.from({ length: this.settings.concurrency }, work));
    this.tally.spent = this.budget.spent;
    this.tally.stoppedBy ??= this.budget.stoppedBy;
    return pieces;
  }

  private async write(job: Job): Promise<Piece> {
    const first = chatRequest(job);
    const reply = await this.ask(first, true);
    if (!reply) return this.builtin(job);
    const judged = judge(job, reply.content);
    if (judged.written) return this.accepted(job, judged.written, reply, "first");
    this.tally.refuse(judged.refusals);
    if (reply.wasRetried) return this.builtin(job);
    const again = await this.ask(retryRequest(first, reply.content, judged.refusals, job.lang), false);
    if (!again) return this.builtin(job);
    const second = judge(job, again.content);
    if (second.written) return this.accepted(job, second.written, again, "second");
    this.tally.refuse(second.refusals);
    return this.builtin(job);
  }

  private accepted(job: Job, written: Written[], { writtenOn }: CachedReply, which: "first" | "second"): Piece {
    this.tally.pass(which);
    return { written, writer: "model", model: this.settings.model, writtenOn };
  }

  private builtin(job: Job): Piece {
    this.tally.pass("builtin");
    return builtinPiece(job);
  }

  /** @returns undefined when there is no reply and none is to be had */
  private async ask(request: ChatRequest, mayRetry: boolean): Promise<CachedReply | undefined> {
    const hash = requestHash(this.settings.baseUrl, this.settings.model, request);
    const known = this.cache.get(hash);
    if (known) {
      this.tally.cached++;
      return known;
    }
    for (const isRetry of mayRetry ? [false, true] : [false]) {
      const result = await this.call(request);
      if (!result) return undefined;
      if (result.kind === "reply") {
        this.failures = 0;
        const reply = { content: result.content, writtenOn: this.today, wasRetried: isRetry };
        this.cache.put(hash, reply);
        return reply;
      }
      this.tally.fail(result.reason);
      if (!result.again || result.pauseMs > this.settings.longestPauseMs) return this.giveUp(result.isFinal);
      await sleep(result.pauseMs, undefined, { signal: this.deadline }).catch(() => undefined);
    }
    return this.giveUp(false);
  }

  private async call(request: ChatRequest) {
    if (this.deadline.aborted) {
      this.tally.stoppedBy = "deadline";
      return undefined;
    }
    if (this.failures >= patience) {
      this.tally.stoppedBy ??= "server";
      return undefined;
    }
    const reserved = tokensOf(request);
    if (!this.budget.reserve(reserved)) return undefined;
    this.tally.calls++;
    const result = await this.chat(request, this.deadline);
    this.budget.settle(reserved, result.input, result.output);
    return result;
  }

  /** A refusal that will not change, such as a wrong key, is not tried on the next customer. */
  private giveUp(isFinal: boolean): undefined {
    this.failures += isFinal ? patience : 1;
    return undefined;
  }
}

function judge(job: Job, content: string): { written?: Written[]; refusals: Refusal[] } {
  const written = parseReply(job.kind, content);
  if (!written) {
    const reason = job.lang === "zh" ? "不是要求的 JSON" : "not the JSON that was asked for";
    return { refusals: [{ rule: "schema", reason }] };
  }
  const refusals = job.briefs.flatMap((brief, i) => checkWritten(brief, written[i]!));
  return refusals.length ? { refusals } : { written, refusals };
}
