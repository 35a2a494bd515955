import { describe, expect, it } from "vitest";
import { parseOptions } from "../../../../loaders/options.js";
import { parseAddress } from "../../../../loaders/sources/postgres/address.js";
import { problem } from "../../../../loaders/sources/postgres/problem.js";

describe("a database's address", () => {
  it("is shown without its password", () => {
    const { config, shown, schema } = parseAddress("postgres://ann:p%40ss@db.example.com:6432/crm?schema=sales");
    expect(config).toMatchObject({
      host: "db.example.com",
      port: 6432,
      user: "ann",
      password: "p@ss",
      database: "crm",
    });
    expect([shown, schema]).toEqual(["postgres://ann@db.example.com:6432/crm", "sales"]);
  });

  it("asks a server elsewhere to prove its name, one on this machine for nothing", () => {
    const ssl = (address: string) => parseAddress(address).config.ssl;
    expect(ssl("postgres://a@db.example.com/x")).toMatchObject({ rejectUnauthorized: true });
    expect(ssl("postgres://a@db.example.com/x?sslmode=require")).toMatchObject({ rejectUnauthorized: false });
    expect(ssl("postgres://a@db.example.com/x?sslmode=disable")).toBe(false);
    expect(ssl("postgres://a@localhost/x")).toBe(false);
    expect(ssl("postgres:///x?host=/var/run/postgresql")).toBe(false);
  });

  it.each([
    "postgres://ann:hush/hush@db/crm",
    "postgres://ann:1#hush@db/crm",
    "postgres://ann:1?hush@db/crm",
    "postgres://ann:hu%sh@db/crm",
    "postgres://ann:hush#@db/crm",
    "postgres://ann:hush@/crm",
    "postgres://ann@db/crm?password=hush",
    "postgres://ann:hush@db:port/crm",
  ])("that is refused shows no part of a password: %s", (address) => {
    const message = (() => {
      try {
        parseAddress(address);
        return "accepted";
      } catch (error) {
        return String(error);
      }
    })();
    expect(message).toMatch(/cannot be read|unknown parameter/);
    expect(message).not.toMatch(/hu/);
  });

  it("in the wrong place of the command line shows none either", () => {
    expect(() => parseOptions(["--playbook", "saas", "postgres://ann:hush@db/crm"], "/")).toThrow(/^(?!.*hush)/);
    expect(() => parseOptions(["--playbook", "saas", "--source", "mysql://ann:hush@db/crm"], "/")).toThrow(
      /^(?!.*hush).*does not read/,
    );
  });
});

it("a problem's words hide the password, as it is and as it is written in an address", () => {
  const address = parseAddress("postgres://ann:p%40ss@db/crm?sslmode=disable");
  expect(problem(new Error("no p@ss or p%40ss here"), address).message).toContain("no … or … here");
});
