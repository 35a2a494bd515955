import type { GateLight } from "../../pageData.js";
import type { Text } from "../../playbooks/types.js";

const order = ["GO", "NOT_YET", "BETWEEN", "STOP"] as const;
const states: Readonly<Record<GateLight["state"], Text>> = {
  GO: { zh: "通过", en: "passes" },
  NOT_YET: { zh: "未定", en: "is undecided" },
  BETWEEN: { zh: "介于两线之间", en: "lies between its lines" },
  STOP: { zh: "叫停", en: "says stop" },
};
const plural: Readonly<Record<GateLight["state"], string>> = {
  GO: "pass",
  NOT_YET: "are undecided",
  BETWEEN: "lie between their lines",
  STOP: "say stop",
};
const numbersZh = ["零", "一", "两", "三"];
const numbersEn = ["No", "One", "Two", "Three"];

/** How many gates are in each state, in the order GO, NOT YET, BETWEEN, STOP; "none stops" only if it is true. */
export function gatesFinding(gates: readonly Pick<GateLight, "state">[]): Text {
  const counts = order
    .map((state) => ({ state, n: gates.filter((gate) => gate.state === state).length }))
    .filter(({ n }) => n > 0);
  const hasStop = counts.some(({ state }) => state === "STOP");
  const zh = counts.map(({ state, n }) => `${numbersZh[n] ?? n}门${states[state].zh}`);
  const en = counts.map(
    ({ state, n }, i) =>
      `${i ? (numbersEn[n] ?? String(n)).toLowerCase() : `${numbersEn[n] ?? n} ${n === 1 ? "gate" : "gates"}`} ${n === 1 ? states[state].en : plural[state]}`,
  );
  return {
    zh: [...zh, ...(hasStop ? [] : ["没有一门叫停"])].join("，"),
    en: [...en, ...(hasStop ? [] : ["none says stop"])].join(", "),
  };
}
