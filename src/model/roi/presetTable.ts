import type { Preset } from "../../playbooks/types.js";
import { evaluateRoi } from "./evaluateRoi.js";
import { assumptionsAsSet } from "./model.js";
import type { RoiModel, RoiNode, Values } from "./types.js";

/** Lines of the table, from what is spent to what it pays. */
export const presetLines = ["interventions", "investment", "saved", "benefit", "roi", "payback"] as const;

export interface PresetColumn {
  readonly preset: Preset;
  readonly values: Values;
  /** Assumptions that differ from the first column's. */
  readonly changes: readonly { readonly id: string; readonly from: number; readonly to: number }[];
}

export interface PresetLine {
  readonly node: RoiNode;
  /** By column; differences are against the first column. */
  readonly values: readonly number[];
  readonly differences: readonly number[];
}

export interface PresetTable {
  readonly columns: readonly PresetColumn[];
  readonly lines: readonly PresetLine[];
}

/** Readings of one plan side by side, each line with its difference to the first reading. */
export function presetTable(
  model: RoiModel,
  presets: readonly Preset[],
  ids: readonly string[] = presetLines,
): PresetTable {
  const base = assumptionsAsSet(model, presets[0]?.overrides);
  const columns = presets.map((preset) => {
    const values = evaluateRoi(model, preset.overrides);
    const changes = model.assumptions.flatMap(({ id }) =>
      Object.is(base[id], values[id]) ? [] : [{ id, from: base[id]!, to: values[id]! }],
    );
    return { preset, values, changes };
  });
  const lines = ids.map((id) => {
    const values = columns.map((column) => column.values[id]!);
    return { node: model.nodes.get(id)!, values, differences: values.map((value) => value - values[0]!) };
  });
  return { columns, lines };
}
