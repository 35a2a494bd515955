import { isSafeAddress } from "../outreach/safeAddress.js";
import { UserError } from "../userError.js";

/** Where and how a model is asked; undefined settings mean that the built-in writer writes everything. */
export interface ModelSettings {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  /** One request, milliseconds. */
  readonly timeoutMs: number;
  /** All requests of a run together: what a dead or slow server costs at most. */
  readonly deadlineMs: number;
  /** The longest pause that a server's Retry-After is granted. */
  readonly longestPauseMs: number;
  readonly concurrency: number;
  readonly caps: { readonly tokens: number; readonly money: number | null };
  /** Money a million tokens; null when not told. */
  readonly price: { readonly input: number; readonly output: number } | null;
}

const officialUrl = "https://api.openai.com/v1";

/**
 * From the environment: OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL; HOLDFAST_WORDS_TOKENS (200000), HOLDFAST_WORDS_MONEY,
 * HOLDFAST_WORDS_PRICE ("input,output" a million tokens), HOLDFAST_WORDS_SECONDS (120). A local server needs no key.
 * @throws UserError for a value that cannot be read
 */
export function modelSettings(env: Readonly<Record<string, string | undefined>>): ModelSettings | undefined {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = env;
  if (!apiKey && !baseUrl) return undefined;
  if (apiKey && baseUrl && !isSafeAddress(baseUrl)) throw keyInPlainText();
  const price = env.HOLDFAST_WORDS_PRICE?.split(",").map((part) => positive("HOLDFAST_WORDS_PRICE", part));
  return {
    baseUrl: baseUrl || officialUrl,
    apiKey: apiKey || "none",
    model: model || "gpt-4o-mini",
    timeoutMs: 30_000,
    deadlineMs: 1000 * positive("HOLDFAST_WORDS_SECONDS", env.HOLDFAST_WORDS_SECONDS ?? "120"),
    longestPauseMs: 20_000,
    concurrency: 4,
    caps: {
      tokens: positive("HOLDFAST_WORDS_TOKENS", env.HOLDFAST_WORDS_TOKENS ?? "200000"),
      money: env.HOLDFAST_WORDS_MONEY ? positive("HOLDFAST_WORDS_MONEY", env.HOLDFAST_WORDS_MONEY) : null,
    },
    price: price?.length === 2 ? { input: price[0]!, output: price[1]! } : null,
  };
}

const keyInPlainText = (): UserError =>
  new UserError({
    what: "OPENAI_BASE_URL is not https, and OPENAI_API_KEY would go through the network in plain text",
    where: "the environment",
    allowed: "https://…, or http:// to this machine; http:// to another with OPENAI_API_KEY left out",
    todo: "use https, or leave the key out",
  });

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0 && text.trim()) return value;
  throw new UserError({
    what: `${name} is not a number: ${text}`,
    where: "the environment",
    allowed: "0 or more",
    todo: `set ${name} or leave it out`,
  });
}
