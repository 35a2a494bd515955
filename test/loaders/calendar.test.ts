import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween, previousWeekday, scoredWeeks, trainingCalendar } from "../../loaders/calendar.js";
import { aftersales } from "../../src/playbooks/aftersales.js";
import { saas } from "../../src/playbooks/saas.js";

const asOf = "2026-06-29";
const anyDay = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays("1950-01-01", days));
const anyPlaybook = fc.constantFrom(aftersales, saas);

describe("days", () => {
  it("are counted by the calendar, over leap days and ends of years", () => {
    expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(daysBetween("2024-01-01", "2025-01-01")).toBe(366);
  });

  it("added and counted agree", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days);
      }),
    );
  });
});

describe("the previous weekday", () => {
  it("is the day itself or one of the six before", () => {
    // 2026-06-29 is a Monday
    expect(previousWeekday("2026-06-29", 1)).toBe("2026-06-29");
    expect(previousWeekday("2026-07-05", 1)).toBe("2026-06-29");
    expect(previousWeekday("2026-06-28", 1)).toBe("2026-06-22");
    expect(previousWeekday("2026-06-29", 7)).toBe("2026-06-28");
  });

  it("has the weekday asked for and is at most six days back", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 7 }), (day, weekday) => {
        const found = previousWeekday(day, weekday);
        expect(new Date(`${found}T00:00:00Z`).getUTCDay() || 7).toBe(weekday);
        expect(daysBetween(found, day)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(found, day)).toBeLessThan(7);
      }),
    );
  });
});

describe("the scored weeks", () => {
  it("are 26, oldest first, a week apart, as_of last", () => {
    const weeks = scoredWeeks(asOf, saas, "2020-01-01");
    expect(weeks).toHaveLength(26);
    expect(weeks.at(-1)).toBe(asOf);
    expect(weeks.slice(1).every((week, i) => daysBetween(weeks[i]!, week) === 7)).toBe(true);
  });

  it("leave out weeks without a whole look-back before them", () => {
    expect(scoredWeeks(asOf, saas, addDays(asOf, -60 - 14))).toEqual(["2026-06-15", "2026-06-22", asOf]);
    expect(scoredWeeks(asOf, saas, addDays(asOf, -60 - 13))).toEqual(["2026-06-22", asOf]);
  });

  it("always hold as_of itself", () => {
    expect(scoredWeeks(asOf, saas, null)).toEqual([asOf]);
    expect(scoredWeeks(asOf, saas, asOf)).toEqual([asOf]);
  });
});

describe("the training calendar", () => {
  const withHistory = (days: number) => trainingCalendar(asOf, aftersales, addDays(asOf, -days));

  it("of after-sales has a whole half-year to learn from and an out-of-time test with 1,300 days, the sample's length", () => {
    const { testWeek, tested, production } = withHistory(1300);
    expect(testWeek).toBe(addDays(asOf, -371));
    expect(tested).toHaveLength(7);
    // the model that scores learns from a year and a half: 546 days, a week in four
    expect(production).toHaveLength(20);
  });

  it("has them with 1,277 days too: look-back 365, training 182, gap 365, label 365", () => {
    const { testWeek, tested } = withHistory(1277);
    expect(testWeek).toBeDefined();
    // yearly horizons are rounded up to whole weeks: 371 days twice, and look-back
    expect(tested.at(-1)).toBe(addDays(asOf, -742 - 6 * 28));
  });

  it("has no week to test on without a labelled week that has its look-back", () => {
    expect(withHistory(371 + 365).testWeek).toBe(addDays(asOf, -371));
    expect(withHistory(371 + 364)).toMatchObject({ testWeek: undefined, tested: [], production: [] });
    expect(trainingCalendar(asOf, aftersales, null)).toEqual({ tested: [], production: [] });
  });

  it("of the early warning needs 90 days for the test and 90 more before it", () => {
    const { early } = withHistory(1300);
    expect(early!.testWeek).toBe(addDays(asOf, -91));
    expect(early!.weeks[0]).toBe(addDays(asOf, -182));
    expect(early!.weeks).toHaveLength(7);
    expect(trainingCalendar(asOf, saas, "2020-01-01").early).toBeUndefined();
  });

  it("lets no label overlap: a week trains only when its horizon has passed by the week it is used for", () => {
    fc.assert(
      fc.property(anyPlaybook, anyDay, fc.integer({ min: 0, max: 4000 }), (playbook, day, history) => {
        const { testWeek, tested, production } = trainingCalendar(day, playbook, addDays(day, -history));
        const known = (week: string) => addDays(week, playbook.horizonDays);
        for (const week of production) expect(known(week) <= day).toBe(true);
        if (testWeek === undefined) return;
        expect(known(testWeek) <= day).toBe(true);
        for (const week of tested) expect(known(week) <= testWeek).toBe(true);
      }),
    );
  });

  it("takes weeks of as_of's weekday, four weeks apart, each with its look-back", () => {
    fc.assert(
      fc.property(anyPlaybook, anyDay, fc.integer({ min: 0, max: 4000 }), (playbook, day, history) => {
        const oldest = addDays(day, -history);
        const { tested, production } = trainingCalendar(day, playbook, oldest);
        for (const weeks of [tested, production]) {
          for (const week of weeks) {
            expect(daysBetween(week, day) % 7).toBe(0);
            expect(daysBetween(oldest, week)).toBeGreaterThanOrEqual(playbook.history.lookbackDays);
          }
          expect(weeks.slice(1).every((week, i) => daysBetween(week, weeks[i]!) === 28)).toBe(true);
        }
      }),
    );
  });
});
