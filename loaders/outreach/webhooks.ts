import { createHmac } from "node:crypto";
import type { Lang } from "../../src/playbooks/types.js";
import { digestPlain, type Digest } from "./digestText.js";

export type WebhookKind = "wecom" | "dingtalk" | "feishu" | "slack";
export const webhookKinds: readonly WebhookKind[] = ["wecom", "dingtalk", "feishu", "slack"];

export interface WebhookRequest {
  readonly url: string;
  readonly body: unknown;
}

/** Which service an address belongs to. */
export function webhookKindOf(url: string): WebhookKind | undefined {
  const { hostname } = new URL(url);
  if (hostname === "qyapi.weixin.qq.com") return "wecom";
  if (hostname === "oapi.dingtalk.com" || hostname === "api.dingtalk.com") return "dingtalk";
  if (hostname === "open.feishu.cn" || hostname === "open.larksuite.com") return "feishu";
  return hostname === "hooks.slack.com" ? "slack" : undefined;
}

/** Longest text a service takes, in UTF-8 bytes: WeCom markdown 4,096; DingTalk and Feishu 20,000 a request, with room for the frame; Slack 3,000 characters a section. */
const limits: Readonly<Record<WebhookKind, number>> = { wecom: 4096, dingtalk: 18_000, feishu: 18_000, slack: 2900 };

/**
 * A digest in a service's own format, cut to what it takes.
 * @param secret signs the request where the service can (DingTalk, Feishu)
 * @param nowMs clock time of the signature
 */
export function webhookRequest(
  digest: Digest,
  { kind, url, secret, lang, nowMs }: { kind: WebhookKind; url: string; secret?: string; lang: Lang; nowMs: number },
): WebhookRequest {
  const limit = limits[kind];
  const title = digest.title[lang];
  switch (kind) {
    case "wecom":
      return { url, body: { msgtype: "markdown", markdown: { content: cut(markdown(digest, lang, "> "), limit) } } };
    case "dingtalk":
      return {
        url: secret ? dingtalkSigned(url, secret, nowMs) : url,
        body: {
          msgtype: "markdown",
          markdown: { title: cut(title, 200), text: cut(markdown(digest, lang, "- "), limit) },
        },
      };
    case "feishu":
      return {
        url,
        body: {
          ...(secret ? feishuSignature(secret, nowMs) : {}),
          msg_type: "text",
          content: { text: cut(digestPlain(digest, lang), limit) },
        },
      };
    case "slack":
      return {
        url,
        body: {
          text: cut(title, 200),
          blocks: [
            { type: "header", text: { type: "plain_text", text: cut(title, 140) } },
            {
              type: "section",
              text: {
                type: "mrkdwn",
                text: cut(slackText([...digest.lines[lang], ...(digest.link ? [digest.link] : [])].join("\n")), limit),
              },
            },
          ],
        },
      };
  }
}

/** A service says no with status 200: `errcode` at WeCom and DingTalk, `code` at Feishu, anything but "ok" at Slack. */
export function wasTaken(kind: WebhookKind, status: number, body: string): boolean {
  if (status < 200 || status > 299) return false;
  if (kind === "slack") return body.trim() === "ok";
  try {
    const reply = JSON.parse(body) as { errcode?: number; code?: number; StatusCode?: number };
    return kind === "feishu" ? (reply.code ?? reply.StatusCode) === 0 : reply.errcode === 0;
  } catch {
    return false;
  }
}

/** DingTalk: HMAC-SHA256 keyed by the secret over "milliseconds\nsecret", base64, as query parameters. */
function dingtalkSigned(url: string, secret: string, nowMs: number): string {
  const sign = createHmac("sha256", secret).update(`${nowMs}\n${secret}`).digest("base64");
  const signed = new URL(url);
  signed.searchParams.set("timestamp", String(nowMs));
  signed.searchParams.set("sign", sign);
  return signed.href;
}

/** Feishu: HMAC-SHA256 keyed by "seconds\nsecret" over nothing, base64, in the body. */
function feishuSignature(secret: string, nowMs: number): { timestamp: string; sign: string } {
  const timestamp = String(Math.floor(nowMs / 1000));
  return { timestamp, sign: createHmac("sha256", `${timestamp}\n${secret}`).update("").digest("base64") };
}

function markdown({ title, lines, link }: Digest, lang: Lang, mark: string): string {
  const open = lang === "zh" ? "打开周报" : "Open the report";
  return [
    `### ${title[lang]}`,
    ...lines[lang].map((line) => `${mark}${line}`),
    ...(link ? [`[${open}](${link})`] : []),
  ].join("\n");
}

const slackText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** At most so many bytes of UTF-8, never half a character. */
export function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let size = Buffer.byteLength("…");
  let kept = "";
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    kept += character;
  }
  return `${kept}…`;
}
