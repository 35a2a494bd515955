import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaCdf, betaDensity, logBeta } from "../../../src/model/stats/beta.js";
import { betaQuantile } from "../../../src/model/stats/betaQuantile.js";
import { chiSquareTail } from "../../../src/model/stats/chiSquare.js";
import { logGamma, stirlingError } from "../../../src/model/stats/logGamma.js";
import { normalCdf } from "../../../src/model/stats/normal.js";
import { normalQuantile } from "../../../src/model/stats/normalQuantile.js";

// Known values from mpmath with 40 digits; quantiles of beta from SciPy 1.16 (special.betaincinv).
const expectRelative = (actual: number, expected: number, tolerance = 1e-12) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));

describe("normalCdf", () => {
  it.each([
    [-37, 5.725571222524577e-300],
    [-20, 2.7536241186062337e-89],
    [-8, 6.220960574271784e-16],
    [-5, 2.866515718791939e-7],
    [-3.2, 0.0006871379379158481],
    [-3, 0.0013498980316300946],
    [-2.9, 0.0018658133003840384],
    [-1.96, 0.024997895148220435],
    [-1, 0.15865525393145705],
    [-0.3, 0.3820885778110474],
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [1.96, 0.9750021048517795],
    [4, 0.9999683287581669],
  ])("of %f", (z, expected) => expectRelative(normalCdf(z), expected));

  it("goes from 0 to 1", () => {
    expect(normalCdf(-Infinity)).toBe(0);
    expect(normalCdf(Infinity)).toBe(1);
  });
});

describe("normalQuantile", () => {
  it.each([
    [1e-300, -37.0470962993612],
    [1e-12, -7.034483825301131],
    [1e-5, -4.264890793922825],
    [0.00625, -2.497705474412373],
    [0.025, -1.9599639845400543],
    [0.2, -0.8416212335729142],
    [0.7, 0.5244005127080407],
    [0.975, 1.9599639845400538],
    [0.999, 3.090232306167813],
  ])("of %f", (p, expected) => expectRelative(normalQuantile(p), expected));

  it("is infinite at 0 and 1, zero in the middle, and refuses the rest", () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(0.5)).toBe(0);
    expect(() => normalQuantile(1.2)).toThrow("invalid p; not in [0, 1]: 1.2");
  });
});

describe("logGamma", () => {
  it.each([
    [1e-5, 11.512919692895826],
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [3, 0.6931471805599453],
    [10.3, 13.482036786138359],
    [14.9, 24.924132002217277],
    [15.1, 25.458999750992664],
    [1000, 5905.220423209181],
    [1000000.5, 12815511.476902766],
  ])("of %f", (x, expected) => expectRelative(logGamma(x), expected));

  it("refuses what is not positive", () => expect(() => logGamma(0)).toThrow("invalid x; not positive: 0"));

  it("differs from Stirling's formula by stirlingError", () => {
    const stirling = (n: number) => n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n);
    for (const n of [0.3, 1, 7.5, 14.99, 15, 40]) {
      expect(stirlingError(n)).toBeCloseTo(logGamma(n + 1) - stirling(n), 12);
    }
  });
});

describe("betaCdf", () => {
  it.each([
    [0.4, 2, 3, 0.5248],
    [0.01, 0.5, 0.5, 0.06376856085851985],
    [0.5, 10, 20, 0.9692858271300793],
    [0.9, 10, 20, 0.9999999999999593],
    [0.0001, 3, 200, 1.3333596132186492e-6],
    [0.31, 300, 700, 0.7564186827315436],
    [0.25, 300, 700, 0.00017989197772738934],
    [0.5, 5000, 5000, 0.5],
    [0.999, 0.2, 4, 0.9999999999999295],
    [0.3455, 8000.5, 15000.25, 0.22863132238441086],
  ])("at %f for %f, %f", (x, a, b, expected) => expectRelative(betaCdf(x, a, b), expected));

  it("is mirrored: I_x(a, b) = 1 - I_(1-x)(b, a)", () => {
    const shape = fc.double({ min: 0.05, max: 500, noNaN: true });
    fc.assert(
      // Binary fractions, for which 1 - x is exact.
      fc.property(fc.integer({ min: 0, max: 16384 }), shape, shape, (part, a, b) => {
        const x = part / 16384;
        expect(betaCdf(x, a, b)).toBeCloseTo(1 - betaCdf(1 - x, b, a), 11);
      }),
    );
  });

  it("refuses a shape that is not positive and x outside [0, 1]", () => {
    expect(() => betaCdf(0.5, 0, 1)).toThrow("invalid shape; a and b not both positive: 0, 1");
    expect(() => betaCdf(1.5, 1, 1)).toThrow("invalid x; not in [0, 1]: 1.5");
  });
});

describe("betaDensity and logBeta", () => {
  it("agree: the density of Beta(2, 3) at .4 is 12 * .4 * .36, B(2, 3) is 1/12", () => {
    expectRelative(betaDensity(0.4, 2, 3), 12 * 0.4 * 0.36);
    expectRelative(logBeta(2, 3), Math.log(1 / 12));
  });
});

describe("betaQuantile", () => {
  it.each([
    [0.025, 11, 9, 0.3349978440117354],
    [0.975, 11, 9, 0.7555253105338039],
    [0.5, 1, 3, 0.20629947401590026],
    [0.025, 0.5, 12.5, 4.0075310076598856e-5],
    [1e-10, 0.2, 3, 2.4953435372426352e-51],
    [0.975, 1800, 2200, 0.46543813430555137],
    [0.99, 0.3, 0.3, 0.9999984633979236],
    [0.025, 40, 0.5, 0.9387649084617243],
  ])("at %f for %f, %f", (p, a, b, expected) => expectRelative(betaQuantile(p, a, b), expected));

  it("undoes betaCdf", () => {
    const shape = fc.double({ min: 1, max: 3000, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), shape, shape, (p, a, b) => {
        expect(betaCdf(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 9);
      }),
    );
  });
});

describe("chiSquareTail", () => {
  it.each([
    [3.84, 1, 0.050043521248705106],
    [0.2, 2, 0.9048374180359595],
    [13.8, 2, 0.0010077854290485105],
    [40, 3, 1.0655090334255861e-8],
    [5, 10, 0.8911780189141513],
    [0.5, 1, 0.4795001221869535],
  ])("beyond %f with %f degrees of freedom", (x, df, expected) => expectRelative(chiSquareTail(x, df), expected));
});
