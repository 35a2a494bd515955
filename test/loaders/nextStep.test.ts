import { describe, expect, it } from "vitest";
import { nextStep } from "../../loaders/nextStep.js";
import { terminalLanguage } from "../../loaders/language.js";
import { stepLines } from "../../loaders/stepLines.js";

const options = { warehouse: "w.duckdb", audience: "executive" } as const;

describe("after a weekly run", () => {
  it.each([
    ["is to look", { published: "dist/saas", drafts: 20 }, 0, "npm run serve opens the pages"],
    ["is to make pages", { published: null, drafts: 0 }, 0, "run again without --no-site for the pages"],
    ["is to put data right", { published: null, drafts: 0 }, 3, "w.duckdb.failed/rejects.csv"],
    ["is what the error says", { published: null, drafts: 0 }, 1, "w.duckdb.failed/report.json"],
  ])("the one thing to do %s", (_, report, exitCode, text) => {
    expect(nextStep(report, exitCode, options).en).toContain(text);
    expect(nextStep(report, exitCode, options).zh).toMatch(/^\n下一步：/);
  });

  it("a team is told of the letters that wait", () => {
    expect(nextStep({ published: "d", drafts: 20 }, 0, { ...options, audience: "team" }).en).toContain("20 letters");
  });
});

describe("steps", () => {
  const shown = (isTTY: boolean, env: Record<string, string>) => {
    let text = "";
    const lines = stepLines({ isTTY, write: (more) => (text += more) }, env);
    lines.started("ingest");
    lines.done("  ingest  3 rows  0.1 s");
    lines.started("train");
    lines.done("  train  failed  0.1 s");
    return text;
  };

  it("name the running one on a terminal, are lines in a log, and only a failed one is said in CI", () => {
    expect(shown(true, {})).toBe(
      "  ingest …\r\u001b[K  ingest  3 rows  0.1 s\n  train …\r\u001b[K  train  failed  0.1 s\n",
    );
    expect(shown(false, {})).toBe("  ingest  3 rows  0.1 s\n  train  failed  0.1 s\n");
    for (const isTTY of [true, false]) expect(shown(isTTY, { CI: "true" })).toBe("  train  failed  0.1 s\n");
  });
});

describe("the language of the terminal", () => {
  it.each([
    ["en", undefined, {}],
    ["zh", undefined, { LANG: "zh_CN.UTF-8" }],
    ["en", undefined, { LANG: "zh_CN.UTF-8", LC_ALL: "C" }],
    ["zh", "zh", { LANG: "en_US.UTF-8" }],
  ])("is %s for --lang %s and %j", (lang, flag, env) => expect(terminalLanguage(flag, env)).toBe(lang));
});
