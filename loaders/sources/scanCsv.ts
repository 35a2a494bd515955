import { isUtf8 } from "node:buffer";
import { chunks } from "./encoding.js";
import { LineMap } from "./lineMap.js";
import { nextNewline, quotedRecord, scanRecord } from "./scanRecord.js";

export interface BadRecord {
  /** Physical line of the file on which the record starts, 1 being the first. */
  readonly line: number;
  readonly reason: string;
  /** Start of the record's text. */
  readonly value: string;
}

export interface CsvScan {
  /** Whole records under the header. */
  readonly records: number;
  readonly bad: readonly BadRecord[];
  /** Physical line of each whole record by its ordinal, 1 being the first under the header. */
  readonly lines: LineMap;
  /** False when the first line is broken. */
  readonly hasHeader: boolean;
  /** Strict CSV with one kind of line end and nothing to leave out: can be read as it is. */
  readonly isClean: boolean;
  readonly newline: "\n" | "\r\n" | "\r";
}

export interface ScanOptions {
  readonly delimiter: string;
  readonly columns: number;
  /** Ordinals of whole records to set aside all the same, with the reason. */
  readonly exclude?: ReadonlyMap<number, string>;
  readonly sink?: RecordSink;
  /** How much is read at a time; the result does not depend on it. */
  readonly chunkBytes?: number;
}

/** Takes the header and every whole record, every field in quotes, without the line end. */
export interface RecordSink {
  write(record: Buffer): void;
  flush(): Promise<void>;
}

/** A record may not be longer: an unclosed quote would otherwise swallow the rest of the file. */
export const maxRecordBytes = 1 << 20;
const valueBytes = 1200;

/**
 * Walks a UTF-8 CSV file once and says where each record starts, which are broken and why. The database's own reader
 * counts records instead of lines and lets an unclosed quote swallow what follows; here only that line is lost.
 */
export async function scanCsv(file: string, options: ScanOptions): Promise<CsvScan> {
  const walk = new Walk(options);
  let carry: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks(file, options.chunkBytes)) {
    const bytes = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
    carry = Buffer.from(bytes.subarray(walk.take(bytes, false)));
    await options.sink?.flush();
  }
  walk.take(carry, true);
  await options.sink?.flush();
  return walk.result();
}

class Walk {
  private readonly options: ScanOptions;
  private readonly delimiter: number;
  private readonly bad: BadRecord[] = [];
  private readonly lines = new LineMap();
  private readonly lineEnds = { "\n": 0, "\r\n": 0, "\r": 0 };
  private records = 0;
  /** Whole records met, set aside or not. */
  private ordinal = 0;
  private line = 1;
  private isFirst = true;
  private isHeaderDone = false;
  private isHeaderWhole = false;
  private isSkipping = false;
  private hasOdd = false;

  constructor(options: ScanOptions) {
    this.options = options;
    this.delimiter = options.delimiter.charCodeAt(0);
  }

  /** Takes the records of a chunk; returns where the unfinished one starts. */
  take(bytes: Buffer, isEnd: boolean): number {
    let start = this.isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    if (bytes.length > 0) this.isFirst = false;
    const lastLineEnd = Math.max(bytes.lastIndexOf(0x0a), bytes.lastIndexOf(0x0d));
    const isValid = isUtf8(bytes.subarray(0, isEnd ? bytes.length : lastLineEnd + 1));
    while (start < bytes.length) {
      if (this.isSkipping) {
        const end = nextNewline(bytes, start);
        if (end < 0 || (!isEnd && end + 1 === bytes.length)) return end < 0 ? bytes.length : end;
        start = this.endLine(bytes, end);
        this.isSkipping = false;
        continue;
      }
      const record = scanRecord(bytes, start, { delimiter: this.delimiter, isEnd });
      if (record.state !== "whole") {
        const isLong = bytes.length - start > maxRecordBytes;
        if (record.state === "unfinished" && !isLong) return start;
        const next = this.dropLine(bytes, start, {
          isEnd,
          isLong,
          isQuote: record.state === "bad_quotes" || record.isInQuotes,
        });
        if (next === undefined) return start;
        start = next;
      } else {
        const text = bytes.subarray(start, record.end);
        const flaw = this.flaw(text, record.fields, isValid);
        if (flaw === "blank") this.hasOdd ||= text.length > 0 || this.options.columns === 1 || !this.isHeaderDone;
        else if (flaw) this.setAside(text, flaw);
        else {
          this.hasOdd ||= record.isOdd;
          this.keep(text);
        }
        this.line += record.innerNewlines;
        start = record.end < bytes.length ? this.endLine(bytes, record.end) : bytes.length;
      }
    }
    return bytes.length;
  }

  result(): CsvScan {
    const { bad, lines, records, lineEnds } = this;
    const used = (Object.keys(lineEnds) as (keyof typeof lineEnds)[]).filter((end) => lineEnds[end] > 0);
    const isClean = bad.length === 0 && !this.hasOdd && used.length <= 1;
    return { records, bad, lines, hasHeader: this.isHeaderWhole, isClean, newline: used[0] ?? "\n" };
  }

  private flaw(text: Buffer, fields: number, isValid: boolean): string | undefined {
    if (fields === 1 && isBlank(text)) return "blank";
    if (!this.isHeaderDone) return undefined;
    if (!isValid && !isUtf8(text)) return "bad_encoding";
    const { columns } = this.options;
    if (fields !== columns) return `${fields < columns ? "too_few_columns" : "too_many_columns"}:${columns}`;
    if (text.length > maxRecordBytes) return `too_long:${maxRecordBytes}`;
    return this.options.exclude?.get(++this.ordinal);
  }

  private keep(text: Buffer): void {
    if (this.isHeaderDone) this.lines.add(++this.records, this.line);
    else this.isHeaderWhole = true;
    this.isHeaderDone = true;
    this.options.sink?.write(quotedRecord(text, this.delimiter));
  }

  private setAside(text: Buffer, reason: string): void {
    this.bad.push({ line: this.line, reason, value: text.subarray(0, valueBytes).toString() });
  }

  /** Sets aside the line that starts here, and goes on with the one below it; undefined: more bytes are needed first. */
  private dropLine(
    bytes: Buffer,
    start: number,
    { isEnd, isLong, isQuote }: { isEnd: boolean; isLong: boolean; isQuote: boolean },
  ): number | undefined {
    const end = nextNewline(bytes, start);
    const isOpen = !isEnd && (end < 0 || end + 1 === bytes.length);
    if (isOpen && !isLong) return undefined;
    const text = bytes.subarray(start, end < 0 ? bytes.length : end);
    const isLongLine = isLong && text.length > maxRecordBytes;
    this.setAside(text, isQuote && !isLongLine ? "bad_quotes" : `too_long:${maxRecordBytes}`);
    this.isHeaderDone = true;
    if (!isOpen && end >= 0) return this.endLine(bytes, end);
    this.isSkipping = true;
    return end < 0 ? bytes.length : end;
  }

  /** Counts a line end; returns where the next line starts. */
  private endLine(bytes: Buffer, end: number): number {
    this.line++;
    const kind = bytes[end] === 0x0a ? "\n" : bytes[end + 1] === 0x0a ? "\r\n" : "\r";
    this.lineEnds[kind]++;
    return end + kind.length;
  }
}

function isBlank(text: Buffer): boolean {
  return text.every((byte) => byte === 0x20 || byte === 0x09);
}
