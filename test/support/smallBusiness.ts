import { addDays } from "../../loaders/calendar.js";
import { folder } from "../loaders/sources/staging.js";
import { csv } from "./health.js";

/** The last Monday not after the newest row of {@link smallBusiness}. */
export const smallAsOf = "2026-06-29";

/**
 * Files of ten accounts and three months of use: too few to learn from, enough for health scores.
 * @param more files that are added or replaced
 */
export function smallBusiness(more: Readonly<Record<string, string>> = {}): string {
  const customers = Array.from({ length: 10 }, (_, i) => ({
    ...{ customer_id: `K-${1000 + i}`, name: `Quillfeather ${i}`, contact_email: `person${i}@quillfeather.example` },
    ...{ started_on: "2024-01-01", ended_on: i === 9 ? "2026-05-01" : null, remaining_ltv: 1000 * (i + 1) },
  }));
  const usage = customers.slice(0, 9).flatMap(({ customer_id }, i) =>
    Array.from({ length: 90 }, (_, day) => ({
      ...{ customer_id, user_id: "u1", date: addDays(smallAsOf, -day), events: 1 + ((i + day) % 3) },
    })),
  );
  const value = customers.map(({ customer_id }, i) => ({ customer_id, date: "2026-06-01", value_score: 10 * i }));
  return folder({ "customers.csv": csv(customers), "usage.csv": csv(usage), "value.csv": csv(value), ...more });
}
