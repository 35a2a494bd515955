import { describe, expect, it } from "vitest";
import { rows } from "../../../loaders/query.js";
import { ingest } from "../../../loaders/sources/ingest.js";
import { saas } from "../../../src/playbooks/saas.js";
import { connect, fixture, folder, rejected } from "./staging.js";

describe("encodings", () => {
  it.each([
    ["gb18030", "gb18030", ["王小明", "欧阳䶮"]],
    ["utf16", "utf-16le", ["王小明"]],
  ])("reads %s", async (name, encoding, names) => {
    const connection = await connect();
    const result = await ingest(connection, { source: fixture(name), playbook: saas });
    expect(result.tables[0]?.encodings).toEqual([encoding]);
    expect(
      (await rows<{ name: string }>(connection, "select name from staging.customers")).map((row) => row.name),
    ).toEqual(names);
  });

  it("keeps a UTF-8 file with one broken line as UTF-8", async () => {
    const lines = ["customer_id,name", ...Array.from({ length: 20 }, (_, i) => `c${i},客户 ${i}`)];
    const broken = Buffer.concat([
      Buffer.from(`${lines.join("\n")}\nx,`),
      Buffer.from("客户", "latin1"),
      Buffer.from([0xb0, 0xff, 0x0a]),
    ]);
    const connection = await connect();
    const result = await ingest(connection, { source: folder({ "customers.csv": broken }), playbook: saas });
    expect(result.tables[0]).toMatchObject({ encodings: ["utf-8"], accepted: 20, rejected: 1 });
    expect((await rejected(connection))[0]).toMatch(/^customers.csv:22 \| - \| x,.* \| bad_encoding$/);
  });

  it("sets aside the line of a GB18030 file that cannot be decoded", async () => {
    const gb18030 = Buffer.from("bfcdbba7", "hex"); // 客户
    const lines = [
      Buffer.from("customer_id,name"),
      ...[1, 2, 3].map((i) => Buffer.concat([Buffer.from(`${i},`), gb18030])),
      Buffer.from("34 2c ff ff".replaceAll(" ", ""), "hex"),
    ];
    const connection = await connect();
    const file = Buffer.concat(lines.flatMap((line) => [line, Buffer.from("\n")]));
    const result = await ingest(connection, { source: folder({ "customers.csv": file }), playbook: saas });
    expect(result.tables[0]).toMatchObject({ encodings: ["gb18030"], accepted: 3, rejected: 1 });
    expect((await rejected(connection))[0]).toMatch(/^customers.csv:5 .*bad_encoding$/);
  });
});

it("does not take Western European letters for Chinese: their lines are set aside", async () => {
  const file = Buffer.from("customer_id,name\nA,Müller\nB,José\nC,Zoë\nD,Smith\n", "latin1");
  const connection = await connect();
  const result = await ingest(connection, { source: folder({ "customers.csv": file }), playbook: saas });
  expect(result.tables[0]).toMatchObject({ encodings: ["utf-8"], accepted: 1, rejected: 3 });
});
