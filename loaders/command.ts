import { UserError } from "./userError.js";

/** What a command came to: the object that `--json` prints, the lines a person reads, and whether anything is left undone. */
export interface Outcome {
  readonly json: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
  /** 0 done; 1 something is left undone, and the lines say what. */
  readonly exitCode: 0 | 1;
}

export interface CommandIo {
  readonly out: (text: string) => void;
  readonly log: (line: string) => void;
}

export const standardIo: CommandIo = {
  out: (text) => void process.stdout.write(text),
  log: (line) => void process.stderr.write(`${line}\n`),
};

/**
 * Runs a command: with `--json` stdout carries exactly one JSON object whatever happens, else what a person reads.
 * @returns exit code
 */
export async function runCommand(
  args: readonly string[],
  work: () => Promise<Outcome>,
  { out, log }: CommandIo = standardIo,
): Promise<number> {
  const isJson = args.includes("--json");
  try {
    const { json, lines, exitCode } = await work();
    if (isJson) out(`${JSON.stringify(json)}\n`);
    for (const line of lines) (isJson ? log : (text: string) => out(`${text}\n`))(line);
    return exitCode;
  } catch (error) {
    if (isJson) out(`${JSON.stringify({ error: errorParts(error) })}\n`);
    log(explain(error));
    return exitCodeOf(error);
  }
}

/** An error as `--json` reports it. */
export function errorParts(error: unknown): { what: string; where?: string; allowed?: string; todo?: string } {
  if (!(error instanceof UserError)) return { what: error instanceof Error ? error.message : String(error) };
  const { what, where, allowed, todo } = error;
  return { what, where, allowed, todo };
}

/** An error as a person reads it. */
export function explain(error: unknown): string {
  if (!(error instanceof UserError)) return error instanceof Error ? error.message : String(error);
  const { what, where, allowed, todo } = error;
  return `\n${what}\n  where    ${where}\n  allowed  ${allowed}\n  to do    ${todo}`;
}

export function exitCodeOf(error: unknown): number {
  return error instanceof UserError ? error.exitCode : 1;
}
