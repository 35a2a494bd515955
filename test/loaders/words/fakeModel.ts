import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, createServer, type AddressInfo, type Server } from "node:net";
import type { ModelSettings } from "../../../loaders/words/settings.js";

export interface ChatBody {
  readonly model: string;
  readonly stream: boolean;
  readonly messages: readonly { role: string; content: string }[];
  readonly response_format: { readonly type: string; readonly json_schema?: { readonly name: string } };
}

export type Answer = (
  body: ChatBody,
  response: ServerResponse,
  request: IncomingMessage,
  call: number,
) => void | Promise<void>;

export interface FakeModel {
  readonly settings: ModelSettings;
  /** Every byte that came in, headers included. */
  readonly bytes: () => string;
  readonly calls: () => number;
  answer: Answer;
  close(): Promise<void>;
}

/** A server on loopback that speaks Chat Completions, behind a listener that records every byte sent to it. */
export async function fakeModel(answer: Answer, more: Partial<ModelSettings> = {}): Promise<FakeModel> {
  const chunks: Buffer[] = [];
  let calls = 0;
  const fake = { answer } as { answer: Answer };
  const http = createHttpServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      calls++;
      void fake.answer(JSON.parse(Buffer.concat(parts).toString()) as ChatBody, response, request, calls);
    });
  });
  await listening(http);
  const recorder = createServer((socket) => {
    const upstream = connect((http.address() as AddressInfo).port, "127.0.0.1");
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.pipe(upstream).pipe(socket);
    socket.on("error", () => upstream.destroy());
    upstream.on("error", () => socket.destroy());
    upstream.on("close", () => socket.destroy());
  });
  await listening(recorder);
  return Object.assign(fake, {
    settings: {
      baseUrl: `http://127.0.0.1:${(recorder.address() as AddressInfo).port}/v1`,
      ...{
        apiKey: "sk-test-secret",
        model: "test-model",
        timeoutMs: 5000,
        deadlineMs: 30_000,
        longestPauseMs: 500,
        concurrency: 4,
      },
      ...{ caps: { tokens: 10_000_000, money: null }, price: null },
      ...more,
    },
    bytes: () => Buffer.concat(chunks).toString("utf8"),
    calls: () => calls,
    close: async () => {
      http.closeAllConnections();
      await Promise.all([closed(http), closed(recorder)]);
    },
  });
}

/** A well-formed completion with this content. */
export function complete(
  response: ServerResponse,
  content: unknown,
  usage: unknown = { prompt_tokens: 900, completion_tokens: 200 },
): void {
  response.writeHead(200, { "content-type": "application/json" });
  const text = typeof content === "string" ? content : JSON.stringify(content);
  response.end(
    JSON.stringify({
      id: "c",
      object: "chat.completion",
      choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: text } }],
      usage,
    }),
  );
}

const listening = (server: Server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
const closed = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));
