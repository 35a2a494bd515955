/** A column of a table of many rows as a page data file holds it: about half of the bytes and of the time to read. */
export type PackedColumn =
  /** Few different values: each once, and one byte (`size` 1) or two a row, base64. */
  | { readonly kind: "levels"; readonly levels: readonly unknown[]; readonly size: 1 | 2; readonly codes: string }
  /** Texts without line feeds, one a line. */
  | { readonly kind: "texts"; readonly lines: string }
  /**
   * Numbers of few decimals: (code - 1 + least) / scale, and 0 for missing; four bytes a row, little-endian, base64.
   * `least` is there where a number is below 0.
   */
  | { readonly kind: "numbers"; readonly scale: number; readonly least?: number; readonly codes: string };

/** A column that does not fit is kept as it is. */
export type StoredColumn = PackedColumn | readonly unknown[];

/** The values of a stored column, row by row. */
export function unpackColumn(column: StoredColumn): readonly unknown[] {
  if (Array.isArray(column)) return column as readonly unknown[];
  const packed = column as PackedColumn;
  if (packed.kind === "texts") return packed.lines.split("\n");
  const bytes = bytesOf(packed.codes);
  if (packed.kind === "levels") {
    const codes = packed.size === 1 ? bytes : new Uint16Array(bytes.buffer);
    const { levels } = packed;
    return valuesOf(codes, (code) => levels[code]);
  }
  const codes = new Uint32Array(bytes.buffer);
  const { scale, least = 0 } = packed;
  return valuesOf(codes, (code) => (code ? (code - 1 + least) / scale : null));
}

/** A loop: `Array.from` with a function takes three times as long. */
function valuesOf(codes: ArrayLike<number>, valueOf: (code: number) => unknown): unknown[] {
  const values = new Array<unknown>(codes.length);
  for (let i = 0; i < values.length; i++) values[i] = valueOf(codes[i]!);
  return values;
}

/** Native where there is one. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const decode = (Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }).fromBase64;
  if (decode) return decode.call(Uint8Array, base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
