import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runDrafts } from "../../../loaders/outreach/drafts.js";
import { execute, rows } from "../../../loaders/query.js";
import { letterHash } from "../../../loaders/words/letter.js";
import { openWorkspace } from "../../../loaders/workspace.js";

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
}

let folder: string;
let warehouse: string;
let smtp: SMTPServer;
let port: number;
let received: Received[] = [];
/** What the mail server does with the next letter. */
let mood: "takes" | "refuses recipients" | "refuses texts" | "hangs up after the text" = "takes";

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo: (_address, _session, done) => done(mood === "refuses recipients" ? new Error("no such user") : undefined),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (mood === "refuses texts") return done(new Error("spam"));
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString("utf8"),
        });
        if (mood === "hangs up after the text") return closeAll();
        return done();
      });
    },
  });
  smtp.on("error", () => undefined);
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  port = (smtp.server.address() as AddressInfo).port;
});
afterAll(() => new Promise<void>((resolve) => smtp.close(() => resolve())));

function closeAll(): void {
  for (const connection of (smtp as unknown as { connections: Set<{ _socket: { destroy(): void } }> }).connections)
    connection._socket.destroy();
}

const letters = {
  Dzh: {
    customer: "C1",
    lang: "zh",
    salutation: "李静，您好：",
    subject: "我注意到您这边的下滑",
    body: "我们看到，保养已经逾期 48 天。",
  },
  Den: {
    customer: "C1",
    lang: "en",
    salutation: "Dear 李静,",
    subject: "I noticed the decline",
    body: "The service is 48 days overdue.",
  },
  Dno: {
    customer: "C2",
    lang: "zh",
    salutation: "王敏，您好：",
    subject: "几点想法",
    body: "您已有 139 天没有打开 App。",
  },
  Dtwo: { customer: "C3", lang: "en", salutation: "Hello,", subject: "A few thoughts", body: "Usage is down by 43%." },
} as const;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "drafts-"));
  warehouse = join(folder, "w.duckdb");
  [received, mood] = [[], "takes"];
  await inWarehouse(async (connection) => {
    for (const [id, letter] of Object.entries(letters))
      await execute(
        connection,
        `insert into warehouse.draft by name select ?::varchar as draft_id, 'r' as run_id, 'l' as lineage, date '2026-06-29' as as_of, ?::varchar as customer_id, 1 as rank,
           ?::varchar as lang, 'DRAFT' as state, ?::varchar as salutation, ?::varchar as subject, ?::varchar as body, 'why' as explanation, 'builtin' as writer, ?::varchar as text_hash`,
        [id, letter.customer, letter.lang, letter.salutation, letter.subject, letter.body, letterHash(letter)],
      );
    await execute(
      connection,
      `insert into warehouse.contact values ('l', 'C1', 'n', '李静', 'lijing@account.example', false), ('l', 'C2', 'n', '王敏', 'wangmin@account.example', true),
         ('l', 'C3', 'n', null, 'three@account.example', false)`,
    );
  });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function inWarehouse<T>(work: (connection: Parameters<typeof execute>[0]) => Promise<T>): Promise<T> {
  const workspace = await openWorkspace(warehouse);
  try {
    return await work(workspace.connection);
  } finally {
    workspace.close();
  }
}

async function drafts(...args: string[]): Promise<{ code: number; out: string }> {
  const out: string[] = [];
  const env = { HOLDFAST_SMTP_URL: `smtp://127.0.0.1:${port}`, HOLDFAST_MAIL_FROM: "Team <team@holdfast.example>" };
  const code = await runDrafts([...args, "--warehouse", warehouse, "--by", "chen"], {
    out: (line) => out.push(line),
    env,
    cwd: folder,
  });
  return { code, out: out.join("\n") };
}

const stateOf = async (id: string) =>
  (
    await inWarehouse((connection) =>
      rows<{ state: string }>(connection, "select state from warehouse.draft where draft_id = ?", [id]),
    )
  )[0]?.state;

/** A header or body as a reader's mail program shows it. */
function decoded(source: string): { subject: string; text: string } {
  const [head, ...body] = source.split("\r\n\r\n");
  const unfolded = head!.replace(/\r\n[ \t]/g, "");
  const subject = unfolded
    .match(/^Subject: (.*)$/m)![1]!
    .replace(/\?=\s*=\?/g, "?==?")
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === "B" ? Buffer.from(text, "base64").toString() : quoted(text.replaceAll("_", " ")),
    );
  const encoding = unfolded.match(/^Content-Transfer-Encoding: (.*)$/m)![1];
  const raw = body.join("\r\n\r\n");
  const text =
    encoding === "base64"
      ? Buffer.from(raw, "base64").toString()
      : encoding === "quoted-printable"
        ? quoted(raw.replace(/=\r\n/g, ""))
        : raw;
  return { subject, text: text.replaceAll("\r\n", "\n").trim() };
}
const quoted = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    "latin1",
  ).toString();

describe("a letter", () => {
  it("is sent approved only, once only, exactly as approved", async () => {
    expect((await drafts("send")).code).toBe(0);
    expect(received).toEqual([]);
    await drafts("approve", "Dzh");
    expect(await drafts("send")).toEqual({ code: 0, out: "Dzh sent" });
    expect(received.map(({ from, to }) => [from, ...to])).toEqual([
      ["team@holdfast.example", "lijing@account.example"],
    ]);
    expect(decoded(received[0]!.source)).toEqual({
      subject: letters.Dzh.subject,
      text: `${letters.Dzh.salutation}\n\n${letters.Dzh.body}`,
    });
    await drafts("send");
    expect(received).toHaveLength(1);
    expect(await stateOf("Dzh")).toBe("SENT");
  });

  it("remembers who approved it, when, and which text", async () => {
    await drafts("approve", "Dzh");
    const [event] = await inWarehouse((connection) =>
      rows(connection, "select who, event, text_hash, happened_at is not null as dated from warehouse.draft_event"),
    );
    expect(event).toEqual({ who: "chen", event: "approved", text_hash: letterHash(letters.Dzh), dated: true });
  });

  it("loses approval and name with an edit", async () => {
    await drafts("approve", "Dtwo");
    writeFileSync(join(folder, "new.txt"), "Subject: Better words\r\nThe use is down by 43%, and I am sorry.\r\n");
    const { out } = await drafts("edit", "Dtwo", "--file", "new.txt");
    const id = out.match(/is now (D\w+)/)![1]!;
    await expect(drafts("approve", "Dtwo")).rejects.toThrow("no letter has this id");
    await drafts("send");
    expect(received).toEqual([]);
    await drafts("approve", id);
    await drafts("send");
    expect(decoded(received[0]!.source)).toEqual({
      subject: "Better words",
      text: "Hello,\n\nThe use is down by 43%, and I am sorry.",
    });
  });

  it("that was changed in the warehouse after approval is not sent", async () => {
    await drafts("approve", "Dzh");
    await inWarehouse((connection) =>
      execute(connection, "update warehouse.draft set body = 'All free!' where draft_id = 'Dzh'"),
    );
    expect(await drafts("send")).toEqual({ code: 1, out: "Dzh refused: the text is not the one that was approved" });
    expect(received).toEqual([]);
  });

  it("to somebody who does not want any is neither approved nor sent", async () => {
    await expect(drafts("approve", "Dno")).rejects.toThrow("does not want to be written to");
    await drafts("approve", "Dzh");
    await inWarehouse((connection) =>
      execute(connection, "update warehouse.contact set opted_out = true where customer_id = 'C1'"),
    );
    expect((await drafts("send")).out).toContain("does not want to be written to");
    expect(received).toEqual([]);
  });

  it("goes to the address that was approved and to no other", async () => {
    await drafts("approve", "Dzh");
    await inWarehouse((connection) =>
      execute(connection, "update warehouse.contact set email = 'evil@x.example' where customer_id = 'C1'"),
    );
    expect((await drafts("send")).out).toContain("address changed after approval");
    expect(received).toEqual([]);
  });

  it("goes out in one language only", async () => {
    await drafts("approve", "Dzh");
    await drafts("approve", "Den");
    expect((await drafts("send")).out).toContain("Den refused: the customer got another letter this week");
    expect(received).toHaveLength(1);
  });

  it.each(["refuses recipients", "refuses texts"] as const)(
    "stays approved when the mail server %s, and goes out later, once",
    async (how) => {
      await drafts("approve", "Dzh");
      mood = how;
      expect((await drafts("send")).code).toBe(1);
      expect(await stateOf("Dzh")).toBe("APPROVED");
      mood = "takes";
      await drafts("send");
      await drafts("send");
      expect(received).toHaveLength(1);
    },
  );

  it("is never sent again by itself when the connection broke after the text", async () => {
    await drafts("approve", "Dzh");
    mood = "hangs up after the text";
    expect((await drafts("send")).out).toContain("may have been sent");
    mood = "takes";
    await drafts("send");
    expect(received).toHaveLength(1);
    expect(await stateOf("Dzh")).toBe("SENDING");
    await drafts("mark", "Dzh", "sent");
    expect(await stateOf("Dzh")).toBe("SENT");
  });

  it("is answered and settled in that order", async () => {
    await expect(drafts("mark", "Dzh", "replied")).rejects.toThrow("a letter that is DRAFT cannot be marked replied");
    await drafts("approve", "Dzh");
    await drafts("send");
    await drafts("mark", "Dzh", "replied");
    await drafts("mark", "Dzh", "resolved");
    expect(await stateOf("Dzh")).toBe("RESOLVED");
  });

  it("that was rejected is not sent", async () => {
    await drafts("reject", "Dzh");
    await expect(drafts("approve", "Dzh")).rejects.toThrow("REJECTED cannot be approved");
    await drafts("send");
    expect(received).toEqual([]);
  });

  it("is listed and shown with why, where to and its state", async () => {
    expect((await drafts("list")).out.split("\n")).toHaveLength(4);
    const { out } = await drafts("show", "Dzh");
    for (const part of ["DRAFT", "lijing@account.example", "why: why", letters.Dzh.subject, letters.Dzh.body])
      expect(out).toContain(part);
  });
});

it("says what is missing without showing what is set", async () => {
  const env = { HOLDFAST_SMTP_URL: "http://user:geheim@host", HOLDFAST_MAIL_FROM: "x" };
  const error = await runDrafts(["send", "--warehouse", warehouse], { out: () => undefined, env, cwd: folder }).catch(
    (thrown: Error) => thrown.message,
  );
  expect(error).toContain("HOLDFAST_SMTP_URL");
  expect(error).not.toContain("geheim");
});
