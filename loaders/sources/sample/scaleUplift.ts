import type { World } from "./world.js";

/** The same world with every true effect multiplied: 0 is a programme that does nothing. @throws RangeError for a negative factor */
export function scaleUplift(world: World, factor: number): World {
  if (!(factor >= 0)) throw new RangeError(`factor must be 0 or more: ${factor}`);
  const strategies = world.programme.strategies.map((one) => ({ ...one, uplift: one.uplift * factor }));
  return { ...world, programme: { ...world.programme, strategies } };
}
