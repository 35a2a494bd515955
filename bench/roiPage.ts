import { cashFlow, evaluateRoi, roiModel, simulator, tornado } from "../src/model/roi/index.js";
import { outcomeEngine } from "../src/model/scenario/index.js";
import { playbookById } from "../src/playbooks/index.js";

export interface Timing {
  readonly work: string;
  readonly ms: readonly number[];
}

const playbook = playbookById("aftersales");
const model = roiModel(playbook);
const drawn = Object.entries(model.given).filter(([, { low, high }]) => low < high);

function timed(work: string, runs: number, run: (i: number) => void): Timing {
  for (let i = 0; i < 30; i++) run(i);
  const ms = Array.from({ length: runs }, (_, i) => {
    const start = performance.now();
    run(i + 30);
    return performance.now() - start;
  });
  return { work, ms };
}

/** Each run moves to values it has not seen, so that nothing is taken from the run before but what may be. */
function measure(): Timing[] {
  const seed = 20260629;
  const compute = outcomeEngine(model, { seed, phases: playbook.phases });
  const large = outcomeEngine(model, { seed, phases: playbook.phases, draws: 100_000 });
  const all = (i: number): Record<string, number> =>
    Object.fromEntries(drawn.map(([id, { value }]) => [id, value * (1 - 1e-5 * (i + 1))]));
  const slider = (id: string) => (i: number) => ({ [id]: model.given[id]!.value * (1 - 1e-4 * (i + 1)) });
  const run = (engine: typeof compute, overridesOf: (i: number) => Record<string, number>) => (i: number) =>
    void engine({ overrides: overridesOf(i), ranges: {} });
  const [simulate, swings] = [simulator(model, { seed }), tornado(model)];
  const withoutBand = (i: number): void => {
    const overrides = all(i);
    simulate(overrides);
    swings(overrides);
    cashFlow(evaluateRoi(model, overrides), playbook.phases);
  };
  return [
    timed(`all ${drawn.length} ranges moved, 10,000 draws, tornado, monthly cash flow`, 300, withoutBand),
    timed(`all ${drawn.length} ranges moved, 10,000 draws, tornado, cash flow with its band`, 300, run(compute, all)),
    timed("LTV slider, the same", 300, run(compute, slider("ltv"))),
    timed("cost slider, the same", 300, run(compute, slider("cost_high"))),
    timed("LTV slider, 100,000 draws", 100, run(large, slider("ltv"))),
    timed("cost slider, 100,000 draws", 100, run(large, slider("cost_high"))),
  ];
}

Object.assign(globalThis, { measure });
