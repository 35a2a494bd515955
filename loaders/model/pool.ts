import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";

/** Runs the same kind of task many times, on threads that share `data`; answers come in the order of the tasks. */
export interface Pool<Task, Answer> {
  run(tasks: readonly Task[], onProgress?: (task: number, progress: unknown) => void): Promise<Answer[]>;
  close(): Promise<void>;
}

interface Reply<Answer> {
  readonly progress?: unknown;
  readonly answer?: Answer;
}

/** Threads that are worth having: as many as cores, but not more than tasks. */
export function threadCount(tasks: number): number {
  return Math.max(1, Math.min(tasks, availableParallelism()));
}

/**
 * Starts `threads` workers from a TypeScript file. The file is bundled first, because a worker has no
 * TypeScript loader, whoever runs the parent. Threads without a task keep no process alive.
 */
export function openPool<Task, Answer>(file: URL, data: unknown, threads: number): Pool<Task, Answer> {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(file)],
    bundle: true,
    platform: "node",
    format: "cjs",
    write: false,
  });
  const workers = Array.from(
    { length: threads },
    () => new Worker(outputFiles[0]!.text, { eval: true, workerData: data }),
  );
  return {
    async run(tasks, onProgress) {
      const answers = new Array<Answer>(tasks.length);
      let next = 0;
      const work = async (worker: Worker): Promise<void> => {
        for (let task = next++; task < tasks.length; task = next++) {
          answers[task] = await ask<Answer>(worker, tasks[task], (progress) => onProgress?.(task, progress));
        }
      };
      await Promise.all(workers.map(work));
      return answers;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** The same without threads. */
export function localPool<Task, Answer>(
  work: (task: Task, onProgress: (progress: unknown) => void) => Answer,
): Pool<Task, Answer> {
  return {
    run: (tasks, onProgress) =>
      Promise.resolve(tasks.map((task, i) => work(task, (progress) => onProgress?.(i, progress)))),
    close: () => Promise.resolve(),
  };
}

function ask<Answer>(worker: Worker, task: unknown, onProgress: (progress: unknown) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onMessage = ({ progress, answer }: Reply<Answer>): void => {
      if (progress !== undefined) onProgress(progress);
      if (answer === undefined) return;
      worker.off("message", onMessage).off("error", reject).unref();
      resolve(answer);
    };
    worker.ref();
    worker.on("message", onMessage).once("error", reject).postMessage(task);
  });
}
