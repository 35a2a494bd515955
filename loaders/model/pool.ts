import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";
import type { TrainingSet } from "../../src/model/churn/types.js";
import { poolWork, type PoolWork } from "./poolWork.js";

/** Runs tasks of one kind over the same data; answers come in the order of the tasks. */
export interface Pool<Kind extends keyof PoolWork> {
  run(
    tasks: readonly PoolWork[Kind]["task"][],
    onProgress?: (task: number, progress: PoolWork[Kind]["progress"]) => void,
  ): Promise<PoolWork[Kind]["answer"][]>;
  /** The data are needed no more. */
  close(): void;
}

/** What a thread is told. */
export type Order =
  | { readonly is: "data"; readonly run: number; readonly data: unknown }
  | { readonly is: "task"; readonly run: number; readonly kind: keyof PoolWork; readonly task: unknown }
  | { readonly is: "end"; readonly run: number };

interface Reply {
  readonly progress?: unknown;
  readonly answer?: unknown;
}

interface Thread {
  readonly worker: Worker;
  /** Runs whose data it holds. */
  readonly runs: Set<number>;
}

/** Whether a fit takes long enough for threads to be started. */
export function isWorthThreads({ frame }: TrainingSet): boolean {
  return frame.rows * frame.columns.length > 300_000;
}

/** Threads that are worth having: as many as cores, but not more than tasks. */
export function threadCount(tasks: number): number {
  return Math.max(1, Math.min(tasks, availableParallelism()));
}

/**
 * A pool over this process's threads, at most so many of them at a time; one means the caller's own. Threads are started
 * with the first task and kept for the next pool, compiled as they are; without a task they keep no process alive.
 */
export function openPool<Kind extends keyof PoolWork>(
  kind: Kind,
  data: PoolWork[Kind]["data"],
  threads: number,
): Pool<Kind> {
  if (threads === 1) return localPool(kind, data);
  const run = ++runs;
  return {
    async run(tasks, onProgress) {
      const answers = new Array<PoolWork[Kind]["answer"]>(tasks.length);
      let next = 0;
      const work = async (): Promise<void> => {
        for (let task = next++; task < tasks.length; task = next++)
          answers[task] = (await onThread(threads, (thread) => {
            if (!thread.runs.has(run)) thread.worker.postMessage({ is: "data", run, data } satisfies Order);
            thread.runs.add(run);
            return ask(thread, { is: "task", run, kind, task: tasks[task] }, (progress) =>
              onProgress?.(task, progress as PoolWork[Kind]["progress"]),
            );
          })) as PoolWork[Kind]["answer"];
      };
      await Promise.all(Array.from({ length: threads }, work));
      return answers;
    },
    close() {
      for (const thread of all)
        if (thread.runs.delete(run)) thread.worker.postMessage({ is: "end", run } satisfies Order);
    },
  };
}

/** The same without threads. */
function localPool<Kind extends keyof PoolWork>(kind: Kind, data: PoolWork[Kind]["data"]): Pool<Kind> {
  return {
    run: (tasks, onProgress) =>
      Promise.resolve(tasks.map((task, i) => poolWork[kind](data, task, (progress) => onProgress?.(i, progress)))),
    close: () => undefined,
  };
}

let runs = 0;
const all = new Set<Thread>();
const free: Thread[] = [];
const waiting: ((thread: Thread) => void)[] = [];

/** Does a task on a thread that is free, on a new one while there are fewer than cores or `most`, or else when its turn comes. */
async function onThread<T>(most: number, work: (thread: Thread) => Promise<T>): Promise<T> {
  const thread =
    free.pop() ??
    (all.size < Math.max(most, availableParallelism())
      ? startThread()
      : await new Promise<Thread>((resolve) => waiting.push(resolve)));
  try {
    return await work(thread);
  } finally {
    const next = waiting.shift();
    // an error ended it
    const isGone = !all.has(thread);
    if (next) next(isGone ? startThread() : thread);
    else if (!isGone) free.push(thread);
  }
}

let bundle: string | undefined;

/** Bundled first, because a thread has no TypeScript loader, whoever runs its parent. */
function startThread(): Thread {
  bundle ??= buildSync({
    entryPoints: [fileURLToPath(new URL("./poolWorker.ts", import.meta.url))],
    bundle: true,
    platform: "node",
    format: "cjs",
    write: false,
  }).outputFiles[0]!.text;
  const worker = new Worker(bundle, { eval: true });
  worker.unref();
  const thread = { worker, runs: new Set<number>() };
  all.add(thread);
  return thread;
}

function ask(thread: Thread, order: Order, onProgress: (progress: unknown) => void): Promise<unknown> {
  const { worker } = thread;
  return new Promise((resolve, reject) => {
    const onMessage = ({ progress, answer }: Reply): void => {
      if (progress !== undefined) onProgress(progress);
      if (answer === undefined) return;
      end();
      resolve(answer);
    };
    const onError = (error: Error): void => {
      end();
      all.delete(thread);
      reject(error);
    };
    const end = (): void => {
      worker.off("message", onMessage).off("error", onError).unref();
    };
    worker.ref();
    worker.on("message", onMessage).once("error", onError).postMessage(order);
  });
}
