import { isSafeAddress } from "../safeAddress.js";

/** taken: the other side has it. refused: it will never take it. failed: it may take it later. */
export type Posted = { readonly kind: "taken" } | { readonly kind: "refused" | "failed"; readonly reason: string };

export interface CrmTarget {
  readonly url: string;
  readonly token?: string | undefined;
  readonly timeoutMs: number;
}

/** @throws if the address is neither https nor http on this machine */
export function checkCrmUrl(url: string): void {
  if (!isSafeAddress(url)) {
    // the address may hold a secret: only its kind is said
    const kind = URL.canParse(url) ? new URL(url).protocol : "not an address";
    throw new Error(`invalid CRM address; not https (http on this machine only): ${kind}`);
  }
}

/** Hands one item over, once. The key goes in `Idempotency-Key`, so that a repeated item can be told. Never throws. */
export async function postItem({ url, token, timeoutMs }: CrmTarget, key: string, body: string): Promise<Posted> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "idempotency-key": key,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...{ body, redirect: "error", signal: AbortSignal.timeout(timeoutMs) },
    });
    await response.body?.cancel();
    const { status } = response;
    // 409: it has the key already
    if (response.ok || status === 409) return { kind: "taken" };
    const isLater = status >= 500 || [401, 403, 408, 425, 429].includes(status);
    return { kind: isLater ? "failed" : "refused", reason: `status ${status}` };
  } catch (error) {
    // the message of a failed fetch may hold the address, which is a secret
    const isLate = error instanceof DOMException && error.name === "TimeoutError";
    return { kind: "failed", reason: isLate ? "no answer in time" : "no connection" };
  }
}
