import OpenAI from "openai";
import type { ChatRequest } from "./request.js";
import type { ModelSettings } from "./settings.js";

/** A reply larger than this is none. */
const largestReply = 262_144;
export const largestOutput = 1200;

/** Tokens, the server's count where it gives one. */
interface Tokens {
  readonly input: number;
  readonly output: number;
}

export type ChatResult = Tokens &
  (
    | { readonly kind: "reply"; readonly content: string }
    /** `again` says whether a second request makes sense, after which pause; `isFinal` that no other request will fare better. */
    | {
        readonly kind: "failure";
        readonly reason: string;
        readonly again: boolean;
        readonly isFinal: boolean;
        readonly pauseMs: number;
      }
  );

export type Chat = (request: ChatRequest, signal: AbortSignal) => Promise<ChatResult>;

/** Tokens a request takes at most, roughly: three bytes of UTF-8 make about one. */
export function tokensOf({ messages, schema }: ChatRequest): number {
  return Math.ceil(Buffer.byteLength(JSON.stringify([messages, schema])) / 3) + largestOutput;
}

const sentTokens = (request: ChatRequest): number => tokensOf(request) - largestOutput;

/**
 * Asks over Chat Completions, one request a call: retries are the caller's, so that they can be counted. Never throws.
 * A server that turns a schema down with 400 or 422 is asked for any JSON from then on, the schema in words; what it
 * answers is held to the schema here all the same.
 */
export function openChat(settings: ModelSettings): Chat {
  const { baseUrl, apiKey, model, timeoutMs } = settings;
  const client = new OpenAI({
    apiKey,
    baseURL: baseUrl,
    timeout: timeoutMs,
    maxRetries: 0,
    logLevel: "off",
    fetch: boundedFetch,
  });
  // reasoning models know only the newer name, most local servers only the older
  const limit = new URL(baseUrl).hostname === "api.openai.com" ? "max_completion_tokens" : "max_tokens";
  let takesSchema = true;
  return async (request, deadline) => {
    const asksForSchema = takesSchema;
    const signal = AbortSignal.any([deadline, AbortSignal.timeout(timeoutMs)]);
    try {
      const completion = await client.chat.completions.create(
        {
          model,
          ...shaped(request, asksForSchema),
          stream: false,
          [limit]: largestOutput,
        },
        { signal },
      );
      return read(completion, request);
    } catch (error) {
      if (asksForSchema && error instanceof OpenAI.APIError && [400, 422].includes(error.status ?? 0)) {
        takesSchema = false;
        return failed(`status ${error.status}, a schema is not taken`);
      }
      return failure(error, request, signal, deadline);
    }
  };
}

function shaped({ messages, name, schema }: ChatRequest, asksForSchema: boolean) {
  const sent = messages.map(({ role, content }) => ({ role, content }));
  if (asksForSchema)
    return {
      messages: sent,
      response_format: { type: "json_schema" as const, json_schema: { name, strict: true, schema } },
    };
  const [system, ...rest] = sent;
  const told = { ...system!, content: `${system!.content}\n\nJSON schema: ${JSON.stringify(schema)}` };
  return { messages: [told, ...rest], response_format: { type: "json_object" as const } };
}

/** Servers answer with anything: nothing of it is believed unread. */
function read(completion: OpenAI.ChatCompletion | undefined, request: ChatRequest): ChatResult {
  const content: unknown = completion?.choices?.[0]?.message?.content;
  if (typeof content !== "string") return failed("no text in the reply", { input: sentTokens(request) });
  const count = (value: unknown, otherwise: number) => (typeof value === "number" && value >= 0 ? value : otherwise);
  const input = count(completion?.usage?.prompt_tokens, sentTokens(request));
  const output = count(completion?.usage?.completion_tokens, Math.ceil(Buffer.byteLength(content) / 3));
  return { kind: "reply", content, input, output };
}

function failed(reason: string, more: Partial<ChatResult & { kind: "failure" }> = {}): ChatResult {
  return { kind: "failure", reason, again: true, isFinal: false, pauseMs: 0, input: 0, output: 0, ...more };
}

function failure(error: unknown, request: ChatRequest, signal: AbortSignal, deadline: AbortSignal): ChatResult {
  // a request that was cut short may be charged for all the same
  const input = sentTokens(request);
  if (deadline.aborted) return failed("deadline", { again: false, input });
  if (signal.aborted || error instanceof OpenAI.APIConnectionTimeoutError) return failed("timeout", { input });
  if (error instanceof OpenAI.APIError && error.status !== undefined) return refused(error.status, error.headers);
  if (error instanceof OpenAI.APIConnectionError) return failed("no connection", { pauseMs: 200 });
  return failed("unreadable reply", { input });
}

/** A wrong key or address stays wrong; a busy server may be free later. */
function refused(status: number, headers: Headers | undefined): ChatResult {
  const again = status === 408 || status === 409 || status === 429 || status >= 500;
  return failed(`status ${status}`, {
    again,
    isFinal: [401, 403, 404].includes(status),
    pauseMs: again ? pauseOf(headers) : 0,
  });
}

/** Retry-After as seconds or as a date; half a second without. */
function pauseOf(headers: Headers | undefined): number {
  const text = headers?.get("retry-after") ?? "";
  const seconds = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, 1000 * seconds) : 500;
}

/** Reads a bounded body and follows no redirect: data go to the server that was named and to no other. */
const boundedFetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
  const response = await fetch(input, { ...init, redirect: "error" });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > largestReply) throw new TypeError("the reply is too large");
    chunks.push(chunk);
  }
  const empty = [101, 204, 205, 304].includes(response.status);
  return new Response(empty ? null : Buffer.concat(chunks), { status: response.status, headers: response.headers });
};
