import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { folder } from "../loaders/sources/staging.js";
import { smallAsOf, smallBusiness } from "../support/smallBusiness.js";
import { countAttacks } from "./countAttacks.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** One secret a place; none is part of another. */
const secrets = {
  mail: "mailgeheim71",
  chat: "chatgeheim72",
  sign: "signgeheim73",
  crmKey: "crmgeheim74",
  crmToken: "tokengeheim75",
  model: "sk-modelgeheim76",
  passphrase: "satz-geheim-77-lang",
  database: "dbgeheim78",
  environment: "pggeheim79",
};

/** Every setting that is a secret, each of a server that does not answer. */
const env = {
  HOLDFAST_SMTP_URL: `smtp://user:${secrets.mail}@127.0.0.1:9`,
  HOLDFAST_MAIL_FROM: "team@holdfast.example",
  HOLDFAST_WEBHOOK_URL: `http://127.0.0.1:9/hook?key=${secrets.chat}`,
  HOLDFAST_WEBHOOK_KIND: "dingtalk",
  HOLDFAST_WEBHOOK_SECRET: secrets.sign,
  HOLDFAST_CRM_URL: `http://127.0.0.1:9/crm?key=${secrets.crmKey}`,
  HOLDFAST_CRM_TOKEN: secrets.crmToken,
  OPENAI_API_KEY: secrets.model,
  OPENAI_BASE_URL: "http://127.0.0.1:9/v1",
  HOLDFAST_WORDS_SECONDS: "5",
  HOLDFAST_PASSPHRASE: secrets.passphrase,
  PGPASSWORD: secrets.environment,
};

const weekly = ["loaders/weekly.ts", "--playbook", "saas", "--json", "--as-of", smallAsOf];
const postgres = `postgres://reader:${secrets.database}@127.0.0.1:9/crm`;

/** What is run, with which settings changed, and how it must end. */
const cases: readonly [what: string, args: readonly string[], code: number, more?: Record<string, string>][] = [
  ["a week while no server answers", [...weekly, "--source", "BUSINESS", "--no-site"], 0],
  [
    "a week while the mail server does not answer",
    [...weekly, "--source", "BUSINESS", "--no-site"],
    0,
    { HOLDFAST_WEBHOOK_URL: "", HOLDFAST_DIGEST_TO: "team@x.example" },
  ],
  [
    "a week whose addresses are not safe",
    [...weekly, "--source", "BUSINESS", "--no-site"],
    0,
    {
      HOLDFAST_WEBHOOK_URL: `http://chat.example/?key=${secrets.chat}`,
      HOLDFAST_CRM_URL: `ftp://crm.example/?key=${secrets.crmKey}`,
    },
  ],
  [
    "a week whose model's address is not safe",
    [...weekly, "--source", "BUSINESS", "--no-site"],
    2,
    { OPENAI_BASE_URL: `http://user:${secrets.chat}@model.example/v1` },
  ],
  ["a week that the audit refuses", [...weekly, "--source", "EMPTY", "--no-site"], 3],
  ["a week of a folder that is not there", [...weekly, "--source", "nowhere", "--no-site"], 2],
  ["a database that does not answer", [...weekly, "--source", postgres, "--no-site"], 1],
  ["a database at an address of another kind", [...weekly, "--source", postgres.replace("postgres:", "mysql:")], 2],
  ["an address in the place of an option", [...weekly, `--sauce=${postgres}`], 2],
  ["an address in no place", [...weekly, postgres, "--source", "BUSINESS"], 2],
  [
    "a passphrase that is too short",
    [...weekly, "--source", "BUSINESS", "--audience", "team"],
    2,
    { HOLDFAST_PASSPHRASE: "kurzgeheim" },
  ],
  ["letters while the mail server does not answer", ["loaders/outreach/drafts.ts", "send"], 0],
  [
    "letters over a mail server that cannot be read",
    ["loaders/outreach/drafts.ts", "send"],
    2,
    { HOLDFAST_SMTP_URL: `smtp://user:${secrets.mail}@` },
  ],
];

describe("a secret", () => {
  countAttacks("secrets in messages, JSON report, logs, warehouse and files");

  const tried = process.env["HOLDFAST_VERIFY"] === "quick" ? cases.filter((_, index) => index % 5 === 0) : cases;
  it.each(tried)("is in nothing that is said or kept: %s", (_, [script = "", ...args], code, more = {}) => {
    const dir = folder();
    const sources: Readonly<Record<string, () => string>> = {
      BUSINESS: () => smallBusiness(),
      EMPTY: () => folder({ "customers.csv": "customer_id\n" }),
    };
    const warehouse = join(dir, "w.duckdb");
    if (script.includes("drafts"))
      run(
        "loaders/weekly.ts",
        ["--playbook", "saas", "--source", smallBusiness(), "--no-site", "--no-notify", "--warehouse", warehouse],
        {},
      );
    const named = args.map((arg) => sources[arg]?.() ?? arg);
    const out = script.includes("weekly") ? ["--out", join(dir, "dist")] : [];
    const ended = run(script, [...named, "--warehouse", warehouse, ...out], { ...env, ...more });
    expect([ended.status, ended.status === code ? "" : ended.stderr]).toEqual([code, ""]);
    const all = [...Object.values(secrets), "kurzgeheim", ...Object.values(secrets).map(encodeURIComponent)];
    const said = all.filter((secret) => ended.stdout.includes(secret) || ended.stderr.includes(secret));
    expect(said).toEqual([]);
    expect(ended.stderr).not.toMatch(/\n\s+at .+:\d+:\d+/);
    const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const kept = files.flatMap((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      return all.filter((secret) => bytes.includes(secret)).map((secret) => `${entry.name}: ${secret}`);
    });
    expect(kept).toEqual([]);
  });
});

function run(script: string, args: readonly string[], settings: Record<string, string>) {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(HOLDFAST|OPENAI|PG)_?/.test(name)),
  );
  return spawnSync(process.execPath, ["--import", "tsx", join(root, script), ...args], {
    ...{ cwd: root, encoding: "utf8", env: { ...clean, ...settings } },
  });
}
