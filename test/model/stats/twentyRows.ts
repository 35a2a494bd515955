/** Twenty predictions with ties, a challenger's for the same rows, and holdout weights, shared by the evaluation tests. */
export const y = [0, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1];
export const p = [
  0.1, 0.2, 0.2, 0.2, 0.3, 0.3, 0.35, 0.4, 0.45, 0.45, 0.5, 0.5, 0.6, 0.7, 0.15, 0.25, 0.8, 0.55, 0.05, 0.9,
];
export const challenger = [
  0.2, 0.1, 0.25, 0.3, 0.3, 0.2, 0.3, 0.5, 0.4, 0.5, 0.45, 0.4, 0.7, 0.6, 0.2, 0.3, 0.6, 0.5, 0.1, 0.7,
];
export const weights = [1, 1, 1, 10, 1, 1, 10, 1, 1, 1, 1, 10, 1, 1, 1, 1, 1, 10, 1, 1];
