// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { inTurn } from "../../src/components/inTurn.js";

const later = <T>(value: T) => new Promise<T>((done) => setTimeout(() => done(value), 5));

describe("the parts of a page", () => {
  it("are made in the order in which they are written down, whatever the page asks for first", async () => {
    const made: string[] = [];
    const make = (name: string) => (made.push(name), name);
    const page = inTurn({
      get head() {
        return make("head");
      },
      finding: {
        get first() {
          return make("first");
        },
      },
      get slow() {
        return later(0).then(() => make("slow"));
      },
      get foot() {
        return make("foot");
      },
    });
    const asked = [page.foot, page.slow, page.finding.first, page.head];
    expect(made).toEqual([]);
    expect(await Promise.all(asked)).toEqual(["foot", "slow", "first", "head"]);
    expect(made).toEqual(["head", "first", "slow", "foot"]);
  });

  it("are not made unless asked for; plain values stay as they are", async () => {
    let isMade = false;
    const element = document.createElement("p");
    const page = inTurn({
      element,
      text: "as it is",
      get other() {
        return (isMade = true);
      },
      get asked() {
        return 1;
      },
    });
    expect([page.element, page.text]).toEqual([element, "as it is"]);
    expect(await page.asked).toBe(1);
    expect(isMade).toBe(false);
  });

  it("fail one by one: what comes after a part that throws is made", async () => {
    const page = inTurn({
      get broken(): string {
        throw new RangeError("no such figure");
      },
      get whole() {
        return "whole";
      },
    });
    const [broken, whole] = await Promise.allSettled([page.broken, page.whole]);
    expect(broken).toMatchObject({ status: "rejected", reason: new RangeError("no such figure") });
    expect(whole).toMatchObject({ value: "whole" });
  });

  it("can be asked for again after all were made", async () => {
    let count = 0;
    const page = inTurn({
      get part() {
        return ++count;
      },
    });
    expect([await page.part, await page.part]).toEqual([1, 2]);
  });
});
