import type { RoiNode } from "../roi/index.js";
import type { Text } from "../../playbooks/types.js";
import type { Basis } from "./types.js";

/** Why a part of a link was not taken over. */
export class DecodeError extends Error {
  readonly reason: Text;
  constructor(zh: string, en: string) {
    super(en);
    this.reason = { zh, en };
  }
}

type Limits = Pick<RoiNode, "bounds" | "unit">;

const decimal = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

export function readNumber(text: string, node?: Limits): number {
  const value = decimal.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) throw new DecodeError("不是数字", "not a number");
  if (node?.unit === "switch" && value !== 0 && value !== 1)
    throw new DecodeError("开关只能是 0 或 1", "a switch is 0 or 1");
  const [low, high] = node?.bounds ?? [-Infinity, Infinity];
  if (value < low || value > high) throw new DecodeError(`不在 ${low} 到 ${high} 之间`, `not in [${low}, ${high}]`);
  return value;
}

export function readInteger(text: string, bounds: readonly [number, number]): number {
  const value = readNumber(text, { unit: "ratio", bounds });
  if (!Number.isInteger(value)) throw new DecodeError("不是整数", "not a whole number");
  return value;
}

export function readRange(text: string, node: Limits): { low: number; high: number } {
  const parts = text.split("_");
  if (parts.length !== 2) throw new DecodeError("不是 低_高", "not low_high");
  const [low, high] = parts.map((part) => readNumber(part, node)) as [number, number];
  if (low > high) throw new DecodeError("低值大于高值", "low above high");
  return { low, high };
}

export function readId(text: string, known: readonly string[]): string {
  if (!known.includes(text)) throw new DecodeError("这里没有这一项", "unknown here");
  return text;
}

export function readBasis(text: string): Basis {
  return readId(text, ["run", "plan"]) as Basis;
}

export function readDate(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new DecodeError("不是日期", "not a date");
  return text;
}
