/** A file of an archive: its bytes as they are, piece by piece. */
export interface ZipEntry {
  readonly name: string;
  readonly pieces: AsyncIterable<Uint8Array<ArrayBuffer>> | Iterable<Uint8Array<ArrayBuffer>>;
}

interface Packed {
  readonly name: Uint8Array<ArrayBuffer>;
  readonly crc: number;
  readonly size: number;
  readonly packed: readonly Uint8Array<ArrayBuffer>[];
  readonly packedSize: number;
}

/**
 * A zip archive (PKWARE's APPNOTE 6.3: deflate, no encryption, under 4 GB), packed by the platform's own CompressionStream
 * off the page's thread, so that no worker is needed. Entries bear no clock time: the same content gives the same bytes.
 */
export async function zip(entries: readonly ZipEntry[]): Promise<Uint8Array<ArrayBuffer>[]> {
  const files: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = await pack(entry);
    const local = header(packed);
    files.push(local, ...packed.packed);
    directory.push(header(packed, offset));
    offset += local.length + packed.packedSize;
  }
  const length = directory.reduce((sum, one) => sum + one.length, 0);
  return [...files, ...directory, end(entries.length, length, offset)];
}

async function pack({ name, pieces }: ZipEntry): Promise<Packed> {
  const stream = new CompressionStream("deflate-raw");
  const reading = collect(stream.readable);
  const writer = stream.writable.getWriter();
  let [crc, size] = [0xffffffff, 0];
  for await (const piece of pieces) {
    crc = crcOf(piece, crc);
    size += piece.length;
    await writer.ready;
    void writer.write(piece);
  }
  await writer.close();
  const packed = await reading;
  const packedSize = packed.reduce((sum, one) => sum + one.length, 0);
  return { name: new TextEncoder().encode(name), crc: ~crc >>> 0, size, packed, packedSize };
}

async function collect(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>[]> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value);
  return pieces;
}

/** The header before a file, or with its offset the one in the directory at the end. */
function header({ name, crc, size, packedSize }: Packed, offset?: number): Uint8Array<ArrayBuffer> {
  const isDirectory = offset !== undefined;
  const fields: Fields = [
    ...(isDirectory
      ? ([
          [0x02014b50, 4],
          [20, 2],
        ] as const)
      : ([[0x04034b50, 4]] as const)),
    // version needed, names in UTF-8, deflate, midnight, 1 January 1980
    ...([
      [20, 2],
      [0x0800, 2],
      [8, 2],
      [0, 2],
      [0x0021, 2],
    ] as const),
    ...([
      [crc, 4],
      [packedSize, 4],
      [size, 4],
      [name.length, 2],
      [0, 2],
    ] as const),
    // comment, disk, attributes inside and outside
    ...(isDirectory
      ? ([
          [0, 2],
          [0, 2],
          [0, 2],
          [0, 4],
          [offset, 4],
        ] as const)
      : []),
  ];
  return new Uint8Array([...littleEndian(fields), ...name]);
}

function end(entries: number, length: number, offset: number): Uint8Array<ArrayBuffer> {
  return littleEndian([
    [0x06054b50, 4],
    [0, 4],
    [entries, 2],
    [entries, 2],
    [length, 4],
    [offset, 4],
    [0, 2],
  ]);
}

type Fields = readonly (readonly [value: number, bytes: 2 | 4])[];

function littleEndian(fields: Fields): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    fields.flatMap(([value, bytes]) => Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 0xff)),
  );
}

const table = Uint32Array.from({ length: 256 }, (_, i) => {
  let value = i;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 carried on. */
function crcOf(piece: Uint8Array, before: number): number {
  let crc = before;
  for (const byte of piece) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return crc;
}
