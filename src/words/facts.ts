import type { CustomerDetail } from "../pageData.js";
import type { Playbook, StatusId, TierId } from "../playbooks/types.js";

/** What a letter to a customer, or a sentence about one, may be made from. */
export interface CustomerFacts {
  readonly id: string;
  readonly asOf: string;
  readonly tier: TierId;
  readonly status: StatusId | null;
  readonly p: number;
  readonly ltv: number | null;
  readonly name: string | null;
  readonly contactName: string | null;
  readonly contactRole: string | null;
  /** Product or vehicle. */
  readonly product: string | null;
  readonly months: number | null;
  /** Columns of `customer_week`. */
  readonly inputs: Readonly<Record<string, number | string | null>>;
  /** Upward contributions, strongest first. */
  readonly reasons: readonly { readonly feature: string; readonly value: number | string | null }[];
}

/** The part of a customer's page data that words are made from. */
type Scored = Pick<CustomerDetail, "id" | "tier" | "status" | "p" | "ltv" | "facts" | "inputs" | "contributions">;

const daysPerMonth = 30.4375;

/** @returns undefined for a customer without a score or already lost */
export function customerFacts(detail: Scored, asOf: string, { words }: Playbook): CustomerFacts | undefined {
  const { id, tier, status, p, ltv, facts, inputs, contributions } = detail;
  if (tier === null || p === null) return undefined;
  const tenure = inputs.tenure_days;
  return {
    ...{ id, asOf, tier, status, p, ltv, inputs },
    name: text(facts.name),
    contactName: text(facts.contact_name),
    contactRole: text(facts.contact_role),
    product: words.isNamePersonal ? text(facts.vehicle_model) : text(facts.product),
    months: typeof tenure === "number" ? tenure / daysPerMonth : null,
    reasons: contributions.filter(({ logOdds }) => logOdds > 0).map(({ feature, value }) => ({ feature, value })),
  };
}

function text(value: string | number | null | undefined): string | null {
  return value === null || value === undefined || value === "" ? null : String(value);
}
