import { createHash } from "node:crypto";

/** Inline scripts of a page; attributes and text. */
const inlineScript = /<script\b(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g;

/**
 * The content-security policy of a page: nothing from outside, no inline script but those it was built with.
 * Style attributes stay allowed, charts set positions with them.
 */
export function contentPolicy(html: string): string {
  const hashes = [...html.matchAll(inlineScript)].map(
    ([, text]) => `'sha256-${createHash("sha256").update(text!).digest("base64")}'`,
  );
  return [
    "default-src 'none'",
    ["script-src 'self'", ...new Set(hashes)].join(" "),
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
