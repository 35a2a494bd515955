import { describe, expect, it } from "vitest";
import { labelRow, textWidth } from "../../src/components/tierPicture.js";

const bars: [number, number][] = [
  [0, 30],
  [30, 110],
  [110, 225],
  [225, 358],
];
const labels = ["Critical 8%", "High 24%", "Medium 31%", "Low 37%"];
const ends = (places: readonly number[]) => places.map((x, i) => x + textWidth(labels[i]!, 7));

describe("labels under the two bars", () => {
  it("never meet, where bars are narrower than their words", () => {
    const { places } = labelRow(bars, labels, " of losses", 7, 358);
    places.slice(1).forEach((x, i) => expect(x).toBeGreaterThanOrEqual(ends(places)[i]!));
    expect(ends(places).at(-1)!).toBeLessThanOrEqual(358);
  });

  it("leave out what they count where a phone has no room for it", () => {
    expect(labelRow(bars, labels, " of losses", 7, 320).hasRoom).toBe(false);
    expect(labelRow(bars, labels, " of losses", 7, 632).hasRoom).toBe(true);
  });

  it("start where their bars do when there is room", () => {
    const wide = bars.map(([from, to]) => [from * 4, to * 4] as [number, number]);
    expect(labelRow(wide, labels, "", 7, 1432).places).toEqual([0, 120, 440, 900]);
  });
});
