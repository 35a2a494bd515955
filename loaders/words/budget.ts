import type { ModelSettings } from "./settings.js";

export interface Spent {
  readonly input: number;
  readonly output: number;
  /** Null when no price is told. */
  readonly money: number | null;
}

/** Counts tokens and money against the caps of a run: what would go past them is not asked for. */
export class Budget {
  private input = 0;
  private output = 0;
  private reserved = 0;
  stoppedBy: "tokens" | "money" | null = null;

  constructor(private readonly settings: Pick<ModelSettings, "caps" | "price">) {}

  /** @returns false when the request could go past a cap */
  reserve(tokens: number): boolean {
    const { caps, price } = this.settings;
    const ahead = this.reserved + tokens;
    if (this.input + this.output + ahead > caps.tokens) this.stoppedBy = "tokens";
    else if (
      price &&
      caps.money !== null &&
      this.spent.money! + (ahead * Math.max(price.input, price.output)) / 1e6 > caps.money
    )
      this.stoppedBy = "money";
    if (this.stoppedBy) return false;
    this.reserved = ahead;
    return true;
  }

  settle(reserved: number, input: number, output: number): void {
    this.reserved -= reserved;
    this.input += input;
    this.output += output;
  }

  get spent(): Spent {
    const { price } = this.settings;
    const money = price ? (this.input * price.input + this.output * price.output) / 1e6 : null;
    return { input: this.input, output: this.output, money };
  }
}
