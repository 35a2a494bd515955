import { describe, expect, it } from "vitest";
import { workbookSheets, type WorkbookInput } from "../../../src/components/whatIf/sheets.js";
import type { Cell, Sheet } from "../../../src/components/workbook/cells.js";
import { writeWorkbook } from "../../../src/components/workbook/writeWorkbook.js";
import { cashFlow, evaluateRoi, presetLines, roiModel, withMeasured } from "../../../src/model/roi/index.js";
import { defaultScenario } from "../../../src/model/scenario/index.js";
import { playbookById } from "../../../src/playbooks/index.js";
import { office, recalculate } from "../../support/recalculate.js";

const run = [
  { tier: "critical", customers: 5_800, meanP: 0.812, meanLtv: 3_700 },
  { tier: "high", customers: 16_300, meanP: 0.594, meanLtv: 4_200 },
  { tier: "medium", customers: 24_100, meanP: 0.401, meanLtv: 4_050 },
  { tier: "low", customers: 150_200, meanP: 0.074, meanLtv: 3_990 },
] as const;

function input(id: "aftersales" | "saas", lang: "zh" | "en", overrides = {}): WorkbookInput {
  const playbook = playbookById(id);
  const plan = roiModel(playbook);
  const { weeklyCapacity } = playbook.queue;
  const vocabulary = { playbook: id, model: plan, presets: playbook.roi.presets, weeklyCapacity };
  const scenario = { ...defaultScenario(vocabulary), overrides };
  return { lang, model: withMeasured(plan, run), plan, playbook, scenario, title: ["=1+1 (a scenario's name)"] };
}

/** The sheet as someone leaves it after typing another figure into an assumption's cell. */
function typed(sheet: Sheet, id: string, value: number): Sheet {
  const row = Number(sheet.names[id]!.slice(1)) - 1;
  const rows = sheet.rows.map((cells, i) =>
    i === row ? cells.map((cell, c): Cell => (c === 2 ? { kind: "number", value } : cell)) : cells,
  );
  return { ...sheet, rows };
}

const read = (cell = ""): number => (cell.endsWith("%") ? Number(cell.slice(0, -1)) / 100 : Number(cell));

/** Equal to 1e-9; missing on the page is an error in the cell. */
const expectCell = (cell: string | undefined, expected = NaN): void => {
  if (Number.isNaN(expected)) expect(cell).toMatch(/^#/);
  else expect(Math.abs(read(cell) - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
};

describe("workbook", () => {
  it("holds every assumption and every formula under its name, and no result", () => {
    const [assumptions, formulas] = workbookSheets(input("aftersales", "en"));
    const { model } = input("aftersales", "en");
    expect(Object.keys(assumptions!.names)).toEqual(model.assumptions.map(({ id }) => id));
    expect(Object.keys(formulas!.names)).toEqual(model.formulas.map(({ id }) => id));
    expect(formulas!.rows.slice(1).map((row) => row[2]!.kind)).toEqual(model.formulas.map(() => "formula"));
  });

  // Where LibreOffice is not installed, the test's name says so; the cells are then not recalculated by anyone.
  describe.runIf(office)(`opened by ${office ?? "no LibreOffice: not recalculated"}`, () => {
    it.each([
      ["aftersales", "zh", { count_ramp: 1, count_low_tier: 1, days_to_contact: 18.5, cost_high: 333.3 }],
      ["aftersales", "en", { top_down: 1, days_to_contact: 31 }],
      ["saas", "zh", { rounds: 3 }],
    ] as const)("computes what the page shows: %s, %s, %o", async (id, lang, overrides) => {
      const given = input(id, lang, overrides);
      const sheets = workbookSheets(given);
      // LTV is typed in the workbook and set on the page: both follow from one change.
      const changed = [typed(sheets[0]!, "ltv", 3_817.25), ...sheets.slice(1)];
      const cells = recalculate(await writeWorkbook(changed));
      const values = evaluateRoi(given.model, { ...overrides, ltv: 3_817.25 });
      const computed = cells[sheets[1]!.name]!;
      given.model.formulas.forEach((node, i) => {
        expect(computed[i + 1]![1]).toBe(node.id);
        expectCell(computed[i + 1]![2], values[node.id]);
      });
      const cash = cashFlow(values, given.playbook.phases);
      const months = cells[sheets[2]!.name]!;
      cash.months.forEach(({ cumulative }, i) => expectCell(months[i + 1]![7], cumulative));
      expectCell(months.find((row) => /Payback by month|按月回收期/.test(row[0]!))![1], cash.crossing);
      const presets = cells[sheets[3]!.name]!;
      given.playbook.roi.presets.forEach((preset, column) => {
        const reading = evaluateRoi(given.plan, preset.overrides);
        presetLines.forEach((line, i) => expectCell(presets[i + 2]![column + 2], reading[line]));
      });
      presetLines.forEach((line, i) => expectCell(presets[i + 2]!.at(-1), values[line]));
      expect(cells[sheets[0]!.name]![0]![0]).toBe("'=1+1 (a scenario's name)");
    });
  });
});
