import { describe, expect, it } from "vitest";
import {
  cashFinding,
  goalFinding,
  rangeFinding,
  readingsFinding,
  tornadoFinding,
  waterfallFinding,
  weekFinding,
} from "../../../src/components/findings/whatIf.js";

const label = (id: string) => ({ zh: `项${id}`, en: `Item ${id}` });
const bars = (...swings: number[]) => ({
  bars: swings.map((swing, i) => ({ id: String(i), low: 0, high: 1, resultAtLow: 0, resultAtHigh: swing, swing })),
});

describe("headings of the What-if page", () => {
  it("says how far the readings lie apart, or only yours where there is nothing to compare", () => {
    expect(readingsFinding([3.587, 1.072], 1.2).en).toBe(
      "Two readings of one plan run from 359% to 107%; yours gives 120%",
    );
    expect(readingsFinding([1.072], -0.2).zh).toBe("当前方案 ROI −20%");
  });

  it("names the one or two assumptions that stand out by a quarter, else says that none does", () => {
    expect(tornadoFinding(bars(5, 4, 1), label).en).toBe("Item 0 moves ROI most");
    expect(tornadoFinding(bars(4.9, 4, 1), label).en).toBe("Item 0 and Item 1 move ROI most");
    expect(tornadoFinding(bars(3, 2.9, 2.8), label).zh).toBe("没有哪一项单独决定 ROI，项0影响最大");
    expect(tornadoFinding(bars(), label).en).toBe("No assumption moves ROI");
  });

  it("counts futures in tenths only when they are near a tenth", () => {
    expect(rangeFinding({ p10: 0.75, p90: 1.19 }, 0.001, 2).en).toBe(
      "75% to 119% in 8 of 10 futures, above 200% in none",
    );
    expect(rangeFinding({ p10: 0.75, p90: 2.5 }, 0.31, 2).en).toBe(
      "75% to 250% in 8 of 10 futures, above 200% in 3 of 10",
    );
    expect(rangeFinding({ p10: 0.75, p90: 2.5 }, 0.26, 2).zh).toBe("十次里八次落在 75% 到 250%，超过 200% 的占 26%");
    expect(rangeFinding({ p10: 3, p90: 5 }, 0.999, 2).en).toBe(
      "300% to 500% in 8 of 10 futures, above 200% in nearly all",
    );
  });

  it("says who would have stayed anyway, but not for a stated target", () => {
    expect(waterfallFinding({ steps: [], anywayShare: 0.762 }, false).en).toBe(
      "Three quarters of the value that stays would have stayed anyway",
    );
    expect(waterfallFinding({ steps: [], anywayShare: 0.4 }, true).en).toMatch(/does not say/);
  });

  it("says when cash turns, or that it does not", () => {
    expect(cashFinding(6.23).zh).toBe("累计现金在第 6.2 月回正");
    expect(cashFinding(undefined).en).toBe("Cash stays negative all year");
  });

  it("says what it takes, or that it is out of reach", () => {
    const goal = { result: label("r"), target: label("t"), change: label("c") };
    expect(goalFinding({ ...goal, value: label("v") }).en).toBe("Item r of Item t needs Item c: Item v");
    expect(goalFinding({ ...goal, value: undefined }).zh).toBe("只调整项c，项r到不了 项t");
  });

  it("puts a price on going by risk alone, where there is one", () => {
    const money = { zh: "9 万元", en: "¥0.09M" };
    expect(weekFinding({ risk: 90, optimum: 100, money }).en).toBe(
      "Going by risk alone leaves ¥0.09M on the table this week",
    );
    expect(weekFinding({ risk: 100, optimum: 100, money }).en).toMatch(/riskiest first is the best order/);
    expect(weekFinding({ risk: 0, optimum: 0, money }).zh).toBe("在这些限额内，本周没有划算的动作");
  });
});
