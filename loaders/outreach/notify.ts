import { writeFileSync } from "node:fs";
import type { Lang, Playbook } from "../../src/playbooks/types.js";
import { execute, rows } from "../query.js";
import { openWorkspace } from "../workspace.js";
import { digestOf, digestPlain, type Digest, type DigestFacts } from "./digestText.js";
import { openMailer } from "./mailer.js";
import { isSafeAddress } from "./safeAddress.js";
import { wasTaken, webhookKindOf, webhookKinds, webhookRequest, type WebhookKind } from "./webhooks.js";

/** One attempt to deliver, milliseconds. */
const timeoutMs = 8000;
/** A message that failed so often is kept and no longer tried. */
const mostAttempts = 12;

export type Env = Readonly<Record<string, string | undefined>>;

export interface NotifyOptions {
  readonly playbook: Playbook;
  readonly warehouse: string;
  readonly runId: string;
  readonly lineage: string;
  readonly facts: Omit<DigestFacts, "link">;
  readonly env: Env;
  readonly nowMs: number;
  readonly log: (line: string) => void;
}

/** Delivers one text; the reason it failed never holds an address or a secret. */
type Deliver = (digest: Digest, id: string) => Promise<string | null>;

/**
 * Tells the team that the week is out: one message a run, by HOLDFAST_WEBHOOK_URL (WeCom, DingTalk, Feishu or Slack, by its
 * host or HOLDFAST_WEBHOOK_KIND; HOLDFAST_WEBHOOK_SECRET signs) or by mail to HOLDFAST_DIGEST_TO; without either it is
 * written beside the warehouse. A message that fails waits in the outbox for the next run. Never throws for a failed delivery.
 * @returns messages delivered or written
 */
export async function notify(options: NotifyOptions): Promise<number> {
  const { playbook, warehouse, runId, lineage, facts, env, log } = options;
  const digest = digestOf({ ...facts, link: env.HOLDFAST_SITE_URL }, playbook);
  const deliver = delivery(options);
  const workspace = await openWorkspace(warehouse);
  const { connection } = workspace;
  try {
    await execute(
      connection,
      "insert into warehouse.outbox select ?, ?, ?::date, ?::json, 'pending', 0, null where ? not in (select run_id from warehouse.outbox)",
      [runId, lineage, facts.asOf, JSON.stringify(digest), runId],
    );
    const died = await rows(connection, "select 1 from warehouse.outbox where lineage = ? and state = 'sending'", [
      lineage,
    ]);
    if (died.length) {
      await execute(connection, "update warehouse.outbox set state = 'maybe' where lineage = ? and state = 'sending'", [
        lineage,
      ]);
      log("  an earlier run died while it sent its message; it may have arrived, and is not sent again");
    }
    const waiting = await rows<{ id: string; message: string }>(
      connection,
      `select run_id as id, message from warehouse.outbox where lineage = ? and state = 'pending' and attempts < ${mostAttempts} order by as_of, run_id`,
      [lineage],
    );
    let delivered = 0;
    for (const { id, message } of waiting) {
      // on disk before it goes out: who dies in between must not send it twice
      await execute(connection, "update warehouse.outbox set state = 'sending' where run_id = ?", [id]);
      const reason = await deliver(JSON.parse(message) as Digest, id);
      await execute(
        connection,
        "update warehouse.outbox set state = ?, attempts = attempts + 1, last_error = ? where run_id = ?",
        [...[reason === null ? "sent" : "pending", reason, id]],
      );
      if (reason === null) delivered++;
      else log(`  the message to the team waits in the outbox: ${reason}`);
    }
    return delivered;
  } finally {
    workspace.close();
  }
}

function delivery({ warehouse, env, nowMs, log }: NotifyOptions): Deliver {
  const { HOLDFAST_WEBHOOK_URL: url, HOLDFAST_WEBHOOK_SECRET: secret, HOLDFAST_DIGEST_TO: to } = env;
  if (url) return toWebhook(url, secret, env, nowMs);
  if (to) return toMail(to, env);
  return (digest) => {
    const file = `${warehouse}.digest.txt`;
    writeFileSync(file, `${digestPlain(digest, "zh")}\n\n${digestPlain(digest, "en")}\n`);
    log(`  no channel is set; the message to the team is in ${file}`);
    return Promise.resolve(null);
  };
}

function toWebhook(url: string, secret: string | undefined, env: Env, nowMs: number): Deliver {
  return async (digest) => {
    try {
      if (!isSafeAddress(url)) return "HOLDFAST_WEBHOOK_URL is not https (http on this machine only)";
      const named = env.HOLDFAST_WEBHOOK_KIND as WebhookKind | undefined;
      const kind = named ?? webhookKindOf(url);
      if (!kind || !webhookKinds.includes(kind)) return `HOLDFAST_WEBHOOK_KIND is none of ${webhookKinds.join(", ")}`;
      const request = webhookRequest(digest, {
        kind,
        url,
        secret,
        lang: langOf(env, kind === "slack" ? "en" : "zh"),
        nowMs,
      });
      const response = await fetch(request.url, {
        ...{
          method: "POST",
          headers: { "content-type": "application/json; charset=utf-8" },
          body: JSON.stringify(request.body),
        },
        ...{ signal: AbortSignal.timeout(timeoutMs), redirect: "error" },
      });
      const body = (await response.text()).slice(0, 10_000);
      return wasTaken(kind, response.status, body) ? null : `${kind} did not take it (status ${response.status})`;
    } catch (error) {
      // the message of a failed fetch may hold the address, which is a secret
      return error instanceof DOMException && error.name === "TimeoutError" ? "no answer in time" : "no connection";
    }
  };
}

function toMail(to: string, env: Env): Deliver {
  return async (digest, id) => {
    try {
      const lang = langOf(env, "zh");
      const mailer = openMailer(env);
      try {
        const result = await mailer.send({
          to,
          subject: digest.title[lang],
          text: digestPlain(digest, lang),
          messageId: `<digest.${id}@holdfast.invalid>`,
        });
        // a digest that may have gone out is not worth a second one
        return result.kind === "refused" ? `mail: ${result.reason}` : null;
      } finally {
        mailer.close();
      }
    } catch {
      return "HOLDFAST_SMTP_URL or HOLDFAST_MAIL_FROM cannot be read";
    }
  };
}

function langOf(env: Env, otherwise: Lang): Lang {
  return env.HOLDFAST_DIGEST_LANG === "zh" || env.HOLDFAST_DIGEST_LANG === "en" ? env.HOLDFAST_DIGEST_LANG : otherwise;
}
