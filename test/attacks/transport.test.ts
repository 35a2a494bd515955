import { createServer as createHttp, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { postItem, checkCrmUrl } from "../../loaders/outreach/crm/postItem.js";
import { openMailer } from "../../loaders/outreach/mailer.js";
import { notify } from "../../loaders/outreach/notify.js";
import { modelSettings } from "../../loaders/words/settings.js";
import { playbookById } from "../../src/playbooks/index.js";
import { countAttacks } from "../verify/countAttacks.js";

/** On this machine, but not by a name that the rules take for it: stands for any server of the network. */
const elsewhere = "127.0.0.2";

/** What a mail server heard. */
let heard: { users: string[]; letters: number; calls: number };
let close: (() => Promise<void>)[];
beforeEach(() => {
  heard = { users: [], letters: 0, calls: 0 };
  close = [];
});
afterEach(async () => {
  for (const each of close) await each();
});

/** A mail server that takes everything, with the self-signed certificate that the test server ships. @returns its port */
async function mailServer(options: SMTPServerOptions, host: string): Promise<number> {
  const smtp = new SMTPServer({
    ...{ logger: false, authOptional: true, allowInsecureAuth: true, ...options },
    onAuth: ({ username }, _session, done) => {
      heard.users.push(username ?? "");
      done(null, { user: username });
    },
    onData: (stream, _session, done) => {
      stream.resume();
      stream.on("end", () => {
        heard.letters++;
        done();
      });
    },
  });
  smtp.on("error", () => undefined);
  await new Promise<void>((resolve) => smtp.listen(0, host, () => resolve()));
  close.push(() => new Promise<void>((resolve) => smtp.close(() => resolve())));
  return (smtp.server.address() as AddressInfo).port;
}

async function webServer(host: string): Promise<number> {
  const server: Server = createHttp((_, response) => {
    heard.calls++;
    response.writeHead(200).end('{"errcode": 0}');
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  close.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

async function send(url: string): Promise<string> {
  const mailer = openMailer({ HOLDFAST_SMTP_URL: url, HOLDFAST_MAIL_FROM: "team@holdfast.example" });
  try {
    const mail = { to: "a@b.example", subject: "s", text: "t", messageId: "<1@holdfast.invalid>" };
    const result = await mailer.send(mail);
    return result.kind === "sent" ? "sent" : `${result.kind}: ${result.reason}`;
  } finally {
    mailer.close();
  }
}

async function tell(url: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-tell-"));
  const log: string[] = [];
  try {
    await notify({
      ...{ playbook: playbookById("saas"), warehouse: join(folder, "w.duckdb"), runId: "r", lineage: "l", nowMs: 0 },
      facts: { asOf: "2026-06-29", atRisk: 9, newlyAtRisk: 9, drafts: 1 },
      env: { HOLDFAST_WEBHOOK_URL: url, HOLDFAST_WEBHOOK_KIND: "wecom", HOLDFAST_WEBHOOK_SECRET: "streng" },
      log: (line) => log.push(line),
    });
    return log;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("a mail server of the network", () => {
  countAttacks("mail servers without TLS, or with a certificate of their own making");

  it("that offers no TLS hears neither the password nor a letter", async () => {
    const port = await mailServer({ disabledCommands: ["STARTTLS"] }, elsewhere);
    expect(await send(`smtp://user:geheim@${elsewhere}:${port}`)).toMatch(/^refused: (?!.*geheim)/);
    expect(heard).toEqual({ users: [], letters: 0, calls: 0 });
  });

  it("whose certificate nobody vouches for hears neither, after STARTTLS", async () => {
    const port = await mailServer({}, elsewhere);
    expect(await send(`smtp://user:geheim@${elsewhere}:${port}`)).toMatch(/^refused: (?!.*geheim)/);
    expect(heard).toEqual({ users: [], letters: 0, calls: 0 });
  });

  it("whose certificate nobody vouches for hears neither, over TLS from the start", async () => {
    const port = await mailServer({ secure: true }, elsewhere);
    expect(await send(`smtps://user:geheim@${elsewhere}:${port}`)).toMatch(/^refused: (?!.*geheim)/);
    expect(heard).toEqual({ users: [], letters: 0, calls: 0 });
  });

  it("cannot talk this out of TLS by its address", async () => {
    const port = await mailServer({ disabledCommands: ["STARTTLS"] }, elsewhere);
    for (const option of ["requireTLS=false", "ignoreTLS=true", "tls.rejectUnauthorized=false"])
      await expect(send(`smtp://user:geheim@${elsewhere}:${port}?${option}`)).rejects.toThrow(
        /^(?!.*geheim).*HOLDFAST_SMTP_URL/,
      );
    expect(heard.users).toEqual([]);
  });

  it("on this machine itself needs no TLS", async () => {
    const port = await mailServer({ disabledCommands: ["STARTTLS"] }, "127.0.0.1");
    expect(await send(`smtp://user:geheim@127.0.0.1:${port}`)).toBe("sent");
    expect(heard).toEqual({ users: ["user"], letters: 1, calls: 0 });
  });
});

describe("a chat, a CRM or a model of the network", () => {
  countAttacks("webhooks, CRM and model over plain http, or with a certificate of their own making");

  it("is told nothing over plain http", async () => {
    const port = await webServer(elsewhere);
    const log = await tell(`http://${elsewhere}:${port}/hook?key=geheim`);
    expect([heard.calls, log.join()]).toEqual([0, expect.stringMatching(/is not https/)]);
    expect(log.join()).not.toMatch(/geheim|streng/);
    expect(() => checkCrmUrl(`http://${elsewhere}:${port}/crm?key=geheim`)).toThrow(/^(?!.*geheim).*not https/);
  });

  it("whose certificate nobody vouches for is told nothing", async () => {
    const port = await mailServer({ secure: true }, elsewhere);
    const url = `https://${elsewhere}:${port}/hook?key=geheim`;
    expect((await tell(url)).join()).toMatch(/^(?!.*(geheim|streng)).*no connection/);
    expect(await postItem({ url, token: "streng", timeoutMs: 5000 }, "k", "{}")).toEqual({
      ...{ kind: "failed", reason: "no connection" },
    });
  });

  it("gets no key over plain http; without a key there is no secret to tell", () => {
    const OPENAI_BASE_URL = `http://${elsewhere}:8000/v1`;
    expect(() => modelSettings({ OPENAI_BASE_URL, OPENAI_API_KEY: "geheim" })).toThrow(
      /^(?!.*geheim).*OPENAI_BASE_URL is not https/,
    );
    expect(modelSettings({ OPENAI_BASE_URL })).toMatchObject({ baseUrl: OPENAI_BASE_URL });
    expect(modelSettings({ OPENAI_BASE_URL: "http://127.0.0.1:1/v1", OPENAI_API_KEY: "x" })).toBeDefined();
  });
});
