import type { ChurnModel } from "../../src/model/churn/anyModel.js";
import type { Frame } from "../../src/model/churn/types.js";
import { openPool, threadCount, type Pool } from "./pool.js";
import { answerScoreTask, type ScoreTask } from "./scoreTask.js";
import { joinDoubles } from "./shared.js";

/** Fewer rows than this are scored sooner than a thread is told of them. */
const worthThreads = 20_000;

let pool: Pool<ScoreTask, Float64Array[]> | undefined;

/**
 * A model's probabilities (one column), or its contributions (one column a feature), for every row of a frame. Many rows
 * are shared out among threads, which stay for the next frame and keep no process alive; the figures are the same.
 */
export async function scoreFrame(model: ChurnModel, frame: Frame, asked: ScoreTask["asked"]): Promise<Float64Array[]> {
  const threads = frame.rows < worthThreads ? 1 : threadCount(Infinity);
  if (threads === 1) return answerScoreTask({ model, frame, asked });
  const tasks = partsOf(frame, threads).map((part) => ({ model, frame: part, asked }));
  const parts = await onThreads(tasks, threads);
  return parts[0]!.map((_, c) => joinDoubles(parts.map((columns) => columns[c]!)));
}

async function onThreads(tasks: readonly ScoreTask[], threads: number): Promise<Float64Array[][]> {
  pool ??= openPool(new URL("./scoreWorker.ts", import.meta.url), undefined, threads);
  try {
    return await pool.run(tasks);
  } catch (error) {
    // an error ends its thread: the next frame gets new ones
    await pool.close();
    pool = undefined;
    throw error;
  }
}

function partsOf({ rows, columns }: Frame, count: number): Frame[] {
  return Array.from({ length: count }, (_, part) => {
    const [from, to] = [Math.floor((rows * part) / count), Math.floor((rows * (part + 1)) / count)];
    const own = columns.map((column) => ({ ...column, values: column.values.subarray(from, to) }));
    return { rows: to - from, columns: own };
  });
}
