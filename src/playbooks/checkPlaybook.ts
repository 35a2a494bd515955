import { FormulaError, parse } from "../model/expression/parse.js";
import { assumptionNodes } from "../model/roi/assumptionNodes.js";
import { tierIds, type Gate, type Playbook } from "./types.js";

export interface PlaybookProblem {
  /** Where it stands in the playbook: `["tiers", "high", "above"]`. */
  readonly path: readonly (string | number)[];
  /** What is allowed, and what was found. */
  readonly what: string;
}

type Found = readonly PlaybookProblem[];
type Path = PlaybookProblem["path"];

/** Figures and formulas that no type can hold to: ranges, orders, sums. An empty list when all is well. */
export function checkPlaybook(playbook: Playbook): Found {
  return [
    ...within(["horizonDays"], playbook.horizonDays, 1, 3650),
    ...within(["holdoutShare"], playbook.holdoutShare, 0, 0.5),
    ...within(["cadence", "weekday"], playbook.cadence.weekday, 1, 7),
    ...within(["cadence", "days"], playbook.cadence.days, 1, 366),
    ...when(!playbook.tables.includes("customers"), ["tables"], "the table customers is required"),
    ...repeated(["features"], playbook.features),
    ...repeated(["riskFactors"], playbook.riskFactors),
    ...health(playbook),
    ...tiers(playbook),
    ...winback(playbook),
    ...roi(playbook),
    ...gates(playbook),
    ...(["minRowShare", "maxRejectShare"] as const).flatMap((id) => within(["audit", id], playbook.audit[id], 0, 1)),
    ...formulas(playbook),
  ];
}

function within(path: Path, value: number, low: number, high: number): Found {
  const isIn = value >= low && value <= high;
  return when(
    !isIn,
    path,
    Number.isFinite(high) ? `not in ${low} to ${high}: ${value}` : `not ${low} or more: ${value}`,
  );
}

const when = (isWrong: boolean, path: Path, what: string): Found => (isWrong ? [{ path, what }] : []);

function repeated(path: Path, list: readonly { readonly id: string }[]): Found {
  return list.flatMap(({ id }, index) =>
    when(list.findIndex((each) => each.id === id) < index, [...path, index, "id"], `stands twice: ${id}`),
  );
}

function health({ health: { components, statuses, minCoverage } }: Playbook): Found {
  const sum = components.reduce((total, { weight }) => total + weight, 0);
  return [
    ...components.flatMap(({ weight }, index) => within(["health", "components", index, "weight"], weight, 0, 1)),
    ...when(Math.abs(sum - 1) > 1e-9, ["health", "components"], `weights do not add up to 1: ${sum}`),
    ...statuses.flatMap(({ from }, index) => [
      ...within(["health", "statuses", index, "from"], from, 0, 100),
      ...when(
        index > 0 && from >= statuses[index - 1]!.from,
        ["health", "statuses", index, "from"],
        `not below the status before it, ${statuses[index - 1]?.from}: ${from}`,
      ),
    ]),
    ...within(["health", "minCoverage"], minCoverage, 0, 1),
  ];
}

function tiers({ tiers: all }: Playbook): Found {
  return tierIds.flatMap((id, index) => {
    const before = index > 0 ? all[tierIds[index - 1]!].above : 1;
    const path = ["tiers", id, "above"];
    return [
      ...within(path, all[id].above, 0, 1),
      ...when(all[id].above >= before, path, `not below the tier before it, ${before}: ${all[id].above}`),
    ];
  });
}

function winback({ winback: { curve, window, floor } }: Playbook): Found {
  return [
    ...curve.flatMap(({ days, stayRate }, index) => {
      const before = curve[index - 1];
      return [
        ...within(["winback", "curve", index, "stayRate"], stayRate, 0, 1),
        ...when(
          before !== undefined && days <= before.days,
          ["winback", "curve", index, "days"],
          `not after the point before it, ${before?.days}: ${days}`,
        ),
      ];
    }),
    ...when(!(window[0] <= window[1]), ["winback", "window"], `ends before it starts: ${window.join(" to ")}`),
    ...ordered(["winback", "floor"], floor, [0, 1]),
  ];
}

function ordered(
  path: Path,
  { value, low, high }: { readonly value: number; readonly low: number; readonly high: number },
  [least, most]: readonly [number, number],
): Found {
  return [
    ...within(path, value, least, most),
    ...when(!(low <= value && value <= high), path, `not between its low ${low} and high ${high}: ${value}`),
  ];
}

function roi(playbook: Playbook): Found {
  const bounds = new Map(assumptionNodes(playbook).map((node) => [node.id, node.bounds ?? ([0, Infinity] as const)]));
  const unknown = (path: Path, id: string) =>
    when(!bounds.has(id), path, `the ROI model has no assumption of this name: ${id}`);
  return [
    ...Object.entries(playbook.roi.assumptions).flatMap(([id, assumption]) => {
      const path = ["roi", "assumptions", id];
      return bounds.has(id) ? ordered(path, assumption, bounds.get(id)!) : unknown(path, id);
    }),
    ...repeated(["roi", "presets"], playbook.roi.presets),
    ...playbook.roi.presets.flatMap(({ overrides }, index) =>
      Object.entries(overrides).flatMap(([id, value]) => {
        const path = ["roi", "presets", index, "overrides", id];
        return bounds.has(id) ? within(path, value, ...bounds.get(id)!) : unknown(path, id);
      }),
    ),
  ];
}

function gates({ gates: all, phases }: Playbook): Found {
  return [
    ...Object.entries(all as unknown as Record<string, Gate>).flatMap(([id, { go, stop }]) =>
      when(!(stop < go), ["gates", id, "stop"], `not below the go line, ${go}: ${stop}`),
    ),
    ...phases.flatMap(({ months: [from, to] }, index) =>
      when(!(from < to), ["phases", index, "months"], `ends before it starts: ${from} to ${to}`),
    ),
  ];
}

function formulas({ health: { components }, riskFactors, opportunities, words }: Playbook): Found {
  const list: [Path, string][] = [
    ...components.map(({ formula }, i): [Path, string] => [["health", "components", i, "formula"], formula]),
    ...riskFactors.map(({ when: text }, i): [Path, string] => [["riskFactors", i, "when"], text]),
    ...opportunities.map(({ when: text }, i): [Path, string] => [["opportunities", i, "when"], text]),
    ...words.concerns.map(({ when: text }, i): [Path, string] => [["words", "concerns", i, "when"], text]),
  ];
  return list.flatMap(([path, text]) => {
    try {
      parse(text);
      return [];
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      return [{ path, what: error.message }];
    }
  });
}
