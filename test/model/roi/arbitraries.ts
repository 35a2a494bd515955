import fc from "fast-check";
import { aftersales } from "../../../src/playbooks/aftersales.js";

const drawn = Object.entries(aftersales.roi.assumptions).filter(([, { low, high }]) => low < high);
const switches = ["count_low_tier", "count_referrals", "count_ramp", "top_down"];

const reading = fc.record(
  Object.fromEntries([
    ...drawn.map(([id, { low, high }]) => [id, fc.double({ min: low, max: high, noNaN: true })] as const),
    ...switches.map((id) => [id, fc.constantFrom(0, 1)] as const),
  ]),
  { requiredKeys: [] },
);

/** Any reading of the plan: each assumption somewhere in its range or left alone, each switch on or off. */
export const overrides = reading as fc.Arbitrary<Record<string, number>>;
