import type { Address } from "./address.js";
import { UserError } from "../../userError.js";

type Advice = readonly [what: string, todo: string];

/** By the code of the system, of TLS or of the server. */
const advice: Readonly<Record<string, Advice>> = {
  ECONNREFUSED: ["nothing listens there", "check host and port, and that the server runs and lets this machine in"],
  ENOTFOUND: ["the host's name is not known", "check the host"],
  EAI_AGAIN: ["the host's name cannot be looked up now", "check the network, then run again"],
  ETIMEDOUT: ["no answer within 10 s", "check host, port and firewall"],
  ENOENT: ["no server listens on that socket", "check the folder in host="],
  ECONNRESET: ["the server closed the connection", "run again; if it stays, look into the server's log"],
  "28P01": ["user or password is wrong", "check the user, and set PGPASSWORD"],
  "28000": [
    "the server does not let this user in",
    "check the user and pg_hba.conf; it may ask for TLS: sslmode=require",
  ],
  "3D000": ["the database does not exist", "check the name after the last / of the address"],
  "42501": ["the user may not read it", "grant usage on the schema and select on its tables to this user"],
  "53300": ["the server has too many connections", "run again later"],
  "55P03": ["a table is locked by somebody else", "run again later"],
  "57P01": ["the server is being shut down", "run again later"],
  "57P03": ["the server is starting up", "run again in a minute"],
  "40001": ["the rows changed while they were read on a replica", "run again, or read from the primary"],
};
const certificates =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(_LOCALLY)?)|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/;

/** What went wrong with a database, in words that never hold the password. */
export function problem(cause: unknown, { shown, password }: Address, what = "the database cannot be read"): UserError {
  if (cause instanceof UserError) return cause;
  const { code, message } = reason(cause);
  const [said, todo] = adviceFor(code, message);
  const told = hide(message, password).split("\n")[0] ?? "";
  const where = shown;
  return new UserError(
    { what: `${what}: ${said ?? told}`, where, allowed: "a PostgreSQL server that this user may read", todo },
    1,
  );
}

function adviceFor(code: string, message: string): readonly [said: string | undefined, todo: string] {
  const known = advice[code];
  if (known) return known;
  if (certificates.test(code))
    return [
      "the server's certificate is not trusted",
      "name its authority with sslrootcert=FILE; sslmode=require encrypts without proof of who answers",
    ];
  if (/does not support SSL/i.test(message))
    return ["the server does not speak TLS", "sslmode=disable, if the network between is trusted"];
  if (/password must be a (non-empty )?string|no password/i.test(message))
    return ["the server asks for a password, and there is none", "set PGPASSWORD, or use a password file"];
  if (/timeout/i.test(message)) return advice["ETIMEDOUT"]!;
  return [undefined, "correct it at the server, or ask who runs it"];
}

/** Several addresses of one name fail together; the first one's reason stands for all. */
function reason(cause: unknown): { code: string; message: string } {
  const first = cause instanceof AggregateError ? (cause.errors[0] as unknown) : cause;
  const code = first instanceof Error && "code" in first ? String(first.code) : "";
  return { code, message: first instanceof Error ? first.message : String(first) };
}

function hide(text: string, password: string | undefined): string {
  if (!password) return text;
  return text.replaceAll(password, "…").replaceAll(encodeURIComponent(password), "…");
}
