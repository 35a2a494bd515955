import { PassThrough } from "node:stream";
import { createTransport } from "nodemailer";
import { isLoopback } from "./safeAddress.js";
import { UserError } from "../userError.js";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same letter has the same id, so that a mail server can tell a repetition. */
  readonly messageId: string;
}

/** `maybe`: the connection broke after the text was handed over, and nobody knows. */
export type MailResult = { readonly kind: "sent" } | { readonly kind: "refused" | "maybe"; readonly reason: string };

export interface Mailer {
  send(mail: Mail): Promise<MailResult>;
  close(): void;
}

/** One plain address, nothing that a mail program could read as two. */
const addressPattern = /^[^\s@<>,;:"'()[\]\\]+@[^\s@<>,;:"'()[\]\\]+$/;

export const isAddress = (text: string): boolean =>
  addressPattern.test(text) && !/\p{C}/u.test(text) && text.length <= 254;

/**
 * Sends over HOLDFAST_SMTP_URL (smtp://user:password@host:port or smtps://…) from HOLDFAST_MAIL_FROM ("Team <team@example.com>").
 * @throws UserError when one of them is missing or unreadable; the message shows neither
 */
export function openMailer(env: Readonly<Record<string, string | undefined>>): Mailer {
  const { HOLDFAST_SMTP_URL: url, HOLDFAST_MAIL_FROM: from } = env;
  // options behind a ? could switch TLS or its proof off
  if (!url || !/^smtps?:\/\/[^\s?#]+$/.test(url) || !URL.canParse(url))
    throw missing("HOLDFAST_SMTP_URL", "smtp://user:password@host:port or smtps://…, without options after a ?");
  if (!from || /[\r\n]/.test(from) || !isAddress(from.match(/<([^<>]*)>\s*$/)?.[1] ?? from))
    throw missing("HOLDFAST_MAIL_FROM", "Team <team@example.com>");
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
  // without this a server, or whoever stands between, could ask for the password in plain text
  const requireTLS = url.startsWith("smtp:") && !isLoopback(new URL(url).hostname);
  const closed = { disableFileAccess: true, disableUrlAccess: true };
  const transport = createTransport({ url, requireTLS, ...timeouts, ...closed });
  // a connection that breaks says nothing of where: whether the text was on its way is watched here
  let isUnderWay = false;
  transport.use("stream", (mail, done) => {
    mail.message.transform(() => {
      isUnderWay = true;
      return new PassThrough();
    });
    done();
  });
  return {
    send: async ({ to, subject, text, messageId }) => {
      if (!isAddress(to)) return { kind: "refused", reason: "not an e-mail address" };
      isUnderWay = false;
      try {
        await transport.sendMail({ from, to: { name: "", address: to }, subject, text, messageId });
        return { kind: "sent" };
      } catch (error) {
        return failure(error as SmtpError, isUnderWay);
      }
    },
    close: () => transport.close(),
  };
}

type SmtpError = Error & { code?: string; command?: string; responseCode?: number };

/** A server's own no, or a failure before the text was on its way, is certain; anything else may have gone out. */
function failure({ code, command, responseCode }: SmtpError, isUnderWay: boolean): MailResult {
  // the server's words are left out: they may repeat addresses or the key
  const reason = [code, command?.split(" ")[0], responseCode].filter(Boolean).join(" ") || "unknown error";
  return { kind: isUnderWay && responseCode === undefined ? "maybe" : "refused", reason };
}

function missing(name: string, allowed: string): UserError {
  return new UserError({
    what: `${name} is not set or cannot be read`,
    where: "the environment",
    allowed,
    todo: `set ${name}`,
  });
}
