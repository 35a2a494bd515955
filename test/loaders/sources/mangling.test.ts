import fc from "fast-check";
import { expect, it } from "vitest";
import { row, rows } from "../../../loaders/query.js";
import { ingest } from "../../../loaders/sources/ingest.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { connect, folder } from "./staging.js";

const header = "customer_id,name,started_on,remaining_ltv,vehicle_year";
const cell = fc.oneof(
  fc.constantFrom(
    "",
    "A",
    "B",
    "2024-01-05",
    "2024/1/5",
    "1",
    "-1",
    "1,5",
    "nan",
    "x y",
    '"',
    '"q',
    "é",
    "客户",
    "\uFFFD",
    "=1+1",
  ),
  fc.stringMatching(/^[a-z0-9" \n,;-]{0,8}$/),
);
const line = fc.array(cell, { minLength: 1, maxLength: 7 });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const writtenLine = fc
  .tuple(line, fc.boolean())
  .map(([cells, isQuoted]) => (isQuoted ? cells.map(quoted) : cells).join(","));
const bytes = fc
  .tuple(
    fc.array(writtenLine, { maxLength: 25 }),
    fc.constantFrom("\n", "\r\n", "mixed"),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
  )
  .map(([lines, end, damage]) => {
    const text = [header, ...lines].map((text, i) => text + (end === "mixed" ? (i % 2 ? "\r\n" : "\n") : end)).join("");
    const buffer = Buffer.from(text);
    const start = header.length + 2;
    for (const [at, byte] of damage)
      if (byte > 0 && buffer.length > start) buffer[start + (at % (buffer.length - start))] = byte;
    return buffer;
  });

it("accepts or sets aside every row of a randomly mangled file, and names the line of each one set aside", async () => {
  const connection = await connect();
  await fc.assert(
    fc.asyncProperty(bytes, async (file) => {
      const source = folder({ "customers.csv": file });
      const { tables } = await ingest(connection, { source, playbook: aftersales });
      const [table] = tables;
      const { accepted } = await row<{ accepted: number }>(
        connection,
        "select count(*) as accepted from staging.customers",
      );
      const rejects = await rows<{ line: number; value: string | null; reason: string }>(
        connection,
        "select line, value, reason from staging.rejects",
      );
      expect(table).toMatchObject({ rows: accepted + rejects.length, accepted, rejected: rejects.length });
      const lineEnds = file.toString("latin1").split(/\r\n|\r|\n/).length;
      for (const { line } of rejects) expect(line).toBeGreaterThan(1);
      for (const { line } of rejects) expect(line).toBeLessThanOrEqual(lineEnds);
      expect(new Set(rejects.map((reject) => reject.line)).size).toBe(rejects.length);
    }),
    { numRuns: 80 },
  );
});
