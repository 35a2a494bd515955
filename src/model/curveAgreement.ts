import { programmeTierIds, type Playbook, type TierId } from "../playbooks/types.js";
import { delayedTierIds } from "./uplift.js";
import { winback } from "./winback.js";

export interface CurveAgreement {
  /** Stay rate if treated of the tiers with a clock, by share of customers, as the tier table has it. */
  readonly tableRate: number;
  /** Day at which the curve gives that rate; null where it never does. */
  readonly day: number | null;
  /** Last day of the curve, its stay rate, and that of doing nothing. */
  readonly lastDay: number;
  readonly lastRate: number;
  readonly floor: number;
}

/** Whether the published win-back curve and the published tier table say the same; undefined without a tier table. */
export function curveAgreement({
  roi,
  winback: points,
}: Pick<Playbook, "roi" | "winback">): CurveAgreement | undefined {
  const value = (id: string) => roi.assumptions[id]?.value;
  const tiers = programmeTierIds.filter((tier: TierId) => delayedTierIds.includes(tier));
  const rows = tiers.flatMap((tier) => {
    const [share, stay] = [value(`share_${tier}`), value(`stay_${tier}`) ?? added(tier)];
    return share === undefined || stay === undefined ? [] : [{ share, stay }];
  });
  if (rows.length < tiers.length) return undefined;
  const tableRate =
    rows.reduce((sum, { share, stay }) => sum + share * stay, 0) / rows.reduce((sum, { share }) => sum + share, 0);
  const last = points.curve.at(-1)!;
  return {
    tableRate,
    day: dayOf(tableRate, points),
    lastDay: last.days,
    lastRate: last.stayRate,
    floor: points.floor.value,
  };

  function added(tier: TierId): number | undefined {
    const [p, plus] = [value(`p_${tier}`), value(`added_${tier}`)];
    return p === undefined || plus === undefined ? undefined : 1 - p + plus;
  }
}

/** The curve falls, so halving finds the day. */
function dayOf(rate: number, points: Playbook["winback"]): number | null {
  const curve = winback(points);
  let [early, late] = [points.curve[0]!.days, points.curve.at(-1)!.days];
  if (rate > curve(early).stayRate || rate < curve(late).stayRate) return null;
  for (let i = 0; i < 50; i++) {
    const middle = (early + late) / 2;
    if (curve(middle).stayRate > rate) early = middle;
    else late = middle;
  }
  return late;
}
