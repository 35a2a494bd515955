import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Frame, FrameColumn } from "../src/model/churn/types.js";

export interface Dataset {
  readonly name: string;
  readonly frame: Frame;
  readonly labels: Float64Array;
  readonly folds: Int32Array;
}

/** A flat CSV with its label first, as a frame; columns with any text are categories, an empty field is missing. */
export function readDataset(directory: string, name: string): Dataset {
  const [header, ...lines] = parse(readFileSync(`${directory}/${name}.csv`, "utf8")) as string[][];
  const categories = (JSON.parse(readFileSync(`${directory}/meta.json`, "utf8")) as Record<string, { cats: string[] }>)[
    name
  ]!.cats;
  const columns = header!.slice(1).map((id, c) =>
    column(
      id,
      lines.map((line) => line[c + 1]!),
      categories.includes(id),
    ),
  );
  const folds = (parse(readFileSync(`${directory}/${name}.folds.csv`, "utf8")) as string[][]).slice(1);
  return {
    name,
    frame: { rows: lines.length, columns },
    labels: Float64Array.from(lines, (line) => Number(line[0])),
    folds: Int32Array.from(folds, (line) => Number(line[1])),
  };
}

function column(id: string, texts: readonly string[], isCategory: boolean): FrameColumn {
  if (!isCategory)
    return { id, kind: "number", values: Float64Array.from(texts, (text) => (text === "" ? NaN : Number(text))) };
  const levels = [...new Set(texts)].filter((text) => text !== "").sort();
  const codes = new Map(levels.map((level, code) => [level, code]));
  return { id, kind: "category", levels, values: Float64Array.from(texts, (text) => codes.get(text) ?? NaN) };
}
