import { describe, expect, it } from "vitest";
import { afterChinese, format, headingText } from "../../src/components/format.js";
import { aftersales } from "../../src/playbooks/aftersales.js";

const zh = format("zh", aftersales.money);
const en = format("en", aftersales.money);

describe("format", () => {
  it("writes large money as each language does", () => {
    expect([zh.largeMoney(49_728_000), en.largeMoney(49_728_000)]).toEqual(["4,973 万元", "¥49.7M"]);
    expect([zh.largeMoney(14_200_000), en.largeMoney(14_200_000)]).toEqual(["1,420 万元", "¥14.2M"]);
    expect([zh.largeMoney(600_000), en.largeMoney(600_000)]).toEqual(["60 万元", "¥0.60M"]);
    expect([zh.largeMoney(133_460_000), en.largeMoney(133_460_000)]).toEqual(["13,346 万元", "¥133M"]);
  });

  it("says an amount below the large unit's first digit in the small one", () => {
    expect([zh.largeMoney(300), en.largeMoney(39_635)]).toEqual(["300 元", "¥39,635"]);
    expect([zh.largeMoney(0), en.largeMoney(0)]).toEqual(["0 万元", "¥0.0M"]);
  });

  it("writes small money with the unit where the language has it", () => {
    expect([zh.money(800), en.money(800)]).toEqual(["800 元", "¥800"]);
  });

  it("uses the true minus, before the currency, and never a minus zero", () => {
    expect(zh.signed(zh.count(-154), -154)).toBe("−154");
    expect(en.money(-800)).toBe("−¥800");
    expect(zh.percent(-0.001)).toBe("0%");
    expect(zh.signed(zh.count(102), 102)).toBe("+102");
  });

  it("writes dates as each language does", () => {
    expect([zh.date("2026-06-28"), en.date("2026-06-28")]).toEqual(["2026-06-28", "28 Jun 2026"]);
    expect([zh.shortDate("2026-06-08"), en.shortDate("2026-06-08")]).toEqual(["6 月 8 日", "8 Jun"]);
  });

  it("never claims a chance of 0 or 1 from draws, nor a probability that rounds to one", () => {
    expect([zh.chance(0), en.chance(0), zh.chance(1), en.chance(1)]).toEqual([
      "不到 1%",
      "under 1%",
      "超过 99%",
      "over 99%",
    ]);
    expect([en.chance(0.58), en.probability(0.002), en.probability(0.999), en.probability(0)]).toEqual([
      "58%",
      "<1%",
      ">99%",
      "0%",
    ]);
  });

  it("joins a range by a dash, and by a word where a minus would run into it", () => {
    expect(zh.range("79%", "128%")).toBe("79%–128%");
    expect([zh.range("−98%", "−97%"), en.range("−18%", "29%")]).toEqual(["−98% 到 −97%", "−18% to 29%"]);
  });

  it("writes a dash for what is not a number", () => {
    expect([zh.count(NaN), zh.percent(Infinity)]).toEqual(["–", "–"]);
  });
});

describe("headingText", () => {
  it("keeps Chinese headings together between their punctuation", () => {
    expect(headingText("四成流失；ROI 112% 未到", "zh")).toBe("四成流失；ROI\u00a0112%\u00a0未到");
    expect(headingText("ROI 112% misses", "en")).toBe("ROI 112% misses");
  });

  it("lets a clause longer than a phone is wide break where it joins, and a short one nowhere", () => {
    expect(headingText("中风险层干预增量与高风险层干预增量对 ROI 影响最大", "zh").split("\u200b")).toEqual([
      "中风险层干预增量",
      "与高风险层干预增量",
      "对\u00a0ROI\u00a0影响最大",
    ]);
    expect(headingText("毛利对 ROI 影响最大", "zh")).toBe("毛利对\u00a0ROI\u00a0影响最大");
    expect(headingText("留出来的对照组说明不了谁会自己留下来的", "zh")).toBe(
      "留出来的\u200b对照组说明不了谁会自己留下来的",
    );
  });
});

describe("afterChinese", () => {
  it("puts a space before a figure only", () => {
    expect([afterChinese("41%"), afterChinese("不到 1%")]).toEqual([" 41%", "不到 1%"]);
  });
});
