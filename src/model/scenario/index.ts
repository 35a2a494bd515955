/** A reader's scenario: its state, its link, its history and what follows from it. */
export { defaultScenario } from "./defaults.js";
export { encodeScenario } from "./encode.js";
export { decodeScenario } from "./decode.js";
export { fromPreset, isDrawn, resetAssumption, setAssumption, setRange } from "./change.js";
export { besideId, longestName, mostBeside } from "./beside.js";
export { changesBetween, changesOf } from "./changes.js";
export { record, redo, settle, startHistory, undo, type History } from "./history.js";
export { outcomeEngine, type Outcome, type OutcomeEngine } from "./outcome.js";
export { weekCells, weekPlan, type HistogramRow } from "./weekPlan.js";
export type { Channel, NamedScenario, Refusal, Scenario, Stamp, Vocabulary, WeekLimits } from "./types.js";
