import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressLike, personalScan } from "../../loaders/publish/personalScan.js";

const scan = personalScan([
  "C-000123",
  "Al Green",
  "al@green.example",
  "13800138000",
  "100234",
  "陈立群",
  "欧阳思远",
  "蓝海科技",
  "Target",
]);

describe("the scan for customers", () => {
  it.each([
    ["an id in a data file", '{"id":"C-000123"}', "C-000123"],
    ["an id in a sentence", "ended before started, such as C-000123.", "C-000123"],
    ["a name in a script", "const x=`Al Green`;", "Al Green"],
    ["an address in a link", '<a href="mailto:al@green.example">', "al@green.example"],
    ["a phone number beside others", "tel 13800138000, 0", "13800138000"],
    ["a Chinese name of four characters within a sentence", "本周欧阳思远流失", "欧阳思远"],
    ["a company within a sentence", "联系蓝海科技的负责人", "蓝海科技"],
    ["a short Chinese name as a value", '["陈立群"]', "陈立群"],
    ["a short number as a text", '{"x":"100234"}', "100234"],
  ])("finds %s", (_, content, found) => {
    expect(scan(content)).toBe(found);
  });

  it.each([
    ["a longer id", "C-0001234 XC-000123"],
    ["a longer word", "Al Greenwich, Pal Green"],
    ["a longer or a decimal number", "0.13800138000 138001380001 13800138000.5"],
    ["a short number as an amount", '{"money":100234}'],
    ["a short Chinese name within other words", "陈立群众"],
    ["a name of one word among others", "our Target is"],
    ["nothing at all", ""],
  ])("lets pass %s", (_, content) => {
    expect(scan(content)).toBeUndefined();
  });

  it("finds any id that stands between spaces, whatever surrounds it", () => {
    const text = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 -]{2,20}[0-9]$/);
    fc.assert(
      fc.property(text, fc.string(), fc.string(), (name, before, after) => {
        expect(personalScan([name])(`${before} ${name} ${after}`)).toBe(name);
      }),
    );
  });
});

describe("what reads like an address", () => {
  it.each(["write to a.b+c@mail.example.org now", "+86 13800138000", '"13912345678"', "+4915112345678"])(
    "%s",
    (text) => {
      expect(addressLike(text)).toBeDefined();
    },
  );

  it.each(['{"sumP":1391234567.8}', "0.13912345678", "1234567890", "2026-06-29", "x@y", "@media", "13912345678901"])(
    "not %s",
    (text) => {
      expect(addressLike(text)).toBeUndefined();
    },
  );
});
