import { z } from "zod";
import type { Written } from "../../src/words/types.js";
import type { Job } from "./job.js";

const replies = {
  customer: z.strictObject({ explanation: z.string(), subject: z.string(), letter: z.string() }),
  summary: z.strictObject({ summary: z.string() }),
};

/** JSON schema of a reply, for servers that hold their models to one. */
export function replySchema(kind: Job["kind"]): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(replies[kind]);
  return schema;
}

/** @returns one text a brief, or undefined when the reply is not what was asked for */
export function parseReply(kind: Job["kind"], content: string): Written[] | undefined {
  const json = parseJson(content);
  if (kind === "summary") {
    const reply = replies.summary.safeParse(json);
    return reply.success ? [{ text: reply.data.summary }] : undefined;
  }
  const reply = replies.customer.safeParse(json);
  if (!reply.success) return undefined;
  const { explanation, subject, letter } = reply.data;
  return [{ text: explanation }, { subject, text: letter }];
}

/** Some servers wrap JSON in a fence. */
function parseJson(content: string): unknown {
  try {
    return JSON.parse(content.trim().replace(/^```(?:json)?\s*|\s*```$/g, ""));
  } catch {
    return undefined;
  }
}
