const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
const space = 0x20;

export interface ScannedRecord {
  /** `unfinished`: the bytes end before the record does. */
  readonly state: "whole" | "unfinished" | "bad_quotes";
  /** Where the line end stands, or the end of the bytes. */
  readonly end: number;
  readonly fields: number;
  /** Line ends inside quotes. */
  readonly innerNewlines: number;
  readonly isInQuotes: boolean;
  /** Blanks around a quoted field, or a quote inside an unquoted one: readers differ about these. */
  readonly isOdd: boolean;
}

/** A field's bytes, without its outer quotes; quotes inside a quoted field are still doubled. */
export type FieldVisitor = (from: number, to: number, isQuoted: boolean) => void;

/**
 * One CSV record (RFC 4180; blanks around a quoted field are allowed, a quote inside an unquoted field is a character).
 * @param isEnd the bytes end where the file ends
 */
export function scanRecord(
  bytes: Buffer,
  start: number,
  { delimiter, isEnd, visit }: { delimiter: number; isEnd: boolean; visit?: FieldVisitor },
): ScannedRecord {
  const limit = bytes.length;
  let end = start;
  let fields = 0;
  let innerNewlines = 0;
  let isOdd = false;
  const result = (state: ScannedRecord["state"], isInQuotes = false): ScannedRecord => ({
    state,
    end,
    fields,
    innerNewlines,
    isInQuotes,
    isOdd,
  });
  for (;;) {
    fields++;
    const fieldStart = end;
    while (bytes[end] === space) end++;
    if (bytes[end] === quote) {
      isOdd ||= end > fieldStart;
      const contentStart = ++end;
      for (; end < limit; end++) {
        const byte = bytes[end];
        if (byte === quote) {
          if (bytes[end + 1] !== quote) break;
          end++;
        } else if (byte === lineFeed || (byte === carriageReturn && bytes[end + 1] !== lineFeed)) innerNewlines++;
      }
      if (end >= limit) return isEnd ? result("bad_quotes", true) : result("unfinished", true);
      visit?.(contentStart, end, true);
      end++;
      if (end === limit && !isEnd) return result("unfinished", true);
      isOdd ||= bytes[end] === space;
      while (bytes[end] === space) end++;
    } else {
      for (; end < limit; end++) {
        const byte = bytes[end];
        if (byte === delimiter || byte === lineFeed || byte === carriageReturn) break;
        if (byte === quote) isOdd = true;
      }
      visit?.(fieldStart, end, false);
    }
    if (end >= limit) return result(isEnd ? "whole" : "unfinished");
    const byte = bytes[end];
    if (byte === delimiter) end++;
    else if (byte === lineFeed) return result("whole");
    else if (byte !== carriageReturn) return result("bad_quotes");
    else return result(end + 1 === limit && !isEnd ? "unfinished" : "whole");
  }
}

/** A whole record with every field in quotes, so that no reader can take it for anything else. */
export function quotedRecord(record: Buffer, delimiter: number): Buffer {
  const pieces: Buffer[] = [];
  const mark = Buffer.from([quote]);
  const between = Buffer.from([quote, delimiter, quote]);
  const visit: FieldVisitor = (from, to, isQuoted) => {
    const content = record.subarray(from, to);
    const isPlain = isQuoted || !content.includes(quote);
    pieces.push(pieces.length === 0 ? mark : between);
    // latin1 keeps every byte as it is
    pieces.push(isPlain ? content : Buffer.from(content.toString("latin1").replaceAll('"', '""'), "latin1"));
  };
  scanRecord(record, 0, { delimiter, isEnd: true, visit });
  return Buffer.concat([...pieces, mark]);
}

/** Position of the next line feed or carriage return, -1 when there is none. */
export function nextNewline(bytes: Buffer, start: number): number {
  const feed = bytes.indexOf(lineFeed, start);
  const end = feed < 0 ? bytes.length : feed;
  const back = bytes.subarray(start, end).indexOf(carriageReturn);
  return back >= 0 ? start + back : feed;
}
