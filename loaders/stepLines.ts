type Environment = Readonly<Record<string, string | undefined>>;

export interface StepLines {
  /** A step begins. */
  readonly started: (name: string) => void;
  /** A step's line, once it has ended. */
  readonly done: (line: string) => void;
}

/**
 * How steps are shown: on a terminal the running step is named until its line replaces it; in a log each ended step is a
 * line; with CI set only a step that failed is.
 */
export function stepLines(
  stream: { readonly isTTY?: boolean; write(text: string): unknown },
  { CI, TERM }: Environment,
): StepLines {
  const isCi = CI !== undefined && CI !== "" && CI !== "false";
  const isLive = stream.isTTY === true && !isCi && TERM !== "dumb";
  return {
    started: (name) => isLive && void stream.write(`  ${name} …`),
    done: (line) => {
      if (isCi && !/ failed /.test(line)) return;
      stream.write(`${isLive ? "\r\u001b[K" : ""}${line}\n`);
    },
  };
}
