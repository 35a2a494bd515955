import { svg } from "htl";
import { niceTicks, scale } from "../scale.js";
import { textWidth } from "../tierPicture.js";

export interface AxesOptions {
  readonly width: number;
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly writeX: (value: number) => string;
  readonly writeY: (value: number) => string;
  /** Room at the right for labels, px. */
  readonly right?: number;
}

export interface Axes {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly bottom: number;
  readonly marks: unknown;
}

/** Scales, four grid lines and their round numbers. */
export function axes({ width, height, x, y, writeX, writeY, right = 16 }: AxesOptions): Axes {
  const ticksY = niceTicks(y[0], y[1], 4);
  const left = Math.max(...ticksY.map((tick) => textWidth(writeY(tick), 7))) + 8;
  const bottom = height - 26;
  const [toX, toY] = [scale(x, [left, width - right]), scale(y, [bottom, 12])];
  const ticksX = niceTicks(x[0], x[1], width < 420 ? 3 : 5);
  return {
    ...{ x: toX, y: toY, left, bottom },
    marks: svg`<g>
      ${ticksY.map((tick) => svg`<g><line class=${tick === 0 ? "ax0" : "ax"} x1=${left} x2=${width - right} y1=${toY(tick)} y2=${toY(tick)}></line><text class="n e" x=${left - 6} y=${toY(tick) + 4}>${writeY(tick)}</text></g>`)}
      ${ticksX.map((tick) => svg`<text class="n" text-anchor="middle" x=${toX(tick)} y=${height - 8}>${writeX(tick)}</text>`)}
    </g>`,
  };
}
