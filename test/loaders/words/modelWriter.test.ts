import { afterEach, describe, expect, it } from "vitest";
import { ModelWriter } from "../../../loaders/words/modelWriter.js";
import { chatRequest } from "../../../loaders/words/request.js";
import type { ModelSettings } from "../../../loaders/words/settings.js";
import { complete, fakeModel, type Answer, type FakeModel } from "./fakeModel.js";
import { goodReply, jobFor, memoryCache, userMessage } from "./jobs.js";

let server: FakeModel | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const jobs = Array.from({ length: 6 }, (_, n) => jobFor(n % 2 ? "saas" : "aftersales", n, n % 3 ? "zh" : "en"));
async function write(answer: Answer, more: Partial<ModelSettings> = {}, cache = memoryCache(), list = jobs) {
  server ??= await fakeModel(answer, more);
  server.answer = answer;
  const writer = new ModelWriter({ ...server.settings, ...more }, cache, "2026-06-29");
  const pieces = await writer.writeAll(list);
  return { pieces, report: writer.tally.report() };
}

/** Answers as a good model does. */
const obliging: Answer = (body, response) => {
  const asked = userMessage(body);
  complete(response, goodReply(jobs.find((job) => chatRequest(job).messages[1]!.content === asked)!));
};

describe("a model that does as it is asked", () => {
  it("writes every text with one call each, and says so", async () => {
    const { pieces, report } = await write(obliging);
    expect(pieces.map(({ writer, model, writtenOn }) => [writer, model, writtenOn])).toEqual(
      jobs.map(() => ["model", "test-model", "2026-06-29"]),
    );
    expect(report).toMatchObject({
      calls: 6,
      cached: 0,
      passed: { first: 6, second: 0, builtin: 0 },
      refused: {},
      tokens: { input: 5400, output: 1200 },
      stopped_by: null,
    });
    expect(server!.calls()).toBe(6);
  });

  it("is not asked again: a second run takes every reply from the cache and gives the same texts", async () => {
    const cache = memoryCache();
    const first = await write(obliging, {}, cache);
    const second = await write(obliging, {}, cache);
    expect(second.pieces).toEqual(first.pieces);
    expect(second.report).toMatchObject({ calls: 0, cached: 6 });
    expect(server!.calls()).toBe(6);
  });

  it("is asked without streaming, held to a schema, with the key in the header only", async () => {
    const bodies: unknown[] = [];
    await write((body, response, request, call) => {
      bodies.push([body.stream, body.response_format.type, request.headers.authorization]);
      return obliging(body, response, request, call);
    });
    expect(new Set(bodies.map(String))).toEqual(new Set(["false,json_schema,Bearer sk-test-secret"]));
  });
});

describe("a model whose reply is refused", () => {
  it("is told the reasons once and may write again", async () => {
    const seen: string[] = [];
    const { report, pieces } = await write((body, response, request, call) => {
      if (body.messages.length === 2)
        return complete(response, { explanation: "x", subject: "y", letter: "We give you 90 % off." });
      seen.push(body.messages.at(-1)!.content);
      return obliging(body, response, request, call);
    });
    expect(report).toMatchObject({ calls: 12, passed: { first: 0, second: 6, builtin: 0 } });
    expect(report.refused).toMatchObject({ slots: 6, figures: 6, length: 6 });
    expect(seen.every((text) => /90|数词|figure/.test(text))).toBe(true);
    expect(pieces.every(({ writer }) => writer === "model")).toBe(true);
  });

  it("is left for the built-in writer after two refusals, and not asked again in the next run", async () => {
    const cache = memoryCache();
    const bad: Answer = (_, response) => complete(response, { explanation: "x", subject: "y", letter: "z" });
    const { report, pieces } = await write(bad, {}, cache);
    expect(report).toMatchObject({ calls: 12, passed: { first: 0, second: 0, builtin: 6 } });
    expect(pieces.every(({ writer, model }) => writer === "builtin" && model === null)).toBe(true);
    expect((await write(bad, {}, cache)).report).toMatchObject({ calls: 0, cached: 12 });
  });
});

const broken: Record<string, Answer> = {
  "answers half a JSON document": (_, response) => complete(response, '{"explanation": "It is'),
  "answers prose": (_, response) => complete(response, "Sure, here is your letter: Dear Sir"),
  "answers another schema": (_, response) => complete(response, { text: "hello" }),
  "adds fields to the schema": (_, response) =>
    complete(response, { explanation: "a", subject: "b", letter: "c", note: "d" }),
  "answers numbers for texts": (_, response) => complete(response, { explanation: 1, subject: 2, letter: [3] }),
  "answers an empty text": (_, response) => complete(response, ""),
  "answers without choices": (_, response) =>
    void response.writeHead(200, { "content-type": "application/json" }).end('{"choices": []}'),
  "answers null": (_, response) => void response.writeHead(200, { "content-type": "application/json" }).end("null"),
  "answers HTML with status 200": (_, response) =>
    void response.writeHead(200, { "content-type": "text/html" }).end("<html>proxy</html>"),
  "breaks off inside the body": (_, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "9999" });
    response.write('{"choices": [{"mess');
    setTimeout(() => response.destroy(), 20);
  },
  "sends megabytes": (_, response) =>
    void response.writeHead(200, { "content-type": "application/json" }).end(`"${"x".repeat(2_000_000)}"`),
  "hangs up": (_, response) => void response.destroy(),
  "fails with 500": (_, response) => void response.writeHead(500).end("oops"),
  "fails with 503 and garbage": (_, response) =>
    void response.writeHead(503, { "content-type": "application/json" }).end("{{{"),
  "is busy and asks for a long pause": (_, response) =>
    void response.writeHead(429, { "retry-after": "3600" }).end("{}"),
  "is busy until next year": (_, response) =>
    void response.writeHead(429, { "retry-after": "Fri, 31 Dec 2099 23:59:59 GMT" }).end("{}"),
  "does not know the model": (_, response) => void response.writeHead(404).end("{}"),
  "refuses the key": (_, response) => void response.writeHead(401).end('{"error": {"message": "bad key"}}'),
  "sends the data elsewhere": (_, response) =>
    void response.writeHead(307, { location: "http://127.0.0.1:9/steal" }).end(),
  "never answers": () => undefined,
  "answers drop by drop": (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const drip = setInterval(() => response.write(" "), 10);
    response.on("close", () => clearInterval(drip));
  },
};

describe("a server that", () => {
  it.each(Object.entries(broken))(
    "%s costs little and never the run: the built-in writer writes",
    async (_, answer) => {
      const { pieces, report } = await write(answer, { timeoutMs: 150, deadlineMs: 3000 });
      expect(pieces.map(({ writer }) => writer)).toEqual(jobs.map(() => "builtin"));
      expect(report.passed.builtin).toBe(6);
      // at most one request a text plus one more
      expect(server!.calls()).toBeLessThanOrEqual(12);
    },
  );

  it("is dead is left alone after a few attempts", async () => {
    const many = Array.from({ length: 20 }, (_, n) => jobFor("saas", n, "zh"));
    const { report } = await write(obliging, { baseUrl: "http://127.0.0.1:9/v1", concurrency: 1 }, memoryCache(), many);
    expect(report).toMatchObject({ stopped_by: "server", calls: 6, passed: { builtin: 20 } });
  });

  it("refuses the key is asked once", async () => {
    const { report } = await write(broken["refuses the key"]!, { concurrency: 1 });
    expect(report).toMatchObject({ calls: 1, stopped_by: "server", failures: { "status 401": 1 } });
  });

  it("never answers is given up at the deadline", async () => {
    const { report } = await write(broken["never answers"]!, { deadlineMs: 200 });
    expect(report).toMatchObject({ stopped_by: "deadline", passed: { builtin: 6 } });
  });

  it.each([400, 422])(
    "turns schemas down with %s is asked for any JSON, which is held to the schema here",
    async (status) => {
      const forms: string[] = [];
      const { pieces, report } = await write(
        (body, response, request, call) => {
          forms.push(body.response_format.type);
          if (body.response_format.type === "json_schema") return void response.writeHead(status).end("{}");
          expect(body.messages[0]!.content).toContain('"additionalProperties":false');
          return obliging(body, response, request, call);
        },
        { concurrency: 1 },
      );
      expect(forms).toEqual(["json_schema", ...jobs.map(() => "json_object")]);
      expect(pieces.every(({ writer }) => writer === "model")).toBe(true);
      expect(report).toMatchObject({ calls: jobs.length + 1, passed: { first: jobs.length } });
    },
  );

  it("is busy for a moment is asked once more, after the pause it asks for", async () => {
    const { report } = await write(
      (body, response, request, call) =>
        call === 1
          ? void response.writeHead(429, { "retry-after": "0.05" }).end("{}")
          : obliging(body, response, request, call),
      { concurrency: 1 },
    );
    expect(report).toMatchObject({ calls: 7, passed: { first: 6 }, failures: { "status 429": 1 } });
  });
});

describe("caps", () => {
  it("end in the built-in writer, not in an error: tokens", async () => {
    const { report } = await write(obliging, { caps: { tokens: 7000, money: null }, concurrency: 1 });
    expect(report.stopped_by).toBe("tokens");
    expect(report.passed.first).toBeGreaterThan(0);
    expect(report.passed.builtin).toBeGreaterThan(0);
    expect(report.tokens.input + report.tokens.output).toBeLessThanOrEqual(7000);
  });

  it("end in the built-in writer, not in an error: money", async () => {
    const { report } = await write(obliging, {
      caps: { tokens: 1e9, money: 0.5 },
      price: { input: 100, output: 100 },
      concurrency: 1,
    });
    expect(report.stopped_by).toBe("money");
    expect(report.money).toBeGreaterThan(0);
    expect(report.money!).toBeLessThanOrEqual(0.5);
  });

  it("count what several requests at once could take", async () => {
    const { report } = await write(obliging, { caps: { tokens: 4000, money: null } });
    expect(report.calls).toBeLessThanOrEqual(1);
  });
});
