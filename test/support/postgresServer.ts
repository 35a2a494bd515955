import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";

/** A real server on a free port of this machine, in a folder of its own. */
export interface PostgresServer {
  readonly port: number;
  readonly password: string;
  /** Authority of the server's certificate, which names localhost. */
  readonly certificate: string;
  /** `postgres://` address, as the owner unless said otherwise. */
  address(more?: string, user?: string): string;
  run(sql: string): Promise<void>;
  stop(): Promise<void>;
}

/** Folder of the server's programs; undefined where none is installed. */
export function postgresPrograms(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, "bin")), ...(process.env.PATH ?? "").split(":")];
  return folders.find((folder) => folder && existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
}

export async function startPostgres(): Promise<PostgresServer> {
  const programs = postgresPrograms()!;
  const folder = mkdtempSync(join(tmpdir(), "holdfast-postgres-"));
  const owner = ownerIds();
  const as = { ...owner, cwd: folder, stdio: "ignore" as const };
  const password = "s3cret/p@ss#?%wörd";
  writeFileSync(join(folder, "password"), password);
  if (owner.uid !== undefined)
    for (const path of [folder, join(folder, "password")]) chownSync(path, owner.uid, owner.gid!);
  const data = join(folder, "data");
  const init = ["-D", data, "-U", "owner", "-A", "scram-sha-256", `--pwfile=${join(folder, "password")}`, "-E", "UTF8"];
  execFileSync(join(programs, "initdb"), [...init, "--locale=C", "--no-sync"], as);
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const key = ["-keyout", join(data, "server.key"), "-out", join(data, "server.crt")];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject, ...key], as);
  const port = await freePort();
  const settings = ["listen_addresses=localhost", "fsync=off", "ssl=on", `unix_socket_directories=${folder}`];
  const options = settings.flatMap((setting) => ["-c", setting]);
  const server = spawn(join(programs, "postgres"), ["-D", data, "-p", String(port), ...options], as);
  const address = (more = "", user = "owner") =>
    `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/postgres${more}`;
  await untilReady(address(), server);
  return {
    ...{ port, password, address },
    certificate: join(data, "server.crt"),
    run: (sql) => once(address(), sql),
    stop: () => stop(server, folder),
  };
}

/** The server refuses to run as root. */
function ownerIds(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "localhost");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function once(address: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: address });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function untilReady(address: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200 && server.exitCode === null; attempt++) {
    try {
      return await once(address, "select 1");
    } catch {
      await wait(50);
    }
  }
  throw new Error("the PostgreSQL server did not start");
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGINT");
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
