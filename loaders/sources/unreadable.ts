import { UserError } from "../userError.js";

/** A file that is there but damaged, or not of the type its name says. */
export function unreadable(where: string, format: string, cause: unknown): UserError {
  const reason = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
  return new UserError(
    {
      what: `cannot be read as ${format} (${reason.replaceAll(/"[^"]*[/\\][^"]*"|'[^']*[/\\][^']*'/g, "the file").slice(0, 200)})`,
      where,
      allowed: `a whole ${format} file`,
      todo: "export the table again",
    },
    1,
    { cause },
  );
}
