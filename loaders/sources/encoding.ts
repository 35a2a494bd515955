import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "binary";

export interface Fingerprint {
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string;
  readonly encoding: Encoding;
  /** Starts with the UTF-8 byte-order mark. */
  readonly hasMark: boolean;
  /** UTF-8 throughout whose line ends are line feeds, without a quote or NUL. */
  readonly isPlain: boolean;
}

const chunkSize = 1 << 22;
const newline = 0x0a;
/** Quote, carriage return, NUL. */
const unplain = [0x22, 0x0d, 0];
const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);
const utf32Mark = Buffer.from([0xff, 0xfe, 0, 0]);
/** A byte that occurs in no UTF-8 text: marks what could not be decoded, so that the line is set aside later. */
export const undecodable = Buffer.from([0xff]);

/** Hash and encoding of a text file, read once; a file that is not UTF-8 is read again to tell GB18030 from damage. */
export async function fingerprint(file: string): Promise<Fingerprint> {
  const hash = createHash("sha256");
  let valid = true;
  let carry: Buffer = Buffer.alloc(0);
  let head: Buffer | undefined;
  let isPlain = true;
  for await (const chunk of chunks(file)) {
    hash.update(chunk);
    head ??= chunk;
    isPlain &&= !unplain.some((byte) => chunk.includes(byte));
    if (!valid) continue;
    const bytes = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
    const end = characterBoundary(bytes);
    valid = isUtf8(bytes.subarray(0, end));
    carry = Buffer.from(bytes.subarray(end));
  }
  const sha256 = hash.digest("hex");
  const start = head ?? Buffer.alloc(0);
  const hasMark = start.subarray(0, 3).equals(utf8Mark);
  const isUtf8Throughout = valid && carry.length === 0;
  const encoding = markedEncoding(start) ?? (hasMark || isUtf8Throughout ? "utf-8" : await utf8OrGb18030(file));
  return { sha256, encoding, hasMark, isPlain: isPlain && isUtf8Throughout && encoding === "utf-8" };
}

/** Hash only, for files that are not text. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of chunks(file)) hash.update(chunk);
  return hash.digest("hex");
}

/** Writes a file again as UTF-8 without a byte-order mark; bytes that cannot be decoded become {@link undecodable}. */
export async function toUtf8(file: string, encoding: Exclude<Encoding, "binary">, target: string): Promise<void> {
  const decoder = new TextDecoder(encoding);
  async function* decoded(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks(file)) yield marked(decoder.decode(chunk, { stream: true }));
    yield marked(decoder.decode());
  }
  await pipeline(Readable.from(decoded(), { objectMode: false }), createWriteStream(target));
}

export function chunks(file: string, size = chunkSize): AsyncIterable<Buffer> {
  return createReadStream(file, { highWaterMark: size });
}

function marked(text: string): Buffer {
  if (!text.includes("\uFFFD")) return Buffer.from(text);
  return Buffer.concat(
    text.split("\uFFFD").flatMap((part, i) => (i === 0 ? [Buffer.from(part)] : [undecodable, Buffer.from(part)])),
  );
}

function markedEncoding(head: Buffer): Encoding | undefined {
  // UTF-32 starts as UTF-16 does
  if (head.subarray(0, 4).equals(utf32Mark)) return "binary";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return head.subarray(0, 4096).includes(0) ? "binary" : undefined;
}

/** Where the last whole UTF-8 character of a chunk ends. */
function characterBoundary(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/**
 * Of the lines that are not plain ASCII, which encoding reads more? A UTF-8 file with a few broken lines stays UTF-8, and
 * so does a Western European one: its accented letters stand alone, Chinese characters have two high bytes in a row.
 */
async function utf8OrGb18030(file: string): Promise<Encoding> {
  const strict = new TextDecoder("gb18030", { fatal: true });
  const counts = { utf8: 0, gb18030: 0, neither: 0 };
  for await (const line of lines(file)) {
    if (line.every((byte) => byte < 0x80)) continue;
    const hasPair = line.some((byte, index) => byte > 0x80 && (line[index + 1] ?? 0) >= 0x80);
    if (isUtf8(line)) counts.utf8++;
    else if (hasPair && decodes(strict, line)) counts.gb18030++;
    else counts.neither++;
  }
  return counts.gb18030 > counts.utf8 && counts.gb18030 > counts.neither ? "gb18030" : "utf-8";
}

function decodes(decoder: TextDecoder, bytes: Buffer): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

async function* lines(file: string): AsyncGenerator<Buffer> {
  let carry: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks(file)) {
    const bytes = Buffer.concat([carry, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      yield bytes.subarray(start, end);
      start = end + 1;
    }
    carry = Buffer.from(bytes.subarray(start));
  }
  if (carry.length > 0) yield carry;
}
