import type { Interval } from "./stats/predictions.js";

export type GateState = "GO" | "STOP" | "BETWEEN" | "NOT_YET";

export interface GateLines {
  readonly go: number;
  readonly stop: number;
}

export interface GateResult {
  readonly state: GateState;
  /** Undefined before the first outcome. */
  readonly interval?: Interval;
  /** Outcomes and weeks until the gate can decide, if figures stay as they are; 0 once decided, null where that cannot be said. */
  readonly needs: { readonly outcomes: number | null; readonly weeks: number | null };
}

/**
 * GO: the whole interval lies above the go line. STOP: wholly below the stop line. BETWEEN: wholly between the two
 * (lines included). Else NOT_YET.
 *
 * @throws if the go line is below the stop line
 */
export function gateState({ low, high }: Pick<Interval, "low" | "high">, { go, stop }: GateLines): GateState {
  if (!(go >= stop)) throw new Error(`invalid gate; go line below the stop line: ${go}, ${stop}`);
  if (low > go) return "GO";
  if (high < stop) return "STOP";
  return low >= stop && high <= go ? "BETWEEN" : "NOT_YET";
}

/** The gate of a figure whose interval is simulated, such as ROI's p2.5–p97.5: more outcomes are not what it waits for. */
export function intervalGate(interval: Interval, lines: GateLines): GateResult {
  const state = gateState(interval, lines);
  return { state, interval, needs: state === "NOT_YET" ? { outcomes: null, weeks: null } : { outcomes: 0, weeks: 0 } };
}

/**
 * The smallest n above `n` at which `isDecided` holds, by doubling and halving.
 *
 * @returns null if not within a million
 */
export function outcomesNeeded(n: number, isDecided: (n: number) => boolean): number | null {
  const limit = 1_000_000;
  let [low, high] = [n, Math.max(n + 1, 8)];
  while (!isDecided(high)) {
    if (high >= limit) return null;
    [low, high] = [high, Math.min(limit, high * 2)];
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isDecided(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** What is still needed, from the total that decides; weeks at `perWeek` new outcomes a week. */
export function stillNeeded(total: number | null, n: number, perWeek?: number): GateResult["needs"] {
  if (total === null) return { outcomes: null, weeks: null };
  const outcomes = Math.max(0, total - n);
  return { outcomes, weeks: perWeek !== undefined && perWeek > 0 ? Math.ceil(outcomes / perWeek) : null };
}
