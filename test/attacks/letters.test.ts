import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { runDrafts } from "../../loaders/outreach/drafts.js";
import { openMailer } from "../../loaders/outreach/mailer.js";
import { execute } from "../../loaders/query.js";
import { letterHash } from "../../loaders/words/letter.js";
import { openWorkspace } from "../../loaders/workspace.js";
import { countAttacks } from "../verify/countAttacks.js";

interface Received {
  readonly to: readonly string[];
  readonly headers: readonly string[];
  readonly body: string;
}

let received: Received[];
let smtp: SMTPServer;
let env: Record<string, string>;
beforeAll(async () => {
  smtp = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ["STARTTLS"], logger: false },
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const [head = "", ...body] = Buffer.concat(parts).toString("utf8").split("\r\n\r\n");
        const to = envelope.rcptTo.map(({ address }) => address);
        received.push({ to, headers: head.replace(/\r\n[ \t]+/g, " ").split("\r\n"), body: body.join("\r\n\r\n") });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", () => resolve()));
  const { port } = smtp.server.address() as AddressInfo;
  env = { HOLDFAST_SMTP_URL: `smtp://127.0.0.1:${port}`, HOLDFAST_MAIL_FROM: "Team <team@holdfast.example>" };
});
afterAll(() => new Promise<void>((resolve) => smtp.close(() => resolve())));
beforeEach(() => (received = []));

const own = /^(From|To|Subject|Message-ID|Content-Transfer-Encoding|Date|MIME-Version|Content-Type): /;

/** One letter, to one address, with the headers that a letter has, each once. */
function expectOneLetter(to: string): void {
  expect(received.map((each) => each.to)).toEqual([[to]]);
  const names = received[0]!.headers.map((line) => line.match(own)?.[1] ?? line);
  expect(names).toEqual([...new Set(names)]);
  expect(names.filter((name) => /bcc|cc|reply|x-|evil/i.test(name))).toEqual([]);
  expect(received[0]!.headers.filter((line) => !own.test(line))).toEqual([]);
}

const injections = {
  "a second header": "Hello\r\nBcc: victim@evil.example",
  "a second header after a line feed": "Hello\nBcc: victim@evil.example",
  "a second header after a carriage return": "Hello\rBcc: victim@evil.example",
  "a second header after Unicode line ends": "Hello\u2028Bcc: victim@evil.example\u2029Cc: victim@evil.example\u0085x",
  "a body of its own": "Hello\r\n\r\n<a href=https://evil.example>click</a>",
  "an encoded word": "=?UTF-8?B?SGVsbG8NCkJjYzogdmljdGltQGV2aWwuZXhhbXBsZQ==?=",
  "a NUL byte": "Hello\0\r\nBcc: victim@evil.example",
  "an end of the letter and a second one":
    "Hello\r\n.\r\nMAIL FROM:<x@evil.example>\r\nRCPT TO:<victim@evil.example>\r\nDATA\r\nx\r\n.\r\n",
  "an end of the letter in bare line feeds":
    "Hello\n.\nMAIL FROM:<x@evil.example>\nRCPT TO:<victim@evil.example>\nDATA\n.\n",
  "an end of the letter in bare carriage returns":
    "Hello\r.\rMAIL FROM:<x@evil.example>\rRCPT TO:<victim@evil.example>\r",
};

/** A warehouse with one letter that waits for approval. */
async function oneLetter(
  letter: { salutation: string; subject: string; body: string },
  other: string,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-letters-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { connection, close } = await openWorkspace(join(folder, "w.duckdb"));
  await execute(
    connection,
    `insert into warehouse.draft by name select 'D1' as draft_id, 'r' as run_id, 'l' as lineage, date '2026-06-29' as as_of, ? as customer_id, 1 as rank,
       'en' as lang, 'DRAFT' as state, ? as salutation, ? as subject, ? as body, ? as explanation, 'builtin' as writer, ? as text_hash`,
    [other, letter.salutation, letter.subject, letter.body, other, letterHash(letter)],
  );
  await execute(connection, "insert into warehouse.contact values ('l', ?, ?, ?, 'a@b.example', false)", [
    other,
    other,
    other,
  ]);
  close();
  return folder;
}

/** `npm run drafts` in this folder. @returns what it said */
async function drafts(folder: string, ...args: string[]): Promise<string> {
  const said: string[] = [];
  const io = { out: (line: string) => void said.push(line), env, cwd: folder };
  expect(await runDrafts([...args, "--warehouse", join(folder, "w.duckdb")], io)).toBe(0);
  return said.join("\n");
}

describe("a letter", () => {
  countAttacks("headers, recipients and letters smuggled in through the texts of a letter");

  it.each(Object.entries(injections))("whose every text holds %s is one letter to one address", async (_, text) => {
    const folder = await oneLetter({ salutation: text, subject: text, body: text }, text);
    await drafts(folder, "approve", "D1", "--by", text);
    await drafts(folder, "send", "--by", text);
    expectOneLetter("a@b.example");
  });

  it.each([
    "a@b.example\r\nRCPT TO:<victim@evil.example>",
    "a@b.example, victim@evil.example",
    "a@b.example> SIZE=1\r\nDATA",
    '"a@b.example" <victim@evil.example>',
    "victim@evil.example\u0000@b.example",
  ])("to an address with more in it goes nowhere: %j", async (to) => {
    const mailer = openMailer(env);
    const sent = await mailer.send({ to, subject: "s", text: "t", messageId: "<1@holdfast.invalid>" });
    mailer.close();
    expect([sent.kind, received]).toEqual(["refused", []]);
  });

  it("edited in a file cannot bring a header along", async () => {
    const folder = await oneLetter({ salutation: "Hello,", subject: "s", body: "b" }, "C1");
    writeFileSync(join(folder, "new.txt"), "Subject: Hello\nBcc: victim@evil.example\n\nText");
    const [, id] = (await drafts(folder, "edit", "D1", "--file", "new.txt", "--by", "chen")).match(/is now (D\w+)/)!;
    await drafts(folder, "approve", id!, "--by", "chen");
    await drafts(folder, "send", "--by", "chen");
    expectOneLetter("a@b.example");
  });
});
