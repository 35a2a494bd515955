import { unpackColumn, type StoredColumn } from "../../src/packedColumns.js";

/** Fewer rows are read fast enough as they are, and can be read by people. */
const fewestRows = 5000;
const scales = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];

/** A table's columns, each in the smallest form that gives every value back exactly. */
export function packColumns<T extends object>(columns: T): { [K in keyof T]: StoredColumn } {
  return Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [name, packColumn(values as readonly unknown[])]),
  ) as { [K in keyof T]: StoredColumn };
}

export function packColumn(values: readonly unknown[]): StoredColumn {
  if (values.length < fewestRows) return values;
  const packed = levels(values) ?? numbers(values) ?? texts(values);
  return packed && isSame(unpackColumn(packed), values) ? packed : values;
}

function levels(values: readonly unknown[]): StoredColumn | undefined {
  const found = new Map<unknown, number>();
  for (const value of values) {
    if (!found.has(value)) found.set(value, found.size);
    if (found.size > 2000) return undefined;
  }
  const size = found.size <= 256 ? 1 : 2;
  const places = values.map((value) => found.get(value)!);
  const codes = size === 1 ? Uint8Array.from(places) : Uint16Array.from(places);
  return { kind: "levels", levels: [...found.keys()], size, codes: base64(codes) };
}

function numbers(values: readonly unknown[]): StoredColumn | undefined {
  if (!values.every((value) => value === null || typeof value === "number")) return undefined;
  const given = values as readonly (number | null)[];
  const smallest = given.reduce<number>((least, x) => (x !== null && x < least ? x : least), 0);
  const scale = scales.find((one) => given.every((x) => x === null || fits(x, one, Math.round(smallest * one))));
  if (scale === undefined) return undefined;
  const least = Math.round(smallest * scale);
  const codes = Uint32Array.from(given, (x) => (x === null ? 0 : Math.round(x * scale) - least + 1));
  return { kind: "numbers", scale, ...(least < 0 ? { least } : {}), codes: base64(codes) };
}

function fits(x: number, scale: number, least: number): boolean {
  const whole = Math.round(x * scale);
  return whole - least < 2 ** 32 - 1 && Object.is(whole / scale, x);
}

function texts(values: readonly unknown[]): StoredColumn | undefined {
  if (!values.every((value) => typeof value === "string" && !value.includes("\n"))) return undefined;
  return { kind: "texts", lines: values.join("\n") };
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}

function base64({ buffer }: Uint8Array | Uint16Array | Uint32Array): string {
  return Buffer.from(buffer as ArrayBuffer).toString("base64");
}
