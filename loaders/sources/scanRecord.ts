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
}

/**
 * One CSV record (RFC 4180; blanks around a quoted field are allowed, a quote inside an unquoted field is a character).
 * @param isEnd the bytes end where the file ends
 */
export function scanRecord(bytes: Buffer, start: number, delimiter: number, isEnd: boolean): ScannedRecord {
  const limit = bytes.length;
  let position = start;
  let fields = 0;
  let innerNewlines = 0;
  const result = (state: ScannedRecord["state"], isInQuotes = false): ScannedRecord => ({
    state,
    end: position,
    fields,
    innerNewlines,
    isInQuotes,
  });
  for (;;) {
    fields++;
    while (bytes[position] === space) position++;
    if (bytes[position] === quote) {
      for (position++; position < limit; position++) {
        const byte = bytes[position];
        if (byte === quote) {
          if (bytes[position + 1] !== quote) break;
          position++;
        } else if (byte === lineFeed || (byte === carriageReturn && bytes[position + 1] !== lineFeed)) innerNewlines++;
      }
      if (position >= limit) return isEnd ? result("bad_quotes", true) : result("unfinished", true);
      position++;
      if (position === limit && !isEnd) return result("unfinished", true);
      while (bytes[position] === space) position++;
    } else {
      while (position < limit) {
        const byte = bytes[position]!;
        if (byte === delimiter || byte === lineFeed || byte === carriageReturn) break;
        position++;
      }
    }
    if (position >= limit) return result(isEnd ? "whole" : "unfinished");
    const byte = bytes[position]!;
    if (byte === delimiter) position++;
    else if (byte === lineFeed) return result("whole");
    else if (byte !== carriageReturn) return result("bad_quotes");
    else return result(position + 1 === limit && !isEnd ? "unfinished" : "whole");
  }
}

/** Position of the next line feed or carriage return, -1 when there is none. */
export function nextNewline(bytes: Buffer, start: number): number {
  const feed = bytes.indexOf(lineFeed, start);
  const end = feed < 0 ? bytes.length : feed;
  const back = bytes.subarray(start, end).indexOf(carriageReturn);
  return back >= 0 ? start + back : feed;
}
