/** This machine itself: nothing leaves it, so plain text is no leak. */
export const isLoopback = (hostname: string): boolean => ["127.0.0.1", "[::1]", "::1", "localhost"].includes(hostname);

/** https, or http to this machine; anything else would carry a secret through the network in plain text. */
export function isSafeAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}
