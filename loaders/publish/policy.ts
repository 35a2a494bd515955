import { createHash } from "node:crypto";

/** Inline scripts of a page; attributes and text. */
const inlineScript = /<script\b(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g;

/**
 * The content-security policy of a page: nothing from outside, no inline script but those it was built with.
 * Style attributes stay allowed, charts set positions with them.
 * @param hasEngine the page runs DuckDB: compiled WebAssembly, and a worker from a blob, since a worker from a file would
 * not be confined by the page's policy
 */
export function contentPolicy(html: string, { hasEngine = false } = {}): string {
  const hashes = [...html.matchAll(inlineScript)].map(
    ([, text]) => `'sha256-${createHash("sha256").update(text!).digest("base64")}'`,
  );
  return [
    "default-src 'none'",
    ["script-src 'self'", ...(hasEngine ? ["'wasm-unsafe-eval'"] : []), ...new Set(hashes)].join(" "),
    ...(hasEngine ? ["worker-src blob:"] : []),
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
