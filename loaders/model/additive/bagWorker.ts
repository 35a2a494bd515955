import { parentPort, workerData } from "node:worker_threads";
import type { BagData } from "./bag.js";
import { runBagTask, type BagTask } from "./bagTask.js";

/** A thread that fits bags. Progress is told ten times a second at most. */
const data = workerData as BagData;
let told = 0;
parentPort!.on("message", (task: BagTask) => {
  const answer = runBagTask(data, task, (progress) => {
    if (performance.now() - told < 100) return;
    told = performance.now();
    parentPort!.postMessage({ progress });
  });
  parentPort!.postMessage({ answer });
});
