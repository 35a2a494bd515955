export interface ArmContacts {
  readonly id: string;
  readonly assigned: number;
  /** Of these, who received a programme action of any arm. */
  readonly contacted: number;
}

export interface Contamination {
  /** Customers of a control that does nothing who were contacted all the same. */
  readonly controlContacted: { readonly count: number; readonly share: number };
  /** Customers of the other arms who were not contacted. */
  readonly treatedMissed: { readonly count: number; readonly share: number };
}

/** How far what happened departs from the assignment. Effects stay by assignment; this says how diluted they are. */
export function contamination(arms: readonly ArmContacts[], control: string): Contamination {
  const [inControl, inOthers] = [true, false].map((side) => arms.filter(({ id }) => (id === control) === side));
  const shareOf = (side: readonly ArmContacts[], countOf: (arm: ArmContacts) => number) => {
    const assigned = side.reduce((sum, arm) => sum + arm.assigned, 0);
    const count = side.reduce((sum, arm) => sum + countOf(arm), 0);
    return { count, share: assigned > 0 ? count / assigned : 0 };
  };
  return {
    controlContacted: shareOf(inControl!, ({ contacted }) => contacted),
    treatedMissed: shareOf(inOthers!, ({ assigned, contacted }) => assigned - contacted),
  };
}
