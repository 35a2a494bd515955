import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseOptions, type Options } from "../../../loaders/options.js";
import { runDrafts } from "../../../loaders/outreach/drafts.js";
import { weekLetters } from "../../../loaders/pages/words.js";
import { rows } from "../../../loaders/query.js";
import type { Report } from "../../../loaders/report.js";
import { runWeekly } from "../../../loaders/weekly.js";
import { openWorkspace } from "../../../loaders/workspace.js";
import { fakeModel, type FakeModel } from "./fakeModel.js";
import { obligingModel } from "./obligingModel.js";

let folder: string;
let warehouse: string;
let server: FakeModel;
let first: Report;
let second: Report;
let approved: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "words-"));
  warehouse = join(folder, "w.duckdb");
  server = await fakeModel(obligingModel);
  first = await week();
  approved = (await lettersOf())[0]!.draft_id;
  await drafts("approve", approved);
  second = await week();
}, 300_000);
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function week(): Promise<Report> {
  const options = parseOptions(
    [
      "--playbook",
      "aftersales",
      "--source",
      "sample",
      "--customers",
      "1200",
      "--warehouse",
      warehouse,
      "--no-site",
      "--no-notify",
    ],
    folder,
  ) as Options;
  const { baseUrl, apiKey, model } = server.settings;
  const env = { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey, OPENAI_MODEL: model };
  const { report, error } = await runWeekly(options, { log: () => undefined, now: () => 0, today: "2026-07-01", env });
  if (error) throw error;
  return report;
}

const drafts = (...args: string[]) =>
  runDrafts([...args, "--warehouse", warehouse, "--by", "chen"], { out: () => undefined, env: {}, cwd: folder });

interface Row {
  readonly draft_id: string;
  readonly customer_id: string;
  readonly state: string;
  readonly writer: string;
  readonly body: string;
}
const lettersOf = () =>
  ask<Row>("select draft_id, customer_id, state, writer, body from warehouse.draft order by rank, lang");

async function ask<T>(sql: string): Promise<T[]> {
  const workspace = await openWorkspace(warehouse);
  try {
    return await rows<T>(workspace.connection, sql);
  } finally {
    workspace.close();
  }
}

it("writes to the top of the queue in both languages, one call a letter and two for the week's paragraph", async () => {
  expect(first.drafts).toBe(20);
  expect(first.words).toMatchObject({ writer: "model", model: "test-model", texts: 42, cached: 0, stopped_by: null });
  expect(first.words!.passed.first + first.words!.passed.second).toBeGreaterThan(38);
  expect(first.words!.calls).toBeLessThanOrEqual(2 * 42);
  const letters = await lettersOf();
  expect(letters).toHaveLength(40);
  expect(new Set(letters.map(({ body }) => body)).size).toBe(40);
  expect(letters.every(({ body }) => !/[{}]/.test(body))).toBe(true);
});

it("asks nothing at the second run of the same week, and comes to the same letters", async () => {
  expect(second.words).toMatchObject({ calls: 0, passed: first.words!.passed, refused: first.words!.refused });
  expect(server.calls()).toBe(first.words!.calls);
  expect(await lettersOf()).toHaveLength(40);
});

it("keeps an approved letter over a second run", async () => {
  const letters = await lettersOf();
  expect(letters.filter(({ state }) => state === "APPROVED").map(({ draft_id }) => draft_id)).toEqual([approved]);
});

it("sends no name, e-mail, telephone or ticket title of anybody", async () => {
  const people = await ask<{ name: string; contact_name: string; email: string }>(
    "select name, contact_name, email from warehouse.contact",
  );
  expect(people.length).toBe(20);
  const bytes = server.bytes();
  const decoded = bytes.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const titles = ["等待时间太长", "维修后故障仍在", "报价与结算不符", "配件迟迟不到", "顾问没有回电"];
  for (const secret of [...people.flatMap(({ name, contact_name, email }) => [name, contact_name, email]), ...titles])
    expect(decoded.includes(secret), secret).toBe(false);
  expect(decoded).not.toMatch(/@mail\.example|\b100\d{8}\b|C\d{7}/);
});

it("gives the pages each letter with its state, its writer and the command that approves it", async () => {
  const workspace = await openWorkspace(warehouse);
  try {
    const words = await weekLetters(
      { connection: workspace.connection, runId: second.run_id!, audience: "team" },
      second.as_of!,
    );
    expect(words.size).toBe(20);
    const all = [...words.values()].flatMap(({ zh, en }) => [zh!, en!]);
    const mine = all.find(({ draft }) => draft.id === approved)!;
    expect(mine.draft).toMatchObject({ state: "APPROVED", approve: `npm run drafts -- approve ${approved}` });
    expect(
      all
        .filter(({ explanation }) => explanation.writer === "model")
        .every(({ explanation }) => explanation.writtenOn === "2026-07-01"),
    ).toBe(true);
  } finally {
    workspace.close();
  }
});
