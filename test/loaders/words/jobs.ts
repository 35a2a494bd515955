import { customerJob } from "../../../loaders/words/draftJobs.js";
import type { Job } from "../../../loaders/words/job.js";
import type { CachedReply, ReplyCache } from "../../../loaders/words/replyCache.js";
import { playbookById } from "../../../src/playbooks/index.js";
import type { Lang } from "../../../src/playbooks/types.js";
import { writeExplanation, writeLetter } from "../../../src/words/builtin/writeBuiltin.js";
import type { CustomerFacts } from "../../../src/words/facts.js";
import { sampleFacts } from "../../words/sampleFacts.js";
import type { ChatBody } from "./fakeModel.js";

export function jobFor(playbookId: string, n: number, lang: Lang, more: Partial<CustomerFacts> = {}): Job {
  const playbook = playbookById(playbookId);
  const facts = { ...sampleFacts(playbookId, n), ...more };
  return customerJob(facts, lang, playbook);
}

/** A reply that passes: the built-in writer's, so that the test has one for any customer. */
export function goodReply(job: Job, seed = "model"): { explanation: string; subject: string; letter: string } {
  const [explanation, draft] = job.briefs;
  const { subject, text } = writeLetter(draft!.slots, job.lang, { seed, status: job.status });
  return {
    explanation: writeExplanation(explanation!.slots, job.lang, { seed }).text,
    subject: subject!,
    letter: text,
  };
}

export function memoryCache(): ReplyCache & { readonly size: () => number } {
  const replies = new Map<string, CachedReply>();
  return {
    get: (hash) => replies.get(hash),
    put: (hash, reply) => void replies.set(hash, reply),
    size: () => replies.size,
  };
}

/** The customer's part of a request. */
export function userMessage(body: ChatBody): string {
  return body.messages.find(({ role }) => role === "user")!.content;
}
