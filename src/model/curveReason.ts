/** Why decisions follow the measured win-back curve, or still the published one. */
export type CurveReason = "measured" | "few_outcomes" | "not_falling" | "no_effect";
