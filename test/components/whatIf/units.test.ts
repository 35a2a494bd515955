import { describe, expect, it } from "vitest";
import { shownAs } from "../../../src/components/whatIf/shown.js";
import { unitText } from "../../../src/components/whatIf/unitText.js";
import { playbookById } from "../../../src/playbooks/index.js";

describe("units of the ROI model", () => {
  it.each([
    ["saas", "家"],
    ["aftersales", "人"],
  ])("counts customers of %s in %s", (id, counter) => {
    const context = { lang: "zh" as const, playbook: playbookById(id) };
    expect(unitText("customers", context)).toBe(counter);
    expect(unitText("money/customer", context)).toBe(`元/${counter}`);
    expect(shownAs({ unit: "customers" }, context).unit).toBe(counter);
    expect(shownAs({ unit: "customers" }, { ...context, lang: "en" }).unit).toBe("");
  });
});
