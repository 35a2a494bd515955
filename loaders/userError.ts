/** What a user needs to put something right: what went wrong, where, what is allowed, what to do. */
export interface UserErrorParts {
  readonly what: string;
  /** File, table, column or option, as the user named it. */
  readonly where: string;
  readonly allowed: string;
  readonly todo: string;
}

/** An error the user can put right. Exit code 2: the command or its files are not what is asked for; 1: a step failed. */
export class UserError extends Error implements UserErrorParts {
  readonly what: string;
  readonly where: string;
  readonly allowed: string;
  readonly todo: string;
  readonly exitCode: 1 | 2;

  constructor(parts: UserErrorParts, exitCode: 1 | 2 = 2, options?: ErrorOptions) {
    const [what, where, allowed, todo] = [parts.what, parts.where, parts.allowed, parts.todo].map(printable) as [
      string,
      string,
      string,
      string,
    ];
    super(`${what}; in ${where}; allowed: ${allowed}; ${todo}`, options);
    this.name = "UserError";
    this.what = what;
    this.where = where;
    this.allowed = allowed;
    this.todo = todo;
    this.exitCode = exitCode;
  }
}

const longest = 1500;

/** File and column names are anybody's: what would steer a terminal, or flood it, is not repeated. */
function printable(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === "\n" || character === "\t" ? character : "\uFFFD",
  );
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}
