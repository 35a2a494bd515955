import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** How far a letter is, in the order of the protocol. */
export const stages = [
  "the server is called",
  "the sender is named",
  "the recipient is named",
  "the text begins",
  "the text has arrived",
  "the server has said yes",
] as const;
export type Stage = (typeof stages)[number];

export interface Arrived {
  readonly to: readonly string[];
  readonly source: string;
}

export interface MailServer {
  readonly url: string;
  /** Does something once, when the nth letter from now gets so far; undefined: nothing. */
  at(moment: { stage: Stage; letter: number; act: () => void } | undefined): void;
  /** Letters that arrived whole since they were last taken. */
  letters(): readonly Arrived[];
  /** Draft ids of {@link letters}, one an arrival; they are gone then. */
  take(): string[];
  close(): Promise<void>;
}

/** Milliseconds that a killed process is left alone with its connection. */
const pause = 60;

/** A mail server on loopback that takes everything and watches how far each letter is. */
export async function openMailServer(): Promise<MailServer> {
  let received: Arrived[] = [];
  let moment: Parameters<MailServer["at"]>[0];
  let called = 0;
  const reached = (stage: Stage, goOn: () => void) => {
    if (stage === stages[0]) called++;
    if (moment?.stage !== stage || moment.letter !== called) return goOn();
    moment.act();
    moment = undefined;
    setTimeout(goOn, pause);
  };
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onConnect: (_session, done) => reached("the server is called", () => done()),
    onMailFrom: (_address, _session, done) => reached("the sender is named", () => done()),
    onRcptTo: (_address, _session, done) => reached("the recipient is named", () => done()),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = envelope.rcptTo.map(({ address }) => address);
        received.push({ to, source: Buffer.concat(chunks).toString("utf8") });
        reached("the text has arrived", () => {
          done();
          reached("the server has said yes", () => undefined);
        });
      });
      reached("the text begins", () => undefined);
    },
  });
  smtp.on("error", () => undefined);
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    at: (next) => {
      moment = next;
      called = 0;
    },
    letters: () => received,
    take: () => {
      const taken = received;
      received = [];
      return taken.map(({ source }) => source.match(/^Message-ID: <([^.>]+)/im)?.[1] ?? "?");
    },
    close: () => new Promise<void>((resolve) => smtp.close(() => resolve())),
  };
}
