interface Token {
  readonly type: string;
  readonly content: string;
  attrGet(name: string): string | null;
  attrSet(name: string, value: string): void;
}

interface MarkdownIt {
  readonly core: {
    readonly ruler: { before(rule: string, name: string, run: (state: { tokens: Token[] }) => void): void };
  };
}

/** Gives every heading an id from its own text: the stock rule drops Chinese characters and leaves the id empty. */
export function headingIds<M extends MarkdownIt>(md: M): M {
  md.core.ruler.before("anchor", "heading-ids", ({ tokens }) => {
    tokens.forEach((token, i) => {
      if (token.type !== "heading_open" || token.attrGet("id")) return;
      token.attrSet("id", headingId(tokens[i + 1]?.content ?? ""));
    });
  });
  return md;
}

/** @example headingId("2. 健康分 Health") // "2-健康分-health" */
export function headingId(text: string): string {
  return text
    .replace(/<[^>]*>/g, "")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
}
