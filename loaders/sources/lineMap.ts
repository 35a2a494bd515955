export interface LineStep {
  readonly ordinal: number;
  readonly distance: number;
}

/** Physical lines of records by ordinal, kept as the places where the distance between the two changes. */
export class LineMap {
  private readonly changes: LineStep[] = [];

  /** Ordinals come in increasing order. */
  add(ordinal: number, line: number): void {
    const distance = line - ordinal;
    if (this.changes.at(-1)?.distance !== distance) this.changes.push({ ordinal, distance });
  }

  /** From each `ordinal` on, line = ordinal + `distance`. */
  steps(): readonly LineStep[] {
    return this.changes;
  }
}
