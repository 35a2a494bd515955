export interface AssignmentRow {
  readonly customerId: string;
  readonly arm: string;
  /** Received a programme action of any arm. */
  readonly isContacted: boolean;
}

export interface Contamination {
  /** Customers of a control that does nothing who were contacted all the same. */
  readonly controlContacted: { readonly count: number; readonly share: number };
  /** Customers of the other arms who were not contacted. */
  readonly treatedMissed: { readonly count: number; readonly share: number };
  /** Customers found in more than one arm. */
  readonly inSeveralArms: number;
}

/** How far what happened departs from the assignment. Effects stay by assignment; this says how diluted they are. */
export function contamination(rows: readonly AssignmentRow[], control: string): Contamination {
  const [inControl, inOthers] = [true, false].map((side) => rows.filter(({ arm }) => (arm === control) === side));
  const count = (side: readonly AssignmentRow[], isContacted: boolean) => {
    const found = side.filter((row) => row.isContacted === isContacted).length;
    return { count: found, share: side.length > 0 ? found / side.length : 0 };
  };
  const armsOf = new Map<string, Set<string>>();
  for (const { customerId, arm } of rows) armsOf.set(customerId, (armsOf.get(customerId) ?? new Set()).add(arm));
  return {
    controlContacted: count(inControl!, true),
    treatedMissed: count(inOthers!, false),
    inSeveralArms: [...armsOf.values()].filter((arms) => arms.size > 1).length,
  };
}
