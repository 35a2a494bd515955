const encoder = new TextEncoder();

/**
 * MurmurHash3 x86 32-bit (Appleby) of the text's UTF-8 bytes: fast and evenly spread, not a defence against tampering
 * (see `sha256`). The same text gives the same number on every machine.
 *
 * @returns an integer in [0, 2^32)
 */
export function hash32(text: string, seed = 0): number {
  const bytes = encoder.encode(text);
  const whole = bytes.length & ~3;
  let hash = seed | 0;
  for (let i = 0; i < whole; i += 4) {
    const word = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    hash ^= scramble(word);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let i = bytes.length - 1; i >= whole; i--) tail = (tail << 8) | bytes[i]!;
  hash ^= scramble(tail) ^ bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The text as a fixed point of [0, 1), 53 bits from two differently seeded hashes. */
export function hashUnit(text: string): number {
  return ((hash32(text, 0) >>> 5) * 67108864 + (hash32(text, 0x9747b28c) >>> 6)) / 9007199254740992;
}

function scramble(word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}
