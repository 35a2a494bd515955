import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { notify, type Env } from "../../../loaders/outreach/notify.js";
import { cut, webhookKindOf, webhookRequest } from "../../../loaders/outreach/webhooks.js";
import { rows } from "../../../loaders/query.js";
import { openWorkspace } from "../../../loaders/workspace.js";
import { playbookById } from "../../../src/playbooks/index.js";

let folder: string;
let warehouse: string;
let server: Server;
let base: string;
let received: { url: string; body: Record<string, unknown> }[];
let answer: { status: number; body: string };
let log: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "notify-"));
  warehouse = join(folder, "w.duckdb");
  [received, log, answer] = [[], [], { status: 200, body: '{"errcode": 0, "code": 0}' }];
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      received.push({
        url: request.url!,
        body: JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>,
      });
      response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const run = (runId: string, env: Env) =>
  notify({
    ...{
      playbook: playbookById("aftersales"),
      warehouse,
      runId,
      lineage: "l",
      env,
      nowMs: 1_782_720_000_000,
      log: (line: string) => log.push(line),
    },
    facts: { asOf: "2026-06-29", atRisk: 2200, newlyAtRisk: 3, drafts: 20 },
  });

const outbox = async () => {
  const workspace = await openWorkspace(warehouse);
  try {
    return await rows<{ run_id: string; state: string; attempts: number; last_error: string | null }>(
      workspace.connection,
      "select run_id, state, attempts, last_error from warehouse.outbox order by run_id",
    );
  } finally {
    workspace.close();
  }
};

describe("the message to the team", () => {
  it.each(["wecom", "dingtalk", "feishu", "slack"])("is one message in the form of %s", async (kind) => {
    if (kind === "slack") answer.body = "ok";
    expect(await run("r1", { HOLDFAST_WEBHOOK_URL: `${base}/hook?key=geheim`, HOLDFAST_WEBHOOK_KIND: kind })).toBe(1);
    expect(received).toHaveLength(1);
    const text = JSON.stringify(received[0]!.body);
    expect(text).toMatch(
      kind === "slack" ? /2,200 owners.*fewer than 5 owners.*approval: 20/ : /2,200 位车主.*不到 5 位车主.*20 封/,
    );
    expect(received[0]!.body).toMatchSnapshot();
  });

  it("is sent once a run, and again for a new run", async () => {
    const env = { HOLDFAST_WEBHOOK_URL: base, HOLDFAST_WEBHOOK_KIND: "wecom" };
    await run("r1", env);
    await run("r1", env);
    expect(received).toHaveLength(1);
    await run("r2", env);
    expect(received).toHaveLength(2);
  });

  it.each([
    ["status 500", { status: 500, body: "" }],
    ["a no with status 200", { status: 200, body: '{"errcode": 93000, "errmsg": "invalid webhook url geheim"}' }],
    ["garbage", { status: 200, body: "<html>" }],
  ])("waits in the outbox after %s, and goes out with the next run", async (_, no) => {
    const env = { HOLDFAST_WEBHOOK_URL: `${base}/hook?key=geheim`, HOLDFAST_WEBHOOK_KIND: "wecom" };
    const yes = answer;
    answer = no;
    expect(await run("r1", env)).toBe(0);
    expect(await outbox()).toMatchObject([{ run_id: "r1", state: "pending", attempts: 1 }]);
    answer = yes;
    expect(await run("r2", env)).toBe(2);
    expect((await outbox()).map(({ state }) => state)).toEqual(["sent", "sent"]);
    expect(log.join()).not.toContain("geheim");
  });

  it("is not sent a second time when its run died while it was sent", async () => {
    const env = { HOLDFAST_WEBHOOK_URL: base, HOLDFAST_WEBHOOK_KIND: "wecom" };
    await run("r1", env);
    const workspace = await openWorkspace(warehouse);
    await workspace.connection.run("update warehouse.outbox set state = 'sending'");
    workspace.close();
    await run("r2", env);
    expect(received).toHaveLength(2);
    expect((await outbox()).map(({ state }) => state)).toEqual(["maybe", "sent"]);
    expect(log.join()).toContain("is not sent again");
  });

  it("costs nothing but a line when nobody answers; no secret is logged or kept", async () => {
    const env = {
      HOLDFAST_WEBHOOK_URL: "http://127.0.0.1:9/hook?key=geheim",
      HOLDFAST_WEBHOOK_KIND: "feishu",
      HOLDFAST_WEBHOOK_SECRET: "streng",
    };
    expect(await run("r1", env)).toBe(0);
    expect(log).toHaveLength(1);
    expect(JSON.stringify([log, await outbox()])).not.toMatch(/geheim|streng/);
  });

  it("is written beside the warehouse, in both languages, when no channel is set", async () => {
    expect(await run("r1", {})).toBe(1);
    const text = readFileSync(`${warehouse}.digest.txt`, "utf8");
    expect(text).toContain("车主留存周报 2026-06-29");
    expect(text).toContain("At risk: 2,200 owners; newly at risk: fewer than 5 owners");
  });

  it("goes by mail to the team, once a run, and waits when the mail server says no", async () => {
    const mails: { to: string[]; source: string }[] = [];
    let isRefusing = true;
    const smtp = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ["STARTTLS"], logger: false },
      onRcptTo: (_, __, done) => done(isRefusing ? new Error("not now") : null),
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on("data", (part: Buffer) => parts.push(part));
        stream.on("end", () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          mails.push({ to, source: Buffer.concat(parts).toString() });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", () => resolve()));
    try {
      const env = {
        HOLDFAST_SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
        HOLDFAST_MAIL_FROM: "Holdfast <holdfast@team.example>",
        HOLDFAST_DIGEST_TO: "team@team.example",
        HOLDFAST_DIGEST_LANG: "en",
      };
      expect(await run("r1", env)).toBe(0);
      expect(await outbox()).toMatchObject([{ run_id: "r1", state: "pending" }]);
      isRefusing = false;
      expect(await run("r1", env)).toBe(1);
      expect(await run("r1", env)).toBe(0);
      expect(mails.map(({ to }) => to)).toEqual([["team@team.example"]]);
      expect(mails[0]!.source).toContain("At risk: 2,200 owners");
    } finally {
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
    }
  });

  it("says which setting cannot be read", async () => {
    await run("r1", { HOLDFAST_WEBHOOK_URL: `${base}/x` });
    await run("r2", { HOLDFAST_DIGEST_TO: "team@x.example" });
    expect(log.join()).toMatch(/HOLDFAST_WEBHOOK_KIND.*HOLDFAST_SMTP_URL/);
  });
});

describe("webhookRequest", () => {
  const digest = {
    title: { zh: "周报", en: "Week" },
    lines: { zh: ["有风险：9"], en: ["At risk: 9 <b> & more"] },
    link: "https://x.example/zh/",
  };
  const ask = (kind: "wecom" | "dingtalk" | "feishu" | "slack", more = {}) =>
    webhookRequest(
      { ...digest, ...more },
      { kind, url: "https://h.example/send?access_token=t", secret: "SECtest", lang: "zh", nowMs: 1_782_720_000_000 },
    );

  it("signs for DingTalk in the query (value by Python's hmac)", () => {
    const { searchParams } = new URL(ask("dingtalk").url);
    expect(Object.fromEntries(searchParams)).toEqual({
      access_token: "t",
      timestamp: "1782720000000",
      sign: "MPFV5LyiRkP1SRya/lH6t0BOPXU8vfVAB/nA9qUTgLo=",
    });
  });

  it("signs for Feishu in the body (value by Python's hmac)", () => {
    expect(ask("feishu").body).toMatchObject({
      timestamp: "1782720000",
      sign: "C2XY5GvzpSafYscAtSpAEz0mMBC+stwXFeEpSiy9cuQ=",
    });
  });

  it.each([
    ["wecom", 4096],
    ["dingtalk", 20_000],
    ["feishu", 20_000],
    ["slack", 40_000],
  ] as const)("keeps within what %s takes", (kind, bytes) => {
    const long = { lines: { zh: Array.from({ length: 2000 }, () => "有风险的车主很多很多😀"), en: [] } };
    const { body } = ask(kind, long);
    expect(
      Buffer.byteLength(
        kind === "wecom" ? (body as { markdown: { content: string } }).markdown.content : JSON.stringify(body),
      ),
    ).toBeLessThanOrEqual(bytes);
    expect(JSON.stringify(body)).not.toContain("\ufffd");
  });

  it("knows a service by its host", () => {
    expect(
      [
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k",
        "https://oapi.dingtalk.com/robot/send",
        "https://open.feishu.cn/open-apis/bot/v2/hook/x",
        "https://hooks.slack.com/services/x",
        "https://evil.example",
      ].map(webhookKindOf),
    ).toEqual(["wecom", "dingtalk", "feishu", "slack", undefined]);
  });

  it("cuts at a whole character", () => {
    expect(cut("有风险", 9)).toBe("有风险");
    expect(cut("有风险的", 9)).toBe("有风…");
    expect(cut("😀😀", 7)).toBe("😀…");
  });
});
