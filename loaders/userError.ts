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

  constructor({ what, where, allowed, todo }: UserErrorParts, exitCode: 1 | 2 = 2, options?: ErrorOptions) {
    super(`${what}; in ${where}; allowed: ${allowed}; ${todo}`, options);
    this.name = "UserError";
    this.what = what;
    this.where = where;
    this.allowed = allowed;
    this.todo = todo;
    this.exitCode = exitCode;
  }
}
