/** Physical lines of records by ordinal, kept as the places where the distance between the two changes. */
export class LineMap {
  private readonly ordinals: number[] = [];
  private readonly distances: number[] = [];

  /** Ordinals come in increasing order. */
  add(ordinal: number, line: number): void {
    if (this.distances.at(-1) === line - ordinal) return;
    this.ordinals.push(ordinal);
    this.distances.push(line - ordinal);
  }

  /** @throws RangeError for an ordinal before the first. */
  line(ordinal: number): number {
    let low = 0;
    let high = this.ordinals.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ordinals[middle]! <= ordinal) low = middle + 1;
      else high = middle;
    }
    if (low === 0) throw new RangeError(`unknown record; not from ${this.ordinals[0] ?? "(none)"} on: ${ordinal}`);
    return ordinal + this.distances[low - 1]!;
  }
}
