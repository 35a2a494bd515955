import type { NamedScenario } from "./types.js";

/** As many lie beside the working copy at once. */
export const mostBeside = 4;
export const longestName = 80;

/** What a scenario beside the working copy is called where a base is named. */
export function besideId({ query }: Pick<NamedScenario, "query">): string {
  return `saved ${query}`;
}

/** As a link carries it. */
export function writeBeside({ name, query }: NamedScenario): string {
  return `${encodeURIComponent(name)}~${query}`;
}

/** @returns undefined where the text is none */
export function readBeside(text: string): NamedScenario | undefined {
  const end = text.indexOf("~");
  if (end < 1) return undefined;
  try {
    const name = decodeURIComponent(text.slice(0, end));
    return name.length <= longestName ? { name, query: text.slice(end + 1) } : undefined;
  } catch {
    return undefined;
  }
}
