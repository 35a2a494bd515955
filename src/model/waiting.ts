import type { TierId } from "../playbooks/types.js";
import { delayedTierIds, stayIfTreated } from "./uplift.js";
import type { DelayPoint } from "./winback.js";

export interface WaitingCustomer {
  readonly tier: TierId;
  readonly p: number;
  /** Remaining LTV, in the small unit of money. */
  readonly ltv: number;
  /** Uplift of the tier, see `uplift`. */
  readonly uplift: number;
  /** Days from the first crossing to as_of; undefined where there was none. */
  readonly daysSinceCrossing?: number | undefined;
  readonly isContacted?: boolean;
}

export interface Treatment {
  /** Days from crossing to contact; undefined for a tier without a clock. */
  readonly days: number | undefined;
  /** g at that day. */
  readonly effect: number;
  readonly isSupported: boolean;
  readonly stayIfTreated: number;
  /** LTV times what treatment adds to the probability of staying. */
  readonly expectedGain: number;
}

/** What contacting a customer `inDays` days after as_of does. The gain is 0 for a customer contacted already. */
export function treatment(customer: WaitingCustomer, curve: (days: number) => DelayPoint, inDays: number): Treatment {
  const { tier, p, ltv, daysSinceCrossing } = customer;
  const hasClock = delayedTierIds.includes(tier);
  const days = hasClock ? (daysSinceCrossing ?? 0) + inDays : undefined;
  const { effect, isSupported } = days === undefined ? { effect: 1, isSupported: true } : curve(days);
  const stay = stayIfTreated(p, customer.uplift, effect);
  const expectedGain = customer.isContacted ? 0 : ltv * (stay - (1 - p));
  return { days, effect, isSupported, stayIfTreated: stay, expectedGain };
}

export interface Waiting {
  /** Contacted today; by the end of this week; a week later. */
  readonly today: Treatment;
  readonly thisWeek: Treatment;
  readonly nextWeek: Treatment;
  /** LTV * incremental * (g(d + 7) - g(d + 14)): what acting next week instead of this week costs; 0 once contacted. */
  readonly costOfWaiting: number;
}

/** The cost of putting a customer off by a week, d being the days since crossing. */
export function waiting(customer: WaitingCustomer, curve: (days: number) => DelayPoint): Waiting {
  const [today, thisWeek, nextWeek] = [0, 7, 14].map((inDays) => treatment(customer, curve, inDays)) as [
    Treatment,
    Treatment,
    Treatment,
  ];
  return { today, thisWeek, nextWeek, costOfWaiting: thisWeek.expectedGain - nextWeek.expectedGain };
}
