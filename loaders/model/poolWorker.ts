import { parentPort } from "node:worker_threads";
import type { Order } from "./pool.js";
import { poolWork } from "./poolWork.js";

/** A thread of the pool: keeps the data of runs under way, and does one task at a time. Progress is told ten times a second at most. */
const known = new Map<number, unknown>();
let told = 0;
parentPort!.on("message", (order: Order) => {
  if (order.is === "data") known.set(order.run, order.data);
  else if (order.is === "end") known.delete(order.run);
  else {
    const work = poolWork[order.kind] as (data: unknown, task: unknown, tell: (progress: unknown) => void) => unknown;
    const answer = work(known.get(order.run), order.task, (progress) => {
      if (performance.now() - told < 100) return;
      told = performance.now();
      parentPort!.postMessage({ progress });
    });
    parentPort!.postMessage({ answer });
  }
});
