import { Client } from "pg";
import type { Address } from "./address.js";
import { problem } from "./problem.js";

const session = [
  "begin isolation level repeatable read read only",
  "set local datestyle = 'ISO, YMD'",
  "set local timezone = 'UTC'",
  "set local lock_timeout = '10s'",
  "set local extra_float_digits = 1",
];

/** A connection that sees one moment of the database and can change nothing. @throws UserError */
export async function connect(address: Address): Promise<Client> {
  const client = new Client({
    ...address.config,
    application_name: "holdfast",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // a connection lost between two queries fails the next one, which says so
  client.on("error", () => undefined);
  try {
    await client.connect();
    for (const sql of session) await client.query(sql);
    return client;
  } catch (cause) {
    await client.end().catch(() => undefined);
    throw problem(cause, address, "the database cannot be reached");
  }
}
