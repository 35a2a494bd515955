const digitBits = 11;
const digits = 1 << digitBits;

/**
 * Indices of values from the largest down, equal ones in their own order: a radix sort on the bits of doubles, several
 * times as fast for a million as comparing them two by two.
 *
 * @param values without NaN
 */
export function fallingOrder(values: ArrayLike<number>): Uint32Array {
  const count = values.length;
  // 0 and -0 are equal, their bits are not
  const words = new Uint32Array(Float64Array.from(values, (value) => value + 0).buffer);
  const highAt = isLittleEndian ? 1 : 0;
  let [order, other] = [Uint32Array.from({ length: count }, (_, i) => i), new Uint32Array(count)];
  for (const word of [1 - highAt, highAt]) {
    for (let shift = 0; shift < 32; shift += digitBits) {
      const starts = new Uint32Array(digits + 1);
      const digitOf = (i: number): number => {
        const isNegative = words[2 * i + highAt]! >>> 31 === 1;
        // bits of negative numbers fall as they rise; others are turned, so that the largest comes first
        const bits = isNegative ? words[2 * i + word]! : ~words[2 * i + word]! ^ (word === highAt ? 0x80000000 : 0);
        return (bits >>> shift) & (digits - 1);
      };
      for (let i = 0; i < count; i++) starts[digitOf(i) + 1]!++;
      for (let digit = 0; digit < digits; digit++) starts[digit + 1]! += starts[digit]!;
      for (let at = 0; at < count; at++) {
        const index = order[at]!;
        other[starts[digitOf(index)]!++] = index;
      }
      [order, other] = [other, order];
    }
  }
  return order;
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
