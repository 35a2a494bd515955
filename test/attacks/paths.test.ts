import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseOptions } from "../../loaders/options.js";
import { newPlaybook } from "../../loaders/playbook/newPlaybook.js";
import { serve } from "../../loaders/publish/serve.js";
import { ingest } from "../../loaders/sources/ingest.js";
import { UserError } from "../../loaders/userError.js";
import { saas } from "../../src/playbooks/saas.js";
import { connect, folder } from "../loaders/sources/staging.js";
import { countAttacks } from "../verify/countAttacks.js";

/** A source, and beside it what must not be read. */
function source(more: Readonly<Record<string, string>> = {}): string {
  const root = folder({
    "in/customers.csv": "customer_id,name\nA,Anna\n",
    "secret.csv": "customer_id,name\nS,Secret\n",
    "secret/customers.csv": "customer_id,name\nS,Secret\n",
    ...more,
  });
  return join(root, "in");
}

/** Customers that were read, or what was said instead. */
async function read(dir: string, mapping?: unknown): Promise<string> {
  const connection = await connect();
  const file = join(dir, "../mapping.json");
  if (mapping !== undefined) writeFileSync(file, JSON.stringify(mapping));
  try {
    await ingest(connection, { source: dir, playbook: saas, ...(mapping === undefined ? {} : { mapping: file }) });
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
  const reader = await connection.runAndReadAll("select string_agg(name, ',') from staging.customers");
  return String(reader.getRows()[0]![0]);
}

const outside = [
  "../secret.csv",
  "..",
  "../secret",
  "/etc/passwd",
  "..\\secret.csv",
  "./../secret.csv",
  "customers.csv/../../secret.csv",
];

describe("a path in a mapping", () => {
  countAttacks("paths out of the source: mapping, sheet, table and file names, links");

  it.each([...outside, "file:///etc/passwd", "https://evil.example/x.csv", "*.csv", "customers.csv\0.csv"])(
    "that is no entry of the source is refused: %j",
    async (from) => {
      expect(await read(source(), { tables: { customers: { from } } })).toMatch(/^refused: .*not in the source/s);
    },
  );

  it.each(outside)("as a table's name is refused: %s", async (name) => {
    expect(await read(source(), { tables: { [name]: { from: "customers.csv" } } })).toMatch(/^refused/);
  });

  it.each(["../secret.csv", "/etc/passwd", "xl/../../secret.csv"])("as a column reads nothing: %s", async (name) => {
    expect(await read(source(), { tables: { customers: { columns: { name } } } })).toMatch(/^refused/);
  });

  it("that a link makes is refused", async () => {
    const dir = source();
    symlinkSync("../secret.csv", join(dir, "usage.csv"));
    expect(await read(dir)).toMatch(/^refused: .*link leads out/s);
  });

  it("that looks like one of the database's own is a file's name and nothing else", async () => {
    const dir = source({
      "in/usage/read_csv('..%2Fsecret.csv').csv": "customer_id,user_id,date,events\nA,u,2026-01-01,1\n",
      "in/usage/*.csv": "customer_id,user_id,date,events\nA,u,2026-01-02,1\n",
    });
    expect(await read(dir)).toBe("Anna");
  });
});

describe("a path on the command line", () => {
  countAttacks("paths and addresses on the command line: --source, --playbook, names of new playbooks");

  it.each([
    "https://evil.example/x.csv",
    "s3://bucket/x",
    "file:///etc",
    "http://169.254.169.254/latest",
    "duckdb:///x",
    "gs://b/c",
  ])("that is an address is refused as a source: %s", (address) => {
    expect(() => parseOptions(["--playbook", "saas", "--source", address], "/")).toThrow(/--source is of a kind/);
  });

  it.each(["../saas", "saas/../saas", "/etc/passwd", "__proto__", "constructor", "saas\0"])(
    "is no playbook: %j",
    (name) => {
      expect(() => parseOptions(["--playbook", name, "--source", "sample"], "/")).toThrow();
    },
  );

  const names = ["../evil", "a/b", "/tmp/evil", "..", ".", "__proto__", "a\0b", "a b", "a;rm", "a`b", "index", "SAAS"];
  it.each(names)("is no name of a new playbook: %j", (name) => {
    const dir = folder();
    cpSync(new URL("../../src/playbooks", import.meta.url), join(dir, "playbooks"), { recursive: true });
    const before = readdirSync(dir, { recursive: true });
    expect(() => newPlaybook(name, "saas", join(dir, "playbooks"))).toThrow(UserError);
    expect(readdirSync(dir, { recursive: true })).toEqual(before);
  });

  it.each(["../saas", "(((", ".*", "saas/../index"])("is no playbook to start from: %j", (from) => {
    const playbooks = fileURLToPath(new URL("../../src/playbooks", import.meta.url));
    expect(() => newPlaybook("fleet", from, playbooks)).toThrow(UserError);
  });
});

describe("a path asked of the served site", () => {
  countAttacks("paths out of the served site");

  it.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/saas/../../secret.txt",
    "/saas/..%5c..%5csecret.txt",
    "//secret.txt",
    "/%00/../secret.txt",
    "/saas/%2e%2e/%2e%2e/secret.txt",
    "/..;/secret.txt",
    "/.../secret.txt",
    "/%252e%252e/secret.txt",
    "/site-secret/x.txt",
    "/../site-secret/x.txt",
    "/%c0%ae%c0%ae/secret.txt",
  ])("stays within it: %s", async (path) => {
    const root = folder({ "site/saas/index.html": "page", "secret.txt": "SECRET", "site-secret/x.txt": "SECRET" });
    mkdirSync(join(root, "site/en"));
    const served = await serve({ dir: join(root, "site"), port: 0 });
    try {
      const { status, body } = await get(served.port, path);
      expect(status).toBeGreaterThanOrEqual(300);
      expect(body).not.toContain("SECRET");
    } finally {
      await served.close();
    }
  });
});

/** As it is: `fetch` would tidy up `..`. */
function get(port: number, path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request({ port, host: "127.0.0.1", path }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode!, body }));
    })
      .on("error", reject)
      .end();
  });
}
