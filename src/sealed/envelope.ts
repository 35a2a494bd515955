/**
 * Files that open with a passphrase only: gzip, then AES-256-GCM under a key from PBKDF2-SHA-256 (OWASP's 600,000 rounds).
 * WebCrypto alone, so that Node seals and the browser opens with the same code.
 */
export const rounds = 600_000;
export const saltBytes = 16;
const ivBytes = 12;

/** Binary parts in base64. All files of a site share the salt, so that one derived key opens them all. */
export interface Envelope {
  readonly sealed: 1;
  readonly cipher: "AES-256-GCM";
  readonly kdf: "PBKDF2-SHA-256";
  readonly rounds: number;
  readonly salt: string;
  readonly iv: string;
  readonly data: string;
}

export function isEnvelope(value: unknown): value is Envelope {
  return typeof value === "object" && value !== null && (value as Partial<Envelope>).sealed === 1;
}

/** @returns 32 bytes; takes about a tenth of a second to derive, once a session */
export async function deriveKey(passphrase: string, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const password = new TextEncoder().encode(passphrase.normalize("NFKC"));
  const material = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, material, 256),
  );
}

/** Seals a text under a key; the salt is the one the key came from. */
export async function seal(
  text: string,
  key: Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
): Promise<Envelope> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const packed = await through(new TextEncoder().encode(text), new CompressionStream("gzip"));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await aesKey(key, "encrypt"), packed);
  return {
    ...{ sealed: 1, cipher: "AES-256-GCM", kdf: "PBKDF2-SHA-256", rounds },
    ...{ salt: toBase64(salt), iv: toBase64(iv), data: toBase64(new Uint8Array(data)) },
  };
}

/** @throws DOMException (OperationError) when the key is not the file's, or the file was changed */
export async function unseal({ iv, data }: Envelope, key: Uint8Array<ArrayBuffer>): Promise<string> {
  const algorithm = { name: "AES-GCM", iv: fromBase64(iv) };
  const packed = await crypto.subtle.decrypt(algorithm, await aesKey(key, "decrypt"), fromBase64(data));
  return new TextDecoder().decode(await through(new Uint8Array(packed), new DecompressionStream("gzip")));
}

function aesKey(key: Uint8Array<ArrayBuffer>, use: "encrypt" | "decrypt"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", key, "AES-GCM", false, [use]);
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const out = new Blob([bytes]).stream().pipeThrough(stream as ReadableWritablePair<Uint8Array, Uint8Array>);
  return new Uint8Array(await new Response(out as unknown as BodyInit).arrayBuffer());
}

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(parts.join(""));
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
