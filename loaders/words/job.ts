import type { Brief, Written } from "../../src/words/types.js";
import type { Lang, StatusId } from "../../src/playbooks/types.js";

/** What one request to a model asks for, and what is written without one. */
export interface Job {
  readonly kind: "customer" | "summary";
  readonly key: string;
  readonly lang: Lang;
  /** A customer's explanation and letter, or the week's paragraph. */
  readonly briefs: readonly Brief[];
  readonly status: StatusId | null;
  /** One text a brief. */
  readonly builtin: () => Written[];
}

/** What came of a job: one text a brief, with who wrote it. */
export interface Piece {
  readonly written: readonly Written[];
  readonly writer: "builtin" | "model";
  readonly model: string | null;
  /** Day of the reply; null for the built-in writer. */
  readonly writtenOn: string | null;
}

/** By rule; empty when even that finds no text that passes the checks: no text is better than a wrong one. */
export function builtinPiece(job: Job): Piece {
  return { written: writtenByRule(job), writer: "builtin", model: null, writtenOn: null };
}

function writtenByRule(job: Job): Written[] {
  try {
    return job.builtin();
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
