import { describe, expect, it } from "vitest";
import { parseOptions, usage, type Options } from "../../loaders/options.js";
import { UserError } from "../../loaders/userError.js";

const base = ["--playbook", "saas", "--source", "sample"];
const parsed = (...more: string[]): Options => parseOptions([...base, ...more], "/home/team") as Options;

/** The error of these arguments, which names what was given and what is allowed. */
function refused(...args: string[]): UserError {
  try {
    parseOptions(args, "/home/team");
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error(`accepted: ${args.join(" ")}`);
}

describe("options left out", () => {
  it("take their defaults", () => {
    expect(parsed()).toMatchObject({
      source: "sample",
      mapping: undefined,
      asOf: undefined,
      customers: 20_000,
      seed: 1,
      warehouse: "/home/team/data/warehouse/saas.duckdb",
      out: "/home/team/dist",
      audience: "executive",
      isPlain: false,
      hasSite: true,
      isJson: false,
    });
  });
});

describe("options given", () => {
  it("are taken", () => {
    expect(parsed("--customers", "500", "--seed", "0", "--as-of", "2026-06-29", "--json", "--no-site")).toMatchObject({
      customers: 500,
      seed: 0,
      asOf: "2026-06-29",
      isJson: true,
      hasSite: false,
    });
    expect(parsed("--audience", "team").audience).toBe("team");
    expect(parsed("--plain", "--no-words", "--no-notify", "--engine", "duckdb").isPlain).toBe(true);
  });

  it("name paths from the folder the command was given in", () => {
    const args = [
      "--playbook",
      "aftersales",
      "--source",
      "in",
      "--mapping",
      "m.json",
      "--warehouse",
      "w.duckdb",
      "--out",
      "/o",
    ];
    expect(parseOptions(args, "/home/team")).toMatchObject({
      source: "/home/team/in",
      mapping: "/home/team/m.json",
      warehouse: "/home/team/w.duckdb",
      out: "/o",
    });
  });

  it("may ask for help, which names every one of them", () => {
    expect(parseOptions(["--help"], "/")).toBe("help");
    for (const flag of ["playbook", "source", "mapping", "as-of", "customers", "seed", "warehouse", "out", "audience"])
      expect(usage).toContain(`--${flag}`);
    for (const flag of ["plain", "no-site", "no-words", "no-notify", "json"]) expect(usage).toContain(`--${flag}`);
  });
});

describe("wrong options", () => {
  it.each<[string, string[], string, string]>([
    ["no playbook", ["--source", "sample"], "--playbook", "aftersales"],
    ["an unknown playbook", ["--playbook", "bank", "--source", "sample"], "bank", "saas"],
    ["no source", ["--playbook", "saas"], "--source", "sample"],
    ["a database", ["--playbook", "saas", "--source", "mysql://me:secret@host/db"], "--source", "folder"],
    ["an unknown flag", [...base, "--fast"], "--fast", "options"],
    ["a stray word", [...base, "now"], "now", "options"],
    ["a flag without its value", [...base, "--seed"], "--seed", "options"],
    ["an unknown audience", [...base, "--audience", "board"], "board", "executive, team"],
    ["an unknown engine", [...base, "--engine", "flink"], "flink", "duckdb, spark"],
    ["too few customers for a sample", [...base, "--customers", "99"], "--customers", "100 to"],
    ["a number with a point", [...base, "--customers", "1e3"], "1e3", "100 to"],
    ["a negative seed", [...base, "--seed=-1"], "-1", "0 to"],
    ["a seed beyond 31 bits", [...base, "--seed", "2147483648"], "2147483648", "0 to 2147483647"],
    ["a day that does not exist", [...base, "--as-of", "2026-02-30"], "2026-02-30", "YYYY-MM-DD"],
    ["a month that does not exist", [...base, "--as-of", "2026-13-01"], "2026-13-01", "YYYY-MM-DD"],
    ["another form of day", [...base, "--as-of", "29/06/2026"], "29/06/2026", "YYYY-MM-DD"],
    ["a day out of range", [...base, "--as-of", "1899-12-31"], "1899-12-31", "1900"],
    ["a sample of a Tuesday", [...base, "--as-of", "2026-06-30"], "2026-06-30", "Monday"],
    ["a mapping for a sample", [...base, "--mapping", "m.json"], "--mapping", "flat"],
  ])("refuse %s with what was given and what is allowed", (_, args, given, allowed) => {
    const error = refused(...args);
    expect(error.exitCode).toBe(2);
    expect(error.what).toContain(given);
    expect(error.allowed).toContain(allowed);
  });

  it("do not repeat a password", () => {
    expect(refused("--playbook", "saas", "--source", "mysql://me:secret@host/db").message).not.toContain("secret");
  });

  it("let nobody publish real customers by name unless it is said aloud", () => {
    const args = ["--playbook", "saas", "--source", "in", "--audience", "team"];
    expect(refused(...args).allowed).toContain("--plain");
    expect(parseOptions([...args, "--plain"], "/")).toMatchObject({ audience: "team", isPlain: true });
    expect(parsed("--audience", "team")).toMatchObject({ audience: "team", isPlain: false });
  });

  it("accept any day for a team's own data", () => {
    expect(parseOptions(["--playbook", "saas", "--source", "in", "--as-of", "2026-06-30"], "/")).toMatchObject({
      asOf: "2026-06-30",
    });
  });
});

describe("a team build of a business's own data", () => {
  const team = ["--playbook", "saas", "--source", "export", "--audience", "team"];
  const passphrase = "correct horse battery staple";
  const read = (env: Record<string, string>, ...more: string[]) =>
    parseOptions([...team, ...more], "/home/team", env) as Options;

  it("is sealed with HOLDFAST_PASSPHRASE, unless --plain is said aloud", () => {
    expect(read({ HOLDFAST_PASSPHRASE: passphrase }).passphrase).toBe(passphrase);
    expect(read({ HOLDFAST_PASSPHRASE: passphrase }, "--plain").passphrase).toBeUndefined();
    expect(read({}, "--plain").passphrase).toBeUndefined();
  });

  it("is refused without either, and with a passphrase that is soon guessed, which no message repeats", () => {
    expect(() => read({})).toThrow(/HOLDFAST_PASSPHRASE/);
    expect(() => read({ HOLDFAST_PASSPHRASE: "hunter2" })).toThrow(/12 characters/);
    expect(() => read({ HOLDFAST_PASSPHRASE: "hunter2" })).not.toThrow(/hunter2/);
  });

  it("needs none for executives", () => {
    const executive = parseOptions([...team.slice(0, 4)], "/home/team", { HOLDFAST_PASSPHRASE: passphrase }) as Options;
    expect(executive.passphrase).toBeUndefined();
  });
});
