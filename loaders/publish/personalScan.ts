/** Looks for customers in a text. @returns the first text found, or undefined */
export type PersonalScan = (text: string) => string | undefined;

const letter = /[\p{L}\p{N}_]/u;
const ideograph = /\p{Script=Han}/u;
/** A number of fewer digits than this also stands for an amount; it counts only as a whole string of a data file. */
const fewestDigits = 8;
/** A Chinese name of two or three characters is often a word too, as a name of one Latin word is: the same. */
const shortName = 3;

/**
 * A scan for ids, names, addresses and phone numbers. A text is found where it stands alone, not within a longer word or
 * number. One pass over a file, whatever the number of customers: places are looked at where their first two characters
 * begin a text, and there each length once.
 * @param texts of two characters or more
 */
export function personalScan(texts: Iterable<string>): PersonalScan {
  const anywhere = new Set<string>();
  const whole = new Set<string>();
  for (const text of texts) (isTelling(text) ? anywhere : whole).add(text);
  const lengths = lengthsByStart(anywhere);
  return (content) => inStrings(content, whole) ?? standingAlone(content, anywhere, lengths);
}

function isTelling(text: string): boolean {
  if (/^[\d.,-]+$/.test(text)) return text.replace(/\D/g, "").length >= fewestDigits;
  // one word may be anybody's: a company called Target
  if (/^\p{Script=Latin}+$/u.test(text)) return false;
  return text.length > shortName || ![...text].every((char) => ideograph.test(char));
}

function lengthsByStart(texts: Iterable<string>): Map<string, readonly number[]> {
  const found = new Map<string, Set<number>>();
  for (const text of texts) {
    const start = text.slice(0, 2);
    found.set(start, (found.get(start) ?? new Set()).add(text.length));
  }
  return new Map([...found].map(([start, lengths]) => [start, [...lengths].sort((a, b) => b - a)]));
}

function standingAlone(
  content: string,
  texts: ReadonlySet<string>,
  lengths: ReadonlyMap<string, readonly number[]>,
): string | undefined {
  for (let i = 0; i < content.length - 1; i++) {
    for (const length of lengths.get(content.slice(i, i + 2)) ?? []) {
      const text = content.slice(i, i + length);
      if (texts.has(text) && isAlone(content, i, length)) return text;
    }
  }
  return undefined;
}

/** Chinese is written without spaces, so only Latin letters and digits can go on. */
function isAlone(content: string, from: number, length: number): boolean {
  const to = from + length;
  const [first, last] = [content[from]!, content[to - 1]!];
  const [before, after] = [content.slice(Math.max(0, from - 2), from), content.slice(to, to + 2)];
  if (/\d/.test(first) && /\d\.$/.test(before)) return false;
  if (/\d/.test(last) && /^\.\d/.test(after)) return false;
  return !(isWord(before.slice(-1)) && isWord(first)) && !(isWord(last) && isWord(after.slice(0, 1)));
}

const isWord = (char: string): boolean => letter.test(char) && !ideograph.test(char);

function inStrings(content: string, texts: ReadonlySet<string>): string | undefined {
  if (!texts.size) return undefined;
  for (const [quoted] of content.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
    const text = unquoted(quoted);
    if (texts.has(text)) return text;
  }
  return undefined;
}

function unquoted(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted.slice(1, -1);
  }
}

/** Anything that reads like an e-mail address or a mobile or international phone number, whosever it is. */
export function addressLike(content: string): string | undefined {
  const email = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*\.[a-z]{2,}/i.exec(content)?.[0];
  if (email) return email;
  return /(?<![\w.+-])(?:\+\d{1,3}[ -]?\d{6,14}|1[3-9]\d{9})(?![\w.])/.exec(content)?.[0];
}
