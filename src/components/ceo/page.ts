import type { CeoData, GateLight } from "../../pageData.js";
import type { PresetColumn, Values } from "../../model/roi/index.js";
import type { Text } from "../../playbooks/types.js";
import type { PageContext } from "../context.js";
import { format, type Format } from "../format.js";
import type { Store } from "../live.js";
import type { Choice, Scenario } from "./scenario.js";

/** What every section of the CEO report reads, and how a control changes the scenario. */
export interface CeoPage {
  readonly context: PageContext;
  readonly data: CeoData;
  readonly scenario: Store<Scenario>;
  /** The playbook's presets on its own figures. */
  readonly readings: readonly PresetColumn[];
  readonly choose: (choice: Choice) => void;
  /** Values on the run's own tiers: the scenario's, or those the page opened with where it shows the plan's. */
  readonly ownValues: (now: Scenario) => Values;
}

/** The run's gates, ROI's with the state that the scenario gives it. */
export function gatesNow({ data }: Pick<CeoPage, "data">, { roi, gate, values }: Scenario): GateLight[] {
  const value = values["roi"]!;
  const interval = { value: roi.p50 ?? value, low: roi.p2_5 ?? -1, high: roi.p97_5 ?? value };
  return data.gates.map((light) =>
    light.gate === "roi" ? { gate: "roi", state: gate, interval, needs: { outcomes: null, weeks: null } } : light,
  );
}

/** A figure as each language writes it. */
export function both({ playbook }: PageContext, write: (f: Format) => string): Text {
  return { zh: write(format("zh", playbook.money)), en: write(format("en", playbook.money)) };
}
