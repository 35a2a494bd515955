import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evaluate,
  FormulaError,
  names,
  parse,
  substitute,
  toExcel,
  toFormula,
  toReadable,
} from "../../../src/model/expression/index.js";
import { randomTree } from "./randomTree.js";

describe("parse", () => {
  it("reads arithmetic with the usual precedence", () => {
    expect(evaluate(parse("2 + 3 * 4 - 6 / 2"), {})).toBe(11);
    expect(evaluate(parse("-(2 - 5) * 2"), {})).toBe(6);
    expect(evaluate(parse("1 + 1 == 2 && 3 < 2 || 0 != 1"), {})).toBe(1);
  });

  it.each([
    ["", "empty formula"],
    ["a +", "expected expression"],
    ["a ** 2", "unknown operator"],
    ["a % 2", "unknown operator %"],
    ["!a", "unknown operator !"],
    ["a = 2", "unexpected"],
    ["sum(a, b)", "unknown function sum"],
    ["constructor(a)", "unknown function constructor"],
    ["clamp(a, 1)", "clamp takes 3 arguments, not 2"],
    ["a.b", "MemberExpression"],
    ["a b", "Compound"],
    ["'text'", "not a number: 'text'"],
    ["true", "not a number: true"],
    ["a ? b : c", "ConditionalExpression"],
  ])("refuses %j, naming the problem, the text and what is allowed", (text, problem) => {
    expect(() => parse(text)).toThrow(FormulaError);
    expect(() => parse(text)).toThrow(problem);
    expect(() => parse(text)).toThrow(`coalesce; received: ${text}`);
  });

  it("says where the problem is", () => {
    const error = (() => {
      try {
        return parse("100 * total(a)");
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({ position: 6, text: "100 * total(a)" });
  });
});

describe("names", () => {
  it("lists each input once, in order of appearance, without functions", () => {
    expect(names(parse("min(b, a) + if(c > a, b, -d)"))).toEqual(["b", "a", "c", "d"]);
  });
});

describe("toFormula", () => {
  it("writes no bracket more than needed", () => {
    expect(toFormula(parse("((a) + (b * c)) - (d - (e - f))"))).toBe("a + b * c - (d - (e - f))");
    expect(toFormula(parse("(a + b) * c / (d * e)"))).toBe("(a + b) * c / (d * e)");
  });

  it("parses back to the same tree", () => {
    fc.assert(
      fc.property(randomTree, (tree) => {
        expect(parse(toFormula(tree))).toEqual(tree);
      }),
    );
  });

  it("has a form for reading", () => {
    const labels: Record<string, string> = { saved: "saved", ltv: "remaining LTV" };
    expect(toReadable(parse("saved * ltv - 1"), (name) => labels[name]!)).toBe("saved × remaining LTV − 1");
  });
});

describe("substitute", () => {
  it("puts numbers in the place of names", () => {
    const values = { benefit: 2942.24, investment: 1420, change: -3 };
    expect(substitute(parse("(benefit - investment) / investment"), values)).toBe("(2942.24 − 1420) / 1420");
    expect(substitute(parse("investment - change"), values, (x) => x.toLocaleString("en-US"))).toBe("1,420 − (-3)");
  });

  it("throws when a name has no value", () => {
    expect(() => substitute(parse("a + b"), { a: 1 })).toThrow("no value for a name in the formula: b");
  });
});

describe("toExcel", () => {
  it("writes spreadsheet functions and puts cells in the place of names", () => {
    const cells: Record<string, string> = { a: "B2", b: "B3" };
    const excel = (text: string): string => toExcel(parse(text), (name) => cells[name]!);
    expect(excel("(a + 1) * -b")).toBe("((B2+1)*(-B3))");
    expect(excel("if(a != 0 && b >= 1, min(a, b), log(a))")).toBe("IF(AND(B2<>0,B3>=1),MIN(B2,B3),LN(B2))");
    expect(excel("a > b")).toBe("IF(B2>B3,1,0)");
    expect(excel("clamp(a, 0, 1) + coalesce(a, b)")).toBe("(MIN(MAX(B2,0),1)+IFERROR(B2,B3))");
  });
});
