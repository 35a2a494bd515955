import { describe, expect, it } from "vitest";
import { random, randomFrom } from "../../../src/model/stats/random.js";

describe("random", () => {
  it("is xoshiro128++: the reference outputs from the state 1, 2, 3, 4", () => {
    const { uint32 } = randomFrom([1, 2, 3, 4]);
    expect(Array.from({ length: 6 }, uint32)).toEqual([641, 1573767, 3222811527, 3517856514, 836907274, 4247214768]);
  });

  it("repeats itself for the same seed and differs for neighbouring seeds", () => {
    const first = random(7).uniform();
    expect(random(7).uniform()).toBe(first);
    expect(random(8).uniform()).not.toBe(first);
    expect(random(7 + 2 ** 40).uniform()).not.toBe(first);
  });

  it("gives uniforms and normals of the right mean and variance", () => {
    const stream = random(1);
    const n = 100_000;
    const uniforms = Array.from({ length: n }, () => stream.uniform());
    const normals = Array.from({ length: n }, () => stream.normal());
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / n;
    // Four standard errors of each mean.
    expect(Math.abs(mean(uniforms) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(mean(normals))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(mean(normals.map((z) => z * z)) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.min(...uniforms)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniforms)).toBeLessThan(1);
  });

  it("draws integers below n", () => {
    const { integer } = random(3);
    expect(new Set(Array.from({ length: 200 }, () => integer(5)))).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  it("refuses a seed that is not finite", () => {
    expect(() => random(NaN)).toThrow("invalid seed; not a finite number: NaN");
  });
});
