import type { Assumption, Text } from "../../playbooks/types.js";
import type { Tree } from "../expression/index.js";
import type { Unit } from "./units.js";

/** Where a node stands on the page: groups of assumptions as the What-if rail lists them, then what follows from them. */
export type NodeGroup =
  | "counted"
  | "population"
  | "value"
  | "stay"
  | "treated"
  | "referrals"
  | "action_cost"
  | "programme_cost"
  | "time"
  | "top_down"
  | "effect"
  | "saved"
  | "money"
  | "result";

/**
 * One line of the ROI model. Without a formula it is an assumption, whose value is the playbook's, the data's or the
 * reader's; with one, everything follows from the text: values, draws, tornado, receipts and workbook cells.
 */
export interface RoiNode {
  readonly id: string;
  readonly unit: Unit;
  readonly label: Text;
  readonly source: Text;
  readonly group: NodeGroup;
  readonly formula?: string;
  /** Values that make sense for an assumption, both ends included. */
  readonly bounds?: readonly [number, number];
}

export interface FormulaNode extends RoiNode {
  readonly formula: string;
  readonly tree: Tree;
  /** Ids of the nodes that the formula reads. */
  readonly inputs: readonly string[];
}

/** The declaration after its checks. `formulas` is in topological order: each node after all it reads. */
export interface RoiGraph {
  readonly nodes: ReadonlyMap<string, RoiNode>;
  readonly assumptions: readonly RoiNode[];
  readonly formulas: readonly FormulaNode[];
}

/** The graph with a business's figures. An assumption node that the business does not use has no entry and is missing. */
export interface RoiModel extends RoiGraph {
  readonly given: Readonly<Record<string, Assumption>>;
  /** ROI above which the programme goes on: 2 is 200 %. */
  readonly goLine: number;
}

/** By node id; NaN is missing. */
export type Values = Readonly<Record<string, number>>;
