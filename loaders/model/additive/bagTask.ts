import {
  fitPairs,
  fitShapes,
  type BagData,
  type BagPairs,
  type FittedPairs,
  type FittedShapes,
  type Pairs,
} from "./bag.js";

export type BagTask =
  | { readonly stage: "shapes"; readonly fold: number; readonly candidates: Pairs }
  | { readonly stage: "pairs"; readonly fold: number; readonly fitted: FittedShapes; readonly pairs: BagPairs };

export interface BagProgress {
  readonly stage: "shapes" | "pairs";
  readonly round: number;
  readonly heldLoss: number;
}

/** One stage of one bag, in whichever thread. */
export function runBagTask(
  data: BagData,
  task: BagTask,
  onProgress?: (progress: BagProgress) => void,
): FittedShapes | FittedPairs {
  const onRound = (stage: "shapes" | "pairs", round: number, heldLoss: number): void =>
    onProgress?.({ stage, round, heldLoss });
  return task.stage === "shapes"
    ? fitShapes(data, task.fold, task.candidates, onRound)
    : fitPairs(data, task.fold, task.fitted, task.pairs, onRound);
}
