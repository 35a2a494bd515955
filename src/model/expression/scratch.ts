/**
 * Buffers that formulas work in. Register 0 is the output itself, so a formula of depth d needs d buffers whatever its
 * length, and a left operand's buffer is overwritten by the result it goes into.
 */
export class Scratch {
  #rows = 0;
  readonly #registers: Float64Array[] = [];

  /** Drops buffers of another length. */
  resize(rows: number): void {
    if (rows === this.#rows) return;
    this.#rows = rows;
    this.#registers.length = 0;
  }

  set(register: number, buffer: Float64Array): void {
    this.#registers[register] = buffer;
  }

  get(register: number): Float64Array {
    return (this.#registers[register] ??= new Float64Array(this.#rows));
  }

  /** A column for a scalar, written into the register that it came out of. */
  spread(column: Float64Array | number, register: number): Float64Array {
    return typeof column === "number" ? this.get(register).fill(column) : column;
  }
}
