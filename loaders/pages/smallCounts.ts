import type { Audience, Count } from "../../src/pageData.js";

/** Fewer customers than this are never counted out in an executive build. */
export const smallestCount = 5;

/** A count as the audience may see it. */
export function shown(count: Count, audience: Audience): Count {
  const isSmall = typeof count === "number" && count > 0 && count < smallestCount;
  return audience === "executive" && isSmall ? "<5" : count;
}

/** Whether a figure that rests on so many customers may be shown to the audience. */
export function mayShow(count: Count, audience: Audience): boolean {
  return audience === "team" || (typeof count === "number" && count >= smallestCount);
}
