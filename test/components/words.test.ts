// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { pageContext } from "../../src/components/context.js";
import { wordsFinding } from "../../src/components/findings/words.js";
import { checkNames, wordsTable } from "../../src/components/wordsTable.js";
import { writerWords } from "../../src/components/writerWords.js";
import type { WordsSummary } from "../../src/pageData.js";
import { checks } from "../../src/words/checks/index.js";
import { makePageData } from "../fixtures/pages/makePageData.js";

const asked: WordsSummary = {
  ...{ writer: "model", model: "qwen3", texts: 42 },
  passed: { first: 30, second: 9, builtin: 3 },
  refused: { figures: 7, length: 8 },
};
const own: WordsSummary = {
  ...asked,
  writer: "builtin",
  model: null,
  passed: { first: 0, second: 0, builtin: 42 },
  refused: {},
};
const { run } = makePageData({ playbook: "aftersales", audience: "team", customers: 50 }).week;

describe("pass rates", () => {
  it("count first and second replies as passed", () => {
    expect(wordsFinding(asked).en).toBe(
      "93% of the 42 texts by qwen3 passed the checks; the built-in writer wrote the rest",
    );
    expect(wordsFinding(own).zh).toBe("内置撰写器写了 42 篇，没有问过任何模型");
    expect(wordsFinding(undefined).en).toBe("No letters were written this week");
  });

  it("stand in a table with the reasons for refusals, most frequent first", () => {
    const text = [...wordsTable(pageContext(run, "en"), asked).querySelectorAll("tbody tr")].map((row) =>
      [...row.children].map((cell) => cell.textContent).join(" | "),
    );
    expect(text).toEqual([
      "Passed at the first reply | 30 | 71%",
      "Passed after one refusal | 9 | 21%",
      "Written by the built-in writer | 3 | 7%",
      "the wrong length | 8",
      "a figure of its own | 7",
    ]);
  });

  it("have a name for every check in both languages", () => {
    expect(Object.keys(checkNames).sort()).toEqual(["schema", ...Object.keys(checks)].sort());
  });
});

describe("who wrote a text", () => {
  it("names the model and the day", () => {
    const text = { writer: "model", model: "qwen3", writtenOn: "2026-06-29" } as const;
    expect(writerWords(text, "zh")).toBe("qwen3 撰写（2026-06-29），数字由系统填入");
    expect(writerWords(text, "en")).toBe("written by qwen3 on 2026-06-29, figures filled in by code");
    expect(writerWords({ writer: "person" }, "en")).toBe("edited by a colleague");
  });
});
