import { promises as fs } from "node:fs";
import { parse } from "csv-parse/sync";
import { UserError } from "../userError.js";

const delimiters = [",", ";", "\t", "|"] as const;
const headBytes = 1 << 18;

export interface CsvHeader {
  readonly delimiter: string;
  /** Trimmed, as spelt in the file. */
  readonly names: readonly string[];
}

/**
 * Column names and the separator among comma, semicolon, tab and bar: the one under which most known columns appear,
 * then the one that gives most columns.
 * @throws UserError for a file without a header line.
 */
export async function csvHeader(file: string, shown: string, known: ReadonlySet<string>): Promise<CsvHeader> {
  const head = await readHead(file);
  let best: CsvHeader | undefined;
  let bestScore = -1;
  for (const delimiter of delimiters) {
    const names = firstRecord(head, delimiter);
    if (!names) continue;
    const score = names.filter((name) => known.has(name.toLowerCase())).length * 1e6 + names.length;
    if (score > bestScore) [best, bestScore] = [{ delimiter, names }, score];
  }
  if (best) return best;
  throw new UserError({
    what: head.trim() === "" ? "the file is empty" : "the header line cannot be read",
    where: shown,
    allowed: "CSV whose first line names the columns",
    todo: "save the table again with a header line",
  });
}

function firstRecord(head: string, delimiter: string): string[] | undefined {
  try {
    const options = {
      delimiter,
      to: 1,
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
    };
    const [record] = parse(head, { ...options, ltrim: delimiter !== "\t", rtrim: delimiter !== "\t" }) as string[][];
    return record?.map((name) => name.trim());
  } catch {
    return undefined;
  }
}

async function readHead(file: string): Promise<string> {
  const handle = await fs.open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer
      .subarray(0, bytesRead)
      .toString()
      .replace(/^\uFEFF?(?:[ \t]*(?:\r\n|\n|\r))+/, "");
  } finally {
    await handle.close();
  }
}
