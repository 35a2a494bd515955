import type { ChurnModel } from "../../src/model/churn/anyModel.js";
import type { Frame } from "../../src/model/churn/types.js";
import { openPool, threadCount } from "./pool.js";
import { answerScoreTask, type ScoreTask } from "./scoreTask.js";
import { joinDoubles } from "./shared.js";

/** Fewer rows than this are scored sooner than a thread is told of them. */
const worthThreads = 20_000;

/**
 * A model's probabilities (one column), or its contributions (one column a feature), for every row of a frame. Many rows
 * are shared out among threads, which stay for the next frame and keep no process alive; the figures are the same.
 */
export async function scoreFrame(model: ChurnModel, frame: Frame, asked: ScoreTask["asked"]): Promise<Float64Array[]> {
  const threads = frame.rows < worthThreads ? 1 : threadCount(Infinity);
  if (threads === 1) return answerScoreTask({ model, frame, asked });
  const tasks = partsOf(frame, threads).map((part) => ({ model, frame: part, asked }));
  const pool = openPool("score", undefined, threads);
  const parts = await pool.run(tasks).finally(() => pool.close());
  return parts[0]!.map((_, c) => joinDoubles(parts.map((columns) => columns[c]!)));
}

function partsOf({ rows, columns }: Frame, count: number): Frame[] {
  return Array.from({ length: count }, (_, part) => {
    const [from, to] = [Math.floor((rows * part) / count), Math.floor((rows * (part + 1)) / count)];
    const own = columns.map((column) => ({ ...column, values: column.values.subarray(from, to) }));
    return { rows: to - from, columns: own };
  });
}
