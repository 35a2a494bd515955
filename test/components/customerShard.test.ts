import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { customerShard } from "../../src/customerShard.js";

describe("customerShard", () => {
  it("is FNV-1a with its high bits mixed in: vectors of draft-eastlake-fnv", () => {
    for (const [text, fnv] of [
      ["", 0x811c9dc5],
      ["a", 0xe40c292c],
      ["foobar", 0xbf9cf968],
    ] as const)
      expect(customerShard(text, 2 ** 32)).toBe((fnv ^ (fnv >>> 15)) >>> 0);
  });
  it("names a file that there is", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 10_000 }), (id, shards) => {
        const shard = customerShard(id, shards);
        expect(Number.isInteger(shard) && shard >= 0 && shard < shards).toBe(true);
      }),
    );
  });
  it("fills files about alike with ids that count up", () => {
    const sizes = new Array<number>(500).fill(0);
    for (let i = 0; i < 20_000; i++) sizes[customerShard(`C${String(i).padStart(7, "0")}`, 500)]!++;
    // a fair draw of 40 a file has a deviation of 6.3
    expect([Math.min(...sizes) > 10, Math.max(...sizes) < 80]).toEqual([true, true]);
  });
});
