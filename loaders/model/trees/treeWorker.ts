import { parentPort, workerData } from "node:worker_threads";
import { fitTreeBag, type TreeBagData, type TreeTask } from "./treeBag.js";

/** A thread that fits bags of trees. Progress is told ten times a second at most. */
const data = workerData as TreeBagData;
let told = 0;
parentPort!.on("message", (task: TreeTask) => {
  const answer = fitTreeBag(data, task, (trees, heldLoss) => {
    if (performance.now() - told < 100) return;
    told = performance.now();
    parentPort!.postMessage({ progress: { trees, heldLoss } });
  });
  parentPort!.postMessage({ answer });
});
