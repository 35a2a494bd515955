import { assumptionsAsSet, presetLines, rangeAt } from "../../model/roi/index.js";
import type { PageContext } from "../context.js";
import { csvText, saveFile } from "../csv.js";
import type { Bench, Now, Reading } from "./now.js";
import { unitText } from "./unitText.js";

interface Line {
  readonly label: string;
  readonly id: string;
  readonly unit: string;
  readonly cells: readonly (number | null)[];
}

/** Results and assumptions of every reading and the working copy, with its low and high, in the model's own units. */
export function scenarioCsv({ lang, say, playbook }: PageContext, readings: readonly Reading[], now: Now): string {
  const { model, values, scenario } = now;
  const columns = [...readings, ...now.overlays];
  const finite = (value: number | undefined): number | null => (Number.isFinite(value) ? value! : null);
  const ends = (id: string): (number | null)[] => {
    const range = rangeAt(model, id, values[id]!, scenario.ranges);
    return range ? [range.low, range.high] : [null, null];
  };
  const lines: Line[] = [...presetLines, ...Object.keys(assumptionsAsSet(model))].map((id) => {
    const { label, unit, formula } = model.nodes.get(id)!;
    const range = formula === undefined ? ends(id) : [null, null];
    return {
      label: say(label),
      id,
      unit: unitText(unit, { lang, playbook }),
      cells: [...columns.map((column) => finite(column.values[id])), finite(values[id]), ...range],
    };
  });
  const names = lang === "zh" ? ["项目", "名称", "单位"] : ["Item", "Name", "Unit"];
  const own = lang === "zh" ? ["当前方案", "低值", "高值"] : ["Working copy", "Low", "High"];
  return csvText<Line>(
    [
      { label: names[0]!, value: ({ label }) => label },
      { label: names[1]!, value: ({ id }) => id },
      { label: names[2]!, value: ({ unit }) => unit },
      ...[...columns.map(({ label }) => label), ...own].map((label, i) => ({
        label,
        value: ({ cells }: Line) => cells[i] ?? null,
      })),
    ],
    lines,
  );
}

/** The workbook and its writer are fetched when first asked for. */
export async function downloadWorkbook(context: PageContext, { models }: Bench, now: Now): Promise<void> {
  const { lang, say, playbook, run, format } = context;
  const [{ workbookSheets }, { writeWorkbook }] = await Promise.all([
    import("./sheets.js"),
    import("../workbook/writeWorkbook.js"),
  ]);
  const title = [
    `Holdfast ${lang === "zh" ? "假设推演" : "What-if"} · ${say(playbook.name)}`,
    lang === "zh" ? `数据截至 ${format.date(run.asOf)}，金额单位为元` : `Data to ${format.date(run.asOf)}; money in ¥`,
    lang === "zh" ? "改“取值”一列，其余各表随之重算" : "Change the Value column; the other sheets follow",
  ];
  const sheets = workbookSheets({ lang, model: now.model, plan: models.plan, playbook, scenario: now.scenario, title });
  const bytes = await writeWorkbook(sheets);
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  saveFile(fileName(context, "xlsx"), bytes as Uint8Array<ArrayBuffer>, type);
}

export function fileName({ playbook, run }: PageContext, extension: string): string {
  return `holdfast-what-if-${playbook.id}-${run.asOf}.${extension}`;
}
