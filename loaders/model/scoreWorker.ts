import { parentPort } from "node:worker_threads";
import { answerScoreTask, type ScoreTask } from "./scoreTask.js";

/** A thread that scores parts of frames. */
parentPort!.on("message", (task: ScoreTask) => parentPort!.postMessage({ answer: answerScoreTask(task) }));
