import { readFileSync } from "node:fs";
import type { ClientConfig } from "pg";
import { UserError } from "../../userError.js";

export interface Address {
  readonly config: ClientConfig;
  /** For logs, reports and errors: without the password. */
  readonly shown: string;
  /** Where tables are looked for. */
  readonly schema: string;
  /** Never to be shown. */
  readonly password?: string;
}

const form = "postgres://USER@HOST:5432/DATABASE?schema=public";
const parameters = ["schema", "host", "sslmode", "sslrootcert", "sslcert", "sslkey"];
const modes = ["disable", "require", "verify-full"] as const;
const localHosts = ["localhost", "127.0.0.1", "::1"];

export const isDatabase = (source: string): boolean => /^postgres(ql)?:\/\//i.test(source);

/**
 * Reads `postgres://USER:PASSWORD@HOST:PORT/DATABASE?schema=…&sslmode=…`. Without a password in it PGPASSWORD or the
 * password file decides. TLS: a server on this machine needs none, any other must prove its name unless `sslmode` says
 * `require` (encrypted, not proven) or `disable`.
 * @throws UserError that shows nothing of the address past its host
 */
export function parseAddress(source: string): Address {
  const url = parse(source);
  const name = decode(url.pathname.slice(1));
  // an unescaped / ? or # in a password lands in the wrong part: none of it may be shown
  if (!url.hostname && !url.searchParams.has("host")) throw unclear();
  if (url.hash || /[/@]/.test(name) || !name) throw unclear();
  for (const key of url.searchParams.keys()) if (!parameters.includes(key)) throw unknownParameter(key);
  const host = url.searchParams.get("host") ?? url.hostname.replace(/^\[|\]$/g, "");
  const schema = url.searchParams.get("schema") ?? "public";
  const user = decode(url.username) || undefined;
  const password = decode(url.password) || undefined;
  const port = url.port ? Number(url.port) : undefined;
  const place = `${host.startsWith("/") ? "" : host}${port ? `:${port}` : ""}`;
  return {
    config: { host, port, user, password, database: name, ssl: tls(url.searchParams, host) },
    shown: `postgres://${user ? `${user}@` : ""}${place}/${name}`,
    schema,
    password: password ?? process.env["PGPASSWORD"],
  };
}

function parse(source: string): URL {
  try {
    return new URL(source);
  } catch {
    throw unclear();
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unclear();
  }
}

function tls(options: URLSearchParams, host: string): ClientConfig["ssl"] {
  const isLocal = localHosts.includes(host) || host.startsWith("/");
  const mode = options.get("sslmode") ?? (isLocal && !options.has("sslrootcert") ? "disable" : "verify-full");
  if (!modes.some((known) => known === mode)) throw unknownMode(mode);
  if (mode === "disable") return false;
  return {
    rejectUnauthorized: mode === "verify-full",
    ca: certificate(options, "sslrootcert"),
    cert: certificate(options, "sslcert"),
    key: certificate(options, "sslkey"),
  };
}

function certificate(options: URLSearchParams, name: string): string | undefined {
  const file = options.get(name);
  if (file === null) return undefined;
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new UserError({
      what: `${name} cannot be read (${(cause as NodeJS.ErrnoException).code ?? "unknown reason"})`,
      where: file,
      allowed: "a PEM file",
      todo: "check the path and that it may be read",
    });
  }
}

const unclear = () =>
  new UserError({
    what: "the database's address cannot be read",
    where: "--source postgres://… (not shown: it may hold a password)",
    allowed: form,
    todo: "write / ? # @ and % in a password as %2F %3F %23 %40 %25, or leave it out and set PGPASSWORD",
  });

const unknownParameter = (key: string) =>
  /^[a-z_]{1,30}$/.test(key)
    ? new UserError({
        what: `the database's address has an unknown parameter: ${key}`,
        where: "--source",
        allowed: parameters.join(", "),
        todo: key === "password" ? "leave it out and set PGPASSWORD" : "remove it",
      })
    : unclear();

const unknownMode = (mode: string) =>
  new UserError({
    what: `sslmode is unknown: ${mode}`,
    where: "--source",
    allowed: modes.join(", "),
    todo: "leave it out: a server on this machine needs no TLS, any other must prove its name",
  });
