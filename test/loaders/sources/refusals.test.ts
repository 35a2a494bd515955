import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ingest } from "../../../loaders/sources/ingest.js";
import { saas } from "../../../src/playbooks/saas.js";
import { connect, fixture, folder } from "./staging.js";

describe("what cannot be used is refused with what, where, what is allowed and what to do", () => {
  const refuse = async (source: string, mapping?: string) =>
    ingest(await connect(), { source, mapping, playbook: saas }).then(
      () => expect.unreachable(),
      (error: unknown) => error,
    );

  it.each<[string, Record<string, string>, Record<string, unknown>]>([
    ["an empty folder", {}, { what: "the folder is empty", exitCode: 2 }],
    [
      "no customers table",
      { "costumers.csv": "a\n" },
      { what: "the table customers is missing", todo: "rename costumers.csv to customers", exitCode: 2 },
    ],
    [
      "an unknown file type",
      { "customers.docx": "a" },
      { what: "unknown file type .docx", where: "customers.docx", exitCode: 2 },
    ],
    [
      "two sources of a table",
      { "customers.csv": "a\n", "customers/1.csv": "a\n" },
      { what: "two sources for the table customers" },
    ],
    ["an empty file", { "customers.csv": "" }, { what: "the file is empty", where: "customers.csv" }],
    [
      "a missing key column",
      { "customers.csv": "id,name\n1,x\n" },
      { what: "required column missing: customer_id", exitCode: 1 },
    ],
    [
      "a column that appears twice",
      { "customers.csv": "customer_id,name,NAME\n1,x,y\n" },
      { what: "the column name appears twice" },
    ],
    ["damaged Parquet", { "customers.parquet": "PAR1 not really" }, { where: "customers.parquet", exitCode: 1 }],
    ["damaged JSON", { "customers.json": '[{"customer_id": 1}, {' }, { where: "customers.json", exitCode: 1 }],
    ["a binary file", { "customers.csv": "PK\u0003\u0004\0\0" }, { what: "the file is not text", exitCode: 1 }],
  ])("%s", async (_, files, expected) => {
    const error = await refuse(folder(files));
    expect(error).toMatchObject({ name: "UserError", ...expected });
    expect(error).toMatchObject({
      allowed: expect.stringMatching(/./) as string,
      todo: expect.stringMatching(/./) as string,
    });
  });

  it("a source that does not exist", async () => {
    expect(await refuse(join(folder(), "nowhere"))).toMatchObject({ what: "cannot be opened (ENOENT)", exitCode: 2 });
  });

  it("a single file without a mapping", async () => {
    expect(await refuse(fixture("flat/churn.csv"))).toMatchObject({
      what: "a single file needs a mapping",
      exitCode: 2,
    });
  });

  it("a link that leads out of the folder", async () => {
    const source = folder({ "customers.csv": "customer_id\nA\n" });
    symlinkSync(join(folder({ "usage.csv": "x" }), "usage.csv"), join(source, "usage.csv"));
    expect(await refuse(source)).toMatchObject({ what: "a link leads out of the source folder", where: "usage.csv" });
  });
});
