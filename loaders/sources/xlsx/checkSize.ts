import { promises as fs } from "node:fs";
import { UserError } from "../../userError.js";

/** Larger workbooks are refused unread: Excel's own limit of rows at 20 columns stays below. */
const maxInflated = 1 << 30;
const maxPacked = 1 << 28;
/** A part may claim to be empty and yet unpack without end. */
const maxPackedOfEmpty = 2;

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const oldOfficeMark = 0xd0cf11e0;

/**
 * Adds up what a workbook says its parts unpack to, before anything is unpacked. The reader stops at what each part
 * said, so that a part that lies is no way round.
 * @throws UserError for a workbook too large, one with a password, and a file that is none
 */
export async function checkSize(file: string, shown: string): Promise<void> {
  const { size } = await fs.stat(file);
  if (size > maxPacked) throw tooLarge(shown, `${mebibytes(size)} packed`, mebibytes(maxPacked));
  const bytes = await fs.readFile(file);
  if (size >= 4 && bytes.readUInt32BE(0) === oldOfficeMark) throw oldFormat(shown);
  const inflated = inflatedBytes(bytes);
  if (inflated === undefined) throw damaged(shown);
  if (inflated > maxInflated)
    throw tooLarge(shown, `unpacks to ${mebibytes(inflated)} or more`, mebibytes(maxInflated));
}

/** Sum over the archive's directory; undefined when there is none, Infinity when a part hides its size. */
function inflatedBytes(bytes: Buffer): number | undefined {
  const end = findEnd(bytes);
  if (end === undefined) return undefined;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== directoryEntry) return undefined;
    const [packed, inflated] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
    sum += inflated === 0 && packed > maxPackedOfEmpty ? Infinity : inflated;
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return count === 0 ? undefined : sum;
}

/** The directory's end stands last, before a comment of at most 65,535 bytes. */
function findEnd(bytes: Buffer): number | undefined {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at--) {
    if (bytes.readUInt32LE(at) === endOfDirectory) return at;
  }
  return undefined;
}

const mebibytes = (bytes: number) => (Number.isFinite(bytes) ? `${Math.ceil(bytes / 2 ** 20)} MiB` : "an unknown size");

const tooLarge = (where: string, what: string, limit: string) =>
  new UserError({
    what: `the workbook is too large: it ${what}`,
    where,
    allowed: `at most ${limit}`,
    todo: "export the table as CSV, which has no limit",
  });

const oldFormat = (where: string) =>
  new UserError({
    what: "the workbook has a password, or is of the old .xls format",
    where,
    allowed: ".xlsx without a password",
    todo: "open it, remove the password and save it as .xlsx, or save the sheet as CSV UTF-8",
  });

const damaged = (where: string) =>
  new UserError(
    {
      what: "cannot be read as XLSX (not a ZIP archive, or cut off)",
      where,
      allowed: "a whole XLSX file",
      todo: "export the table again",
    },
    1,
  );
