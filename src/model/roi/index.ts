/** What the programme pays: one declaration, and everything that is computed from it. */
export { roiNodes } from "./nodes.js";
export { roiGraph } from "./graph.js";
export { assumptionsAsSet, roiModel } from "./model.js";
export { withMeasured, type MeasuredTier } from "./measured.js";
export { evaluateRoi } from "./evaluateRoi.js";
export { rangeAt, type Range, type RangeEdits } from "./range.js";
export { roiColumns } from "./roiColumns.js";
export { simulator, type Simulation, type Simulator, type Spread } from "./simulate.js";
export { tornado, type Tornado, type TornadoBar } from "./tornado.js";
export { goalSeek, type Goal } from "./goalSeek.js";
export { breakEven } from "./breakEven.js";
export { cashFan, cashFlow, type CashFlow, type CashMonth } from "./cashFlow.js";
export { waterfall, type Waterfall, type WaterfallStep } from "./waterfall.js";
export { presetLines, presetTable, type PresetTable } from "./presetTable.js";
export { explain, type Receipt } from "./explain.js";
export { budgetCurve, type BudgetCurve, type BudgetPoint, type BudgetSegment } from "./budgetCurve.js";
export type { FormulaNode, NodeGroup, RoiGraph, RoiModel, RoiNode, Values } from "./types.js";
export type { Unit } from "./units.js";
