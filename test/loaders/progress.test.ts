import { describe, expect, it } from "vitest";
import { Progress } from "../../loaders/progress.js";

function started() {
  const lines: string[] = [];
  let clock = 0;
  const progress = new Progress(
    (line) => lines.push(line),
    () => (clock += 1500),
  );
  return { lines, progress };
}

describe("a step", () => {
  it("is reported with its time and rows, and hands on its result", async () => {
    const { lines, progress } = started();
    expect(
      await progress.step(
        "ingest",
        () => Promise.resolve([1, 2, 3]),
        (found) => 1000 * found.length,
      ),
    ).toHaveLength(3);
    expect(progress.steps).toEqual([{ name: "ingest", status: "done", ms: 1500, rows: 3000 }]);
    expect(lines).toEqual([expect.stringMatching(/^ {2}ingest +3,000 rows +1\.5 s$/)]);
  });

  it("without rows says none", async () => {
    const { lines, progress } = started();
    await progress.step("commit", () => Promise.resolve());
    expect(progress.steps).toEqual([{ name: "commit", status: "done", ms: 1500, rows: undefined }]);
    expect(lines[0]).not.toContain("rows");
  });

  it("that fails is reported as failed, and fails", async () => {
    const { lines, progress } = started();
    await expect(progress.step("train", () => Promise.reject(new Error("no memory")))).rejects.toThrow("no memory");
    expect(progress.steps).toMatchObject([{ name: "train", status: "failed", ms: 1500 }]);
    expect(lines).toEqual([expect.stringContaining("failed")]);
  });

  it("that is left out is reported without a line", () => {
    const { lines, progress } = started();
    progress.skip("words");
    expect(progress.steps).toEqual([{ name: "words", status: "skipped", ms: 0 }]);
    expect(lines).toEqual([]);
  });
});
