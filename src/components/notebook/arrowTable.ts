import { Bool, DateDay, Float64, makeData, Table, Utf8, Vector } from "apache-arrow";
import { unpackColumn } from "../../packedColumns.js";
import type { FilledColumn, FilledTable, NotebookValue } from "../../pageData.js";

/**
 * A table of the week as Arrow, the one format that DuckDB-Wasm reads without an extension. Made from buffers: Arrow's own
 * builders compile code from text, which the page's policy forbids.
 */
export function arrowTable({ columns }: Pick<FilledTable, "columns">): Table {
  return new Table(Object.fromEntries(columns.map((column) => [column.name, vector(column)])));
}

function vector({ type, values: stored }: FilledColumn): Vector {
  const values = unpackColumn(stored) as readonly NotebookValue[];
  const validity = { length: values.length, ...bitmap(values, (value) => value !== null) };
  if (type === "number")
    return new Vector([makeData({ type: new Float64(), ...validity, data: Float64Array.from(values as number[]) })]);
  if (type === "boolean") {
    const { nullBitmap: data } = bitmap(values, (value) => value === true);
    return new Vector([makeData({ type: new Bool(), ...validity, data })]);
  }
  if (type === "date") {
    const days = Int32Array.from(values as string[], (day) =>
      day === null ? 0 : Date.parse(`${day}T00:00:00Z`) / 86_400_000,
    );
    return new Vector([makeData({ type: new DateDay(), ...validity, data: days })]);
  }
  return new Vector([makeData({ type: new Utf8(), ...validity, ...texts(values as (string | null)[]) })]);
}

/** One bit a value, lowest first. */
function bitmap(values: readonly NotebookValue[], isSet: (value: NotebookValue) => boolean) {
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8));
  let set = 0;
  values.forEach((value, i) => {
    if (!isSet(value)) return;
    nullBitmap[i >> 3]! |= 1 << (i & 7);
    set++;
  });
  return { nullBitmap, nullCount: values.length - set };
}

/** All texts in one buffer of UTF-8, with where each begins. */
function texts(values: readonly (string | null)[]) {
  const encoder = new TextEncoder();
  const longest = values.reduce((sum, value) => sum + (value?.length ?? 0), 0) * 3;
  const buffer = new Uint8Array(longest);
  const valueOffsets = new Int32Array(values.length + 1);
  let at = 0;
  values.forEach((value, i) => {
    if (value !== null) at += encoder.encodeInto(value, buffer.subarray(at)).written;
    valueOffsets[i + 1] = at;
  });
  return { valueOffsets, data: buffer.slice(0, at) };
}
